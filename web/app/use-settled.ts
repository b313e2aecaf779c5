// Whether the first answer is on the screen. Until then the heavy parts (graph, layout, full editor) are not even fetched.
import { useEffect, useState } from 'react';
import { useFirstAnswer } from '../queries/use-first-answer.ts';

/** At the latest after this, for a page that has nothing to answer. */
const LATEST = 8000;

export function useSettled(): boolean {
  const first = useFirstAnswer();
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
