// The explanation page of a diagnostic's code. It never changes while the page is open.
import { useQuery } from '@tanstack/react-query';
import { derived, useEngine } from './context.ts';

export function useExplainedCode(code: string) {
  const engine = useEngine();
  return useQuery({
    ...derived,
    queryKey: ['explained code', code],
    enabled: code !== '',
    queryFn: async () => (await engine.explainCode({ code })) ?? null,
  });
}
