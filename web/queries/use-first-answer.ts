// Whether the gateway has answered once, or will not. What is less urgent than the first answer (checks, expression, graph, the full
// editor) waits for it, and is not even fetched before.
import { useApp } from '../state/store.ts';
import { useDecisions } from './use-decisions.ts';
import { useLowered } from './use-lowered.ts';

export function useFirstAnswer(): boolean {
  const opened = useLowered();
  const decided = useDecisions();
  const mode = useApp((state) => state.mode);
  const hasFailed = opened.error !== null || decided.error !== null;
  return mode === 'expression' || hasFailed || decided.data !== undefined || opened.data?.lowered.usable === false;
}
