// The tables behind the help are large: they are fetched once the keyboard is in an editor and the page has nothing else to do, so that the
// first question need not wait for them.
import type { Assist } from '../types.ts';

/** The longest that an idle moment is waited for, in milliseconds. */
const PATIENCE = 2000;

/** Warms the help at the next idle moment. Returns how to call that off. */
export function warmWhenIdle(assist: Assist): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(assist.warm, PATIENCE / 4);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(assist.warm, { timeout: PATIENCE });
  return () => cancelIdleCallback(handle);
}
