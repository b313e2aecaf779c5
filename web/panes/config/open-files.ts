// What becomes of files that a person picks or drops: a Gateglass file takes the place of what is shown, the requests of a HAR archive are
// added, others take the place of an example or of nothing, and are added to what a person wrote. Fetched with the first file.
import type { LoggedAnswer } from '../../../src/http/import/observed.ts';
import type { SampleRequest } from '../../../src/http/sample-request.ts';
import { type Decoded, readFile } from '../../../src/permalink/index.ts';
import type { ReadRequests } from '../../../src/protocol/engine.ts';
import type { Session } from '../../state/session.ts';
import type { ConfigFile } from '../../state/workspace.ts';
import { saidOf, takeRequests } from '../request/take-requests.ts';
import { readFiles } from './read-files.ts';

/** Where they go. */
export interface Target {
  readonly session: Session | undefined;
  /** Nothing of the present configuration is a person's own. */
  readonly isReplaceable: boolean;
  readonly addFile: (file: ConfigFile) => void;
  readonly readRequests: (text: string) => Promise<ReadRequests>;
  readonly addRequest: (name: string, request: SampleRequest, logged?: LoggedAnswer) => void;
  readonly tell: (notice: { readonly id: string; readonly tone: 'error' | 'warn'; readonly text: string }) => void;
}

export async function openFiles(list: readonly File[], target: Target): Promise<void> {
  const read = await readFiles(list);
  const plain: ConfigFile[] = [];
  for (const file of read.files) {
    const shared = readFile(file.text);
    if (/\.har$/i.test(file.name)) await addRequests(file, target);
    else if (shared === undefined) plain.push(file);
    else if (shared.kind === 'damaged') target.tell({ id: 'files', tone: 'error', text: `${file.name} is damaged and was not opened.` });
    else await openShared(file.name, shared, target);
  }
  if (target.isReplaceable && plain.length > 0) await target.session?.openFiles(plain);
  else plain.forEach(target.addFile);
  if (read.refused.length > 0) target.tell({ id: 'files', tone: 'error', text: `Not opened: ${read.refused.join(', ')}` });
}

async function openShared(name: string, shared: Extract<Decoded, { kind: 'whole' | 'newer' }>, { session, tell }: Target): Promise<void> {
  await session?.openPayload(shared);
  if (shared.kind === 'newer')
    tell({ id: 'link', tone: 'warn', text: `${name} was made by a newer Gateglass. It is shown as far as this one understands it.` });
}

async function addRequests({ name, text }: ConfigFile, { readRequests, addRequest, tell }: Target): Promise<void> {
  const found = await readRequests(text);
  const taken = takeRequests(found);
  for (const { name: title, request, logged } of taken) addRequest(title, request, logged);
  const because = taken.length === 0 ? (found.problems[0]?.message ?? 'It holds no request.') : saidOf(found);
  if (because !== undefined) tell({ id: 'import', tone: taken.length === 0 ? 'error' : 'warn', text: `${name}: ${because}` });
}
