// Opening files that a person picks or drops: a Gateglass file takes the place of what is shown; others take the place of an example or
// of nothing, and are added to what a person wrote.

import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import type { ConfigFile } from '../../state/workspace.ts';
import { readFiles } from './read-files.ts';

export function useOpenFiles(): (list: Iterable<File>) => Promise<void> {
  const session = useSession();
  const { addFile, replaceFiles } = useApp((state) => state.workspace);
  const { tell } = useApp((state) => state.view);
  const replaceable = useApp(({ origin, files }) => origin.kind === 'example' || files.every(({ text }) => text === ''));
  return async (list) => {
    const [read, { readFile }] = await Promise.all([readFiles(list), import('../../../src/permalink/index.ts')]);
    const plain: ConfigFile[] = [];
    for (const file of read.files) {
      const shared = readFile(file.text);
      if (shared === undefined) plain.push(file);
      else if (shared.kind === 'damaged') tell({ id: 'files', tone: 'error', text: `${file.name} is damaged and was not opened.` });
      else await session?.openPayload(shared);
    }
    if (replaceable && plain.length > 0) replaceFiles(plain);
    else plain.forEach(addFile);
    if (read.refused.length > 0) tell({ id: 'files', tone: 'error', text: `Not opened: ${read.refused.join(', ')}` });
  };
}
