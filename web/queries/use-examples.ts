// The list of the examples that come with the page.
import { useQuery } from '@tanstack/react-query';
import { fetchExampleText } from './load-example.ts';

export interface ExampleRow {
  readonly slug: string;
  readonly title: string;
  /** One line: what it teaches. */
  readonly teaches: string;
  /** Heading of its group: the dialect, or `Expressions`. */
  readonly group: string;
}

export const useExamples = () =>
  useQuery({
    queryKey: ['examples'],
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
    queryFn: async () => JSON.parse(await fetchExampleText('index.json')) as readonly ExampleRow[],
  });
