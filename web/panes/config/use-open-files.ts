// Opening files that a person picks or drops, from wherever on the page.
import { useReadRequests } from '../../queries/use-read-requests.ts';
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';

export function useOpenFiles(): (list: Iterable<File>) => Promise<void> {
  const session = useSession();
  const { addFile } = useApp((state) => state.workspace);
  const { tell } = useApp((state) => state.view);
  const { add: addRequest } = useApp((state) => state.requests);
  const readRequests = useReadRequests();
  const isReplaceable = useApp(({ origin, files }) => origin.kind === 'example' || files.every(({ text }) => text === ''));
  return async (list) => {
    // The list of what was dropped lives as long as its event.
    const files = [...list];
    const { openFiles } = await import('./open-files.ts');
    await openFiles(files, { session, isReplaceable, addFile, readRequests, addRequest, tell });
  };
}
