// Whether the first answer is on the screen. Until then the heavy parts (graph, layout, full editor) are not even fetched.
import { useEffect, useState } from 'react';
import { useDecisions } from '../queries/use-decisions.ts';
import { useLowered } from '../queries/use-lowered.ts';
import { useApp } from '../state/store.ts';

/** At the latest after this, for a page that has nothing to answer. */
const LATEST = 8000;

export function useSettled(): boolean {
  const decided = useDecisions().data !== undefined;
  const opened = useLowered().data;
  const mode = useApp((state) => state.mode);
  const first = decided || mode === 'expression' || opened?.lowered.usable === false;
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (settled) return;
    let frame = 0;
    // Two frames: the answer has then been painted.
    const timer = setTimeout(
      () => {
        frame = requestAnimationFrame(() => setSettled(true));
      },
      first ? 50 : LATEST,
    );
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [first, settled]);
  return settled;
}
