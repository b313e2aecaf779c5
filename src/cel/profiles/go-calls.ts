// Which calls cel-go refuses while it builds a program that was not checked.
import type { Overload } from '../lib/library.ts';

/** Of one implementation for all their rows. */
const SINGLE: ReadonlySet<string> = new Set(['size', 'sort', 'matches']);

/**
 * Whether cel-go cannot build a call. A function with a single implementation, of one argument or two, is built for that count and no
 * other; one with several, or with one that takes a list of arguments (`format`, or any of three and more), is built for any count and
 * fails when it is reached. What has no arguments must be known. Source: cel-go, interpreter/planner.go and common/decls.
 */
export function refusesCall(name: string, overloads: readonly Overload[], count: number): boolean {
  const [first, second] = overloads;
  if (first === undefined) return count === 0;
  if (first.lazy === true) return count === 0;
  const isSingle = (second === undefined && name !== 'format') || SINGLE.has(name);
  const taken = first.params.length;
  return isSingle && taken > 0 && taken < 3 && count !== taken;
}
