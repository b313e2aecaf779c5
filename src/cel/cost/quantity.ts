// Formulas for the cost of a call and the size of its result, over the sizes of its arguments. One formula says both what
// a call may cost (estimate-quantity.ts, with bounds) and what it did cost (track-quantity.ts, with values), as in
// cel-go's common/cost.
import type { Factor } from './size.ts';

export type Quantity =
  | { readonly kind: 'constant'; readonly value: bigint }
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'target' }
  | { readonly kind: 'result' }
  /** The value of an integer argument; a literal's is known beforehand. */
  | { readonly kind: 'integer'; readonly index: number; readonly otherwise: bigint }
  /** The largest element. */
  | { readonly kind: 'element'; readonly of: Quantity }
  /** All elements together. */
  | { readonly kind: 'elements'; readonly of: Quantity }
  /** `size()` of a value. */
  | { readonly kind: 'length'; readonly of: Quantity }
  | { readonly kind: 'sum' | 'product' | 'union'; readonly terms: readonly Quantity[] }
  | { readonly kind: 'difference' | 'least' | 'ranged'; readonly left: Quantity; readonly right: Quantity }
  | { readonly kind: 'scaled'; readonly of: Quantity; readonly by: Factor }
  | { readonly kind: 'atLeastOne' | 'optional'; readonly of: Quantity }
  | { readonly kind: 'list'; readonly length: Quantity; readonly element: Quantity };

export const constant = (value: bigint | number): Quantity => ({ kind: 'constant', value: BigInt(value) });
export const arg = (index: number): Quantity => ({ kind: 'argument', index });
export const TARGET: Quantity = { kind: 'target' };
export const RESULT: Quantity = { kind: 'result' };
export const integer = (index: number, otherwise = 0n): Quantity => ({ kind: 'integer', index, otherwise });
export const elementOf = (of: Quantity): Quantity => ({ kind: 'element', of });
export const allElementsOf = (of: Quantity): Quantity => ({ kind: 'elements', of });
export const length = (of: Quantity): Quantity => ({ kind: 'length', of });
export const eitherOf = (...terms: readonly Quantity[]): Quantity => ({ kind: 'union', terms });
export const difference = (left: Quantity, right: Quantity): Quantity => ({ kind: 'difference', left, right });
export const smaller = (left: Quantity, right: Quantity): Quantity => ({ kind: 'least', left, right });
export const between = (left: Quantity, right: Quantity): Quantity => ({ kind: 'ranged', left, right });
export const upTo = (high: Quantity): Quantity => between(constant(0), high);
export const atLeastOne = (of: Quantity): Quantity => ({ kind: 'atLeastOne', of });
export const optionalSize = (of: Quantity): Quantity => ({ kind: 'optional', of });
export const listSize = (size: Quantity, element: Quantity): Quantity => ({ kind: 'list', length: size, element });

const reduced = (p: bigint, q: bigint): Factor => {
  let [a, b] = [p, q];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? [p, q] : [p / a, q / a];
};

/** Factors are moved outward, so that a product, and a sum of equally scaled terms, is rounded once. */
export function scale(of: Quantity, by: Factor): Quantity {
  if (of.kind === 'scaled') return { kind: 'scaled', of: of.of, by: reduced(of.by[0] * by[0], of.by[1] * by[1]) };
  return { kind: 'scaled', of, by: reduced(...by) };
}

export function product(...terms: readonly Quantity[]): Quantity {
  let [p, q] = [1n, 1n];
  const plain = terms
    .flatMap((term) => (term.kind === 'product' ? term.terms : [term]))
    .map((term) => {
      if (term.kind !== 'scaled') return term;
      p *= term.by[0];
      q *= term.by[1];
      return term.of;
    });
  const whole: Quantity = { kind: 'product', terms: plain };
  return p === q ? whole : { kind: 'scaled', of: whole, by: reduced(p, q) };
}

export function sum(...terms: readonly Quantity[]): Quantity {
  const [first, ...rest] = terms;
  const same =
    first?.kind === 'scaled' &&
    rest.length > 0 &&
    rest.every((t) => t.kind === 'scaled' && t.by[0] === first.by[0] && t.by[1] === first.by[1]);
  if (!same || first?.kind !== 'scaled') return { kind: 'sum', terms };
  return { kind: 'scaled', of: { kind: 'sum', terms: terms.map((t) => (t as typeof first).of) }, by: first.by };
}
