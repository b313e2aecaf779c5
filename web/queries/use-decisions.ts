// What the gateway does with every request. While a text cannot be read, the last good answer stays and says so.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Decision } from '../../src/model/decision.ts';
import type { Source } from '../../src/text/source.ts';
import { useApp, useAppStore } from '../state/store.ts';
import { noteAnswer } from './answered.ts';
import { derived, useEngine } from './context.ts';
import { isOnlyRecognised, useLowered } from './use-lowered.ts';

export interface Decided {
  readonly revision: number;
  readonly requestsRevision: number;
  readonly document: number;
  /** The texts that places in the decisions refer to, by name. */
  readonly sources: ReadonlyMap<string, Source>;
  /** By the request's id. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Milliseconds from the question to the answer, the worker's queue included. */
  readonly took: number;
}

export function useDecisions() {
  const engine = useEngine();
  const store = useAppStore();
  const opened = useLowered();
  const requestsRevision = useApp((state) => state.requestsRevision);
  const revision = opened.data?.revision;
  const usable = opened.data?.lowered.usable === true && !opened.isPlaceholderData;
  const { data, error, refetch } = useQuery({
    ...derived,
    queryKey: ['decided', revision, requestsRevision],
    enabled: usable,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Decided> => {
      const { requestList, sequence } = store.getState();
      const asked = performance.now();
      const decisions = await engine.decide({ revision: String(revision), requests: requestList.map((row) => row.request), sequence });
      noteAnswer(store, opened.data?.document ?? 0);
      return {
        revision: revision as number,
        requestsRevision,
        document: opened.data?.document ?? 0,
        sources: new Map((opened.data?.files ?? []).map((file) => [file.name, file])),
        decisions: new Map(requestList.flatMap((row, i) => (decisions[i] === undefined ? [] : [[row.id, decisions[i]]]))),
        took: performance.now() - asked,
      };
    },
  });
  const isForeign = opened.data !== undefined && isOnlyRecognised(opened.data.lowered);
  return { data: isForeign ? undefined : data, error, refetch };
}
