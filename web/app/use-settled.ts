// Whether the first answer is on the screen, or there is nothing to answer. Until then the heavy parts (graph, layout, full editor)
// are not even fetched.
import { useEffect, useState } from 'react';
import { useFirstAnswer } from '../queries/use-first-answer.ts';
import { useSession } from '../state/session.ts';
import { useApp } from '../state/store.ts';

/** At the latest after this, whatever holds the answer up. */
const LATEST = 8000;

export function useSettled(): boolean {
  const answered = useFirstAnswer();
  const isOpen = useSession() !== undefined;
  const started = useApp((state) => state.started);
  const [isLate, setLate] = useState(false);
  const [settled, setSettled] = useState(false);
  const due = answered || isLate || (isOpen && !started);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATEST);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!due) return;
    // A frame more: the answer has then been painted.
    const frame = requestAnimationFrame(() => setSettled(true));
    return () => cancelAnimationFrame(frame);
  }, [due]);
  return settled;
}
