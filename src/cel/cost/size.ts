// Bounds on sizes and costs, in the unsigned 64-bit arithmetic of cel-go that stays at its maximum instead of overflowing.
// The maximum means "unbounded".

export const UNBOUNDED = 2n ** 64n - 1n;

/** From `min` to `max`; of a list or map also the sizes of its elements and keys, where they are known. */
export interface Size {
  readonly min: bigint;
  readonly max: bigint;
  readonly key?: Size | undefined;
  readonly element?: Size | undefined;
}

export const UNKNOWN: Size = { min: 0n, max: UNBOUNDED };
export const fixed = (n: bigint | number): Size => ({ min: BigInt(n), max: BigInt(n) });
export const ZERO = fixed(0);
export const ONE = fixed(1);

const capped = (n: bigint): bigint => (n > UNBOUNDED ? UNBOUNDED : n);

export const plus = (a: bigint, b: bigint): bigint => capped(a + b);
export const times = (a: bigint, b: bigint): bigint => capped(a * b);
/** Unbounded stays unbounded; nothing goes below zero. */
export const minus = (a: bigint, b: bigint): bigint => (a === UNBOUNDED ? UNBOUNDED : a > b ? a - b : 0n);
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** A scale factor as an exact fraction: a tenth is `[1n, 10n]`. */
export type Factor = readonly [numerator: bigint, denominator: bigint];

/** Rounded up; unbounded stays unbounded. */
export function scaled(n: bigint, [p, q]: Factor): bigint {
  if (n === 0n || n === UNBOUNDED) return n;
  return capped((n * p + q - 1n) / q);
}

export const range = (min: bigint, max: bigint): Size => ({ min, max });
export const withParts = (size: Size, key: Size | undefined, element: Size | undefined): Size => ({
  min: size.min,
  max: size.max,
  ...(key === undefined ? {} : { key }),
  ...(element === undefined ? {} : { element }),
});

/** What covers both; a part that only one of them states is that one's. */
export function union(a: Size, b: Size): Size {
  return withParts(range(least(a.min, b.min), most(a.max, b.max)), unionOf(a.key, b.key), unionOf(a.element, b.element));
}

export function unionOf(a: Size | undefined, b: Size | undefined): Size | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return union(a, b);
}

export const add = (a: Size, b: Size): Size =>
  withParts(range(plus(a.min, b.min), plus(a.max, b.max)), unionOf(a.key, b.key), unionOf(a.element, b.element));

/** An optional: one more than what it holds, which is its element. */
export const optionalOf = (value: Size): Size => withParts(range(plus(1n, value.min), plus(1n, value.max)), undefined, value);

export const isUnknown = (s: Size): boolean => s.min === 0n && s.max === UNBOUNDED && s.key === undefined && s.element === undefined;
