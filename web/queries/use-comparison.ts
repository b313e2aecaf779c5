// The present configuration held against the earlier version that was kept.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApp, useAppStore } from '../state/store.ts';
import { derived, useEngine } from './context.ts';

export function useComparison() {
  const engine = useEngine();
  const store = useAppStore();
  const hasEarlier = useApp((state) => state.earlier.length > 0);
  const earlierRevision = useApp((state) => state.earlierRevision);
  const revision = useApp((state) => state.revision);
  return useQuery({
    ...derived,
    queryKey: ['compared', revision, earlierRevision],
    enabled: hasEarlier,
    placeholderData: keepPreviousData,
    queryFn: () => {
      const { files, earlier, env, dialect, profile } = store.getState();
      const common = { env, dialect, ...(profile === '' ? {} : { profile }) };
      return engine.compare({ before: { ...common, files: earlier }, after: { ...common, files } });
    },
  });
}
