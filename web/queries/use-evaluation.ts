// The expression's answer for every request, and the explanation of the selected one.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { EvalAnswer, Explanation } from '../../src/cel/result.ts';
import type { Evaluated } from '../../src/protocol/engine.ts';
import { useApp, useAppStore } from '../state/store.ts';
import { rulesOf } from './answered.ts';
import { derived, useEngine } from './context.ts';
import { useFirstAnswer } from './use-first-answer.ts';
import { useInformed } from './use-informed.ts';
import { useLowered } from './use-lowered.ts';

export interface EvaluatedAll {
  readonly expression: string;
  readonly issues: Evaluated['issues'];
  /** By the request's id. */
  readonly rows: ReadonlyMap<string, { readonly answer: EvalAnswer; readonly because: string }>;
}

/**
 * The rules that the expression is read by: the chosen ones, else those of the configuration (of its last text that told them), else plain
 * CEL. Undefined until known.
 */
export function useExpressionProfile(): string | undefined {
  const store = useAppStore();
  const chosen = useApp((state) => state.expressionProfile);
  const document = useApp((state) => state.document);
  const isAlone = useApp((state) => !state.started || state.files.every((file) => file.text.trim() === ''));
  const opened = useLowered();
  if (chosen !== '') return chosen;
  const told = opened.data?.document === document ? opened.data.lowered.profile : undefined;
  const known = rulesOf(store, document, told);
  if (isAlone) return known ?? 'cel';
  return opened.data === undefined ? undefined : (known ?? opened.data.lowered.profile ?? 'cel');
}

/** An expression over no configuration has nothing to wait for. */
function useReady(): boolean {
  const answered = useFirstAnswer();
  const started = useApp((state) => state.started);
  return answered || !started;
}

export function useEvaluation() {
  const ready = useReady();
  const informed = useInformed();
  const engine = useEngine();
  const store = useAppStore();
  const profile = useExpressionProfile();
  const expression = useApp((state) => state.expression);
  const expressionRevision = useApp((state) => state.expressionRevision);
  const requestsRevision = useApp((state) => state.requestsRevision);
  return useQuery({
    ...derived,
    queryKey: ['evaluated', profile, expressionRevision, requestsRevision, informed.key],
    enabled: ready && profile !== undefined && expression.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<EvaluatedAll> => {
      const { requestList } = store.getState();
      const { issues, rows } = await engine.evaluate({
        expression,
        profile: profile ?? 'cel',
        requests: requestList.map((row) => informed.with(row.id, row.request)),
      });
      return { expression, issues, rows: new Map(requestList.flatMap((row, i) => (rows[i] === undefined ? [] : [[row.id, rows[i]]]))) };
    },
  });
}

export function useExplanation() {
  const ready = useReady();
  const informed = useInformed();
  const engine = useEngine();
  const store = useAppStore();
  const profile = useExpressionProfile();
  const expression = useApp((state) => state.expression);
  const expressionRevision = useApp((state) => state.expressionRevision);
  const requestsRevision = useApp((state) => state.requestsRevision);
  const selected = useApp((state) => state.selectedRequest);
  return useQuery({
    ...derived,
    queryKey: ['explained', profile, expressionRevision, requestsRevision, selected, informed.key],
    enabled: ready && profile !== undefined && expression.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<{ readonly expression: string; readonly explanation: Explanation } | undefined> => {
      const request = store.getState().requestList.find((row) => row.id === selected)?.request;
      return request === undefined
        ? undefined
        : {
            expression,
            explanation: await engine.explain({ expression, profile: profile ?? 'cel', request: informed.with(selected, request) }),
          };
    },
  });
}
