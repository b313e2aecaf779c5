// The present configuration held against the earlier version that was kept: texts, effects, and the answers to all requests.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApp, useAppStore } from '../state/store.ts';
import { derived, useEngine } from './context.ts';

export function useComparison() {
  const engine = useEngine();
  const store = useAppStore();
  const hasEarlier = useApp((state) => state.earlier.length > 0);
  const earlierRevision = useApp((state) => state.earlierRevision);
  const revision = useApp((state) => state.revision);
  const requestsRevision = useApp((state) => state.requestsRevision);
  return useQuery({
    ...derived,
    queryKey: ['compared', revision, earlierRevision, requestsRevision],
    enabled: hasEarlier,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { files, earlier, env, dialect, profile, requestList, sequence } = store.getState();
      const common = { env, dialect, ...(profile === '' ? {} : { profile }) };
      const asked = { requests: requestList.map((row) => row.request), sequence };
      const { answers, ...compared } = await engine.compare({ before: { ...common, files: earlier }, after: { ...common, files }, asked });
      return { ...compared, answers: answers && requestList.map(({ id, name }, at) => ({ id, name, compared: answers[at] })) };
    },
  });
}
