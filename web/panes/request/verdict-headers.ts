// Headers of a declared effect: an object of values, lists of values, and null for a header that is taken away.
import type { NamedValue } from '../../ui/PairRows.tsx';

export interface VerdictHeaders {
  readonly pairs: readonly NamedValue[];
  readonly removed: readonly string[];
}

export function headersOf(given: unknown): VerdictHeaders {
  const entries = Object.entries(typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {});
  return {
    pairs: entries.flatMap(([name, value]) =>
      value === null ? [] : (Array.isArray(value) ? value : [value]).map((one): NamedValue => [name, String(one)]),
    ),
    removed: entries.flatMap(([name, value]) => (value === null ? [name] : [])),
  };
}

/** The same headers with other pairs; undefined when nothing is left. */
export const withPairs = (given: unknown, pairs: readonly NamedValue[]): unknown => written(pairs, headersOf(given).removed);

/** The same headers with others taken away. */
export const withRemoved = (given: unknown, removed: readonly string[]): unknown => written(headersOf(given).pairs, removed);

function written(pairs: readonly NamedValue[], removed: readonly string[]): unknown {
  const out = new Map<string, string | string[] | null>(removed.map((name) => [name, null]));
  for (const [name, value] of pairs) {
    const before = out.get(name);
    if (before === undefined || before === null) out.set(name, value);
    else out.set(name, [...(typeof before === 'string' ? [before] : before), value]);
  }
  return out.size === 0 ? undefined : Object.fromEntries(out);
}
