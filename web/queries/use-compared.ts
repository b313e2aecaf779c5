// Every request's answer held against the one that was pinned.
import { useMemo } from 'react';
import { type Compared, compareWith, type PinnedAnswer, pin } from '../../src/model/pinned.ts';
import { useApp } from '../state/store.ts';
import { useDecisions } from './use-decisions.ts';

export interface ComparedAnswers {
  /** By the request's id; only those that were pinned and are answered. */
  readonly byRequest: ReadonlyMap<string, Compared>;
  readonly isPinned: boolean;
  /** The present answers, ready to be kept. */
  readonly present: () => ReadonlyMap<string, PinnedAnswer>;
}

export function useCompared(): ComparedAnswers {
  const list = useApp((state) => state.requestList);
  const document = useApp((state) => state.document);
  const data = useDecisions().data;
  const decisions = data?.document === document ? data.decisions : undefined;
  return useMemo(() => {
    const byRequest = new Map<string, Compared>();
    for (const { id, pinned } of list) {
      const decision = decisions?.get(id);
      if (pinned !== undefined && decision !== undefined) byRequest.set(id, compareWith(pinned, decision));
    }
    const present = () => new Map([...(decisions ?? [])].map(([id, decision]) => [id, pin(decision)]));
    return { byRequest, isPinned: list.some((row) => row.pinned !== undefined), present };
  }, [list, decisions]);
}
