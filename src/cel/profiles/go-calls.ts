// Which calls cel-go refuses while it builds a program that was not checked.
import type { CallSite, Overload } from '../lib/library.ts';

/** Of one implementation for all their rows. */
const SINGLE: ReadonlySet<string> = new Set(['size', 'sort', 'matches']);

/**
 * Notes a call that cel-go cannot build. A function with a single implementation, of one argument or two, is built for that count and no
 * other; one with several, or with one that takes a list of arguments (`format`, or any of three and more), is built for any count and
 * fails when it is reached. What has no arguments must be known. Source: cel-go, interpreter/planner.go and common/decls.
 */
export function noteCall(faults: CallSite['faults'], node: number, name: string, overloads: readonly Overload[], count: number): void {
  if (!isRefused(name, overloads, count)) return;
  faults.push({ node, code: 'no_such_overload', message: `no such overload: ${name} with ${count} argument${count === 1 ? '' : 's'}` });
}

function isRefused(name: string, overloads: readonly Overload[], count: number): boolean {
  const [first, second] = overloads;
  if (first === undefined) return count === 0;
  if (first.lazy === true) return count === 0;
  const isSingle = (second === undefined && name !== 'format') || SINGLE.has(name);
  const taken = first.params.length;
  return isSingle && taken > 0 && taken < 3 && count !== taken;
}
