// Opening files that a person picks or drops: a Gateglass file takes the place of what is shown, the requests of a HAR archive are added,
// others take the place of an example or of nothing, and are added to what a person wrote.
import { useReadRequests } from '../../queries/use-read-requests.ts';
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import type { ConfigFile } from '../../state/workspace.ts';
import { readFiles } from './read-files.ts';

export function useOpenFiles(): (list: Iterable<File>) => Promise<void> {
  const session = useSession();
  const { addFile, replaceFiles } = useApp((state) => state.workspace);
  const { tell } = useApp((state) => state.view);
  const { add } = useApp((state) => state.requests);
  const readRequests = useReadRequests();
  const replaceable = useApp(({ origin, files }) => origin.kind === 'example' || files.every(({ text }) => text === ''));
  const addRequests = async ({ name, text }: ConfigFile) => {
    const [found, { takeRequests, saidOf }] = await Promise.all([readRequests(text), import('../request/take-requests.ts')]);
    const taken = takeRequests(found);
    for (const { name: title, request, logged } of taken) add(title, request, logged);
    const because = taken.length === 0 ? (found.problems[0]?.message ?? 'It holds no request.') : saidOf(found);
    if (because !== undefined) tell({ id: 'import', tone: taken.length === 0 ? 'error' : 'warn', text: `${name}: ${because}` });
  };
  return async (list) => {
    const [read, { readFile }] = await Promise.all([readFiles(list), import('../../../src/permalink/index.ts')]);
    const plain: ConfigFile[] = [];
    for (const file of read.files) {
      const shared = readFile(file.text);
      if (/\.har$/i.test(file.name)) await addRequests(file);
      else if (shared === undefined) plain.push(file);
      else if (shared.kind === 'damaged') tell({ id: 'files', tone: 'error', text: `${file.name} is damaged and was not opened.` });
      else await session?.openPayload(shared);
    }
    if (replaceable && plain.length > 0) replaceFiles(plain);
    else plain.forEach(addFile);
    if (read.refused.length > 0) tell({ id: 'files', tone: 'error', text: `Not opened: ${read.refused.join(', ')}` });
  };
}
