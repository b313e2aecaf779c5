// The present configuration held against the earlier version that was kept.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApp, useAppStore } from '../state/store.ts';
import { derived, useEngine } from './context.ts';

export function useComparison() {
  const engine = useEngine();
  const store = useAppStore();
  const earlier = useApp((state) => state.earlier);
  const revision = useApp((state) => state.revision);
  return useQuery({
    ...derived,
    queryKey: ['compared', revision, earlier.map((file) => `${file.name} ${file.text.length}`).join(), checksumOf(earlier)],
    enabled: earlier.length > 0,
    placeholderData: keepPreviousData,
    queryFn: () => {
      const { files, env, dialect, profile } = store.getState();
      const common = { env, dialect, ...(profile === '' ? {} : { profile }) };
      return engine.compare({ before: { ...common, files: earlier }, after: { ...common, files } });
    },
  });
}

/** Tells texts apart in a query's key without holding them there. */
function checksumOf(files: readonly { readonly text: string }[]): number {
  let sum = 0;
  for (const { text } of files) for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
}
