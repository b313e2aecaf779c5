// A parsed pattern. Flags are resolved while parsing: case-insensitive characters are sets, `^` under (?m) is another
// assertion than without.
import type { CharSet } from './char-set.ts';

export type Node =
  | { readonly kind: 'empty' }
  /** One character out of a set. */
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly index: number; readonly name: string | undefined; readonly body: Node }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  /** `max` is undefined when there is no upper bound. */
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number | undefined; readonly greedy: boolean };

export type Assertion =
  | 'text-start'
  | 'text-end'
  | 'line-start'
  | 'line-end'
  | 'word-boundary'
  | 'no-word-boundary'
  | 'unicode-word-boundary'
  | 'no-unicode-word-boundary'
  | 'unicode-word-start'
  | 'unicode-word-end'
  | 'unicode-word-start-half'
  | 'unicode-word-end-half'
  | 'crlf-line-start'
  | 'crlf-line-end';

export interface Pattern {
  readonly root: Node;
  /** Capturing groups, without the whole match. */
  readonly groups: number;
  /** Group numbers by name; the first of a name counts. */
  readonly names: ReadonlyMap<string, number>;
}

/** Why a pattern is refused: `code` with the piece of it that is at fault, as the real library says it. */
export interface PatternFault {
  readonly code: string;
  readonly piece: string;
}

export const isFault = (parsed: Pattern | PatternFault): parsed is PatternFault => 'code' in parsed;

export const EMPTY: Node = { kind: 'empty' };

export function sequence(items: readonly Node[]): Node {
  return items.length === 0 ? EMPTY : items.length === 1 ? (items[0] as Node) : { kind: 'sequence', items };
}

export function choice(items: readonly Node[]): Node {
  return items.length === 1 ? (items[0] as Node) : { kind: 'choice', items };
}
