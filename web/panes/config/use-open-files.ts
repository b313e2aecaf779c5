// Opening files that a person picks or drops: a Gateglass file takes the place of what is shown, others are added.
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import { readFiles } from './read-files.ts';

export function useOpenFiles(): (list: Iterable<File>) => Promise<void> {
  const session = useSession();
  const { addFile, removeFile } = useApp((state) => state.workspace);
  const { tell } = useApp((state) => state.view);
  const files = useApp((state) => state.files);
  return async (list) => {
    const [read, { readFile }] = await Promise.all([readFiles(list), import('../../../src/permalink/index.ts')]);
    const [only] = files;
    // An empty first file was only a place to type in.
    const blank = files.length === 1 && only?.text === '' ? only.name : undefined;
    for (const file of read.files) {
      const shared = readFile(file.text);
      if (shared === undefined) addFile(file);
      else if (shared.kind === 'damaged') tell({ id: 'files', tone: 'error', text: `${file.name} is damaged and was not opened.` });
      else await session?.openPayload(shared);
    }
    if (blank !== undefined && read.files.length > 0) removeFile(blank);
    if (read.refused.length > 0) tell({ id: 'files', tone: 'error', text: `Not opened: ${read.refused.join(', ')}` });
  };
}
