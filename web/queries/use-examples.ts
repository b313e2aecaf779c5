// The list of the examples that come with the page.
import { useQuery } from '@tanstack/react-query';
import { fetchExamples } from './load-example.ts';

export const useExamples = () =>
  useQuery({
    queryKey: ['examples'],
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
    queryFn: fetchExamples,
  });
