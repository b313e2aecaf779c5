// Whether the gateway has answered once and the answer can be seen, or there will be none. What is less urgent than the first answer
// (checks, expression, graph, the full editor) waits for it, and is not even fetched before.
import { useEffect, useState } from 'react';
import { useApp } from '../state/store.ts';
import { useDecisions } from './use-decisions.ts';
import { useLowered } from './use-lowered.ts';

/** From an answer to its picture: a few frames. */
const PAINT = 60;

export function useFirstAnswer(): boolean {
  const opened = useLowered();
  const decided = useDecisions();
  const mode = useApp((state) => state.mode);
  const hasFailed = opened.error !== null || decided.error !== null;
  const answered = mode === 'expression' || hasFailed || decided.data !== undefined || opened.data?.lowered.usable === false;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!answered || shown) return;
    const timer = setTimeout(() => setShown(true), PAINT);
    return () => clearTimeout(timer);
  }, [answered, shown]);
  return shown;
}
