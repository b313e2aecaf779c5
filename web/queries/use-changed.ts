// Which requests are answered otherwise than when their answers were pinned. How answers are compared is fetched when one is pinned: the
// tabs, which show this, are on every page.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApp } from '../state/store.ts';
import { derived } from './context.ts';
import { useDecisions } from './use-decisions.ts';

/** The ids of the requests whose answer is another one by now. */
export function useChanged(): ReadonlySet<string> {
  const list = useApp((state) => state.requestList);
  const document = useApp((state) => state.document);
  const decided = useDecisions().data;
  const { data: compareWith } = useQuery({
    ...derived,
    queryKey: ['compare-with'],
    enabled: list.some((row) => row.pinned !== undefined),
    queryFn: async () => (await import('../../src/model/pinned.ts')).compareWith,
  });
  return useMemo(() => {
    const changed = new Set<string>();
    if (compareWith === undefined || decided?.document !== document) return changed;
    for (const { id, pinned } of list) {
      const decision = decided.decisions.get(id);
      if (pinned !== undefined && decision !== undefined && compareWith(pinned, decision).kind === 'changed') changed.add(id);
    }
    return changed;
  }, [list, document, decided, compareWith]);
}
