// Headers that a kind of call cannot do without.
import { headerPairsOf } from '../header-pairs.ts';
import type { SampleRequest } from '../sample-request.ts';

/** The request's headers, and those of `needed` that it lacks. */
export function withHeaders(
  request: SampleRequest,
  needed: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const pairs = headerPairsOf(request.headers);
  const has = (name: string) => pairs.some(([known]) => known.toLowerCase() === name);
  return [...pairs, ...needed.filter(([name]) => !has(name))];
}
