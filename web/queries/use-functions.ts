// Functions and variables of a profile, as the engine's tables have them.
import { useQuery } from '@tanstack/react-query';
import { derived, useEngine } from './context.ts';

export function useFunctions(profile: string) {
  const engine = useEngine();
  return useQuery({ ...derived, queryKey: ['functions', profile], queryFn: () => engine.functions({ profile }) });
}
