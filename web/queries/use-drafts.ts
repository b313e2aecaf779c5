// The drafts that this browser keeps, read anew whenever they are shown.
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../state/session.ts';

export function useDrafts() {
  const session = useSession();
  return useQuery({
    queryKey: ['drafts'],
    enabled: session !== undefined,
    staleTime: 0,
    gcTime: 0,
    networkMode: 'always',
    queryFn: async () => (await session?.drafts.list()) ?? [],
  });
}
