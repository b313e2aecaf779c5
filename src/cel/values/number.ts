// The numeric types over JavaScript numbers. An int is a number while it is a safe integer and a bigint beyond, a double is
// a number unless that would read as an int (`Double`), so `typeof` and one range test tell them apart without wrapping.
import { CelError, Double, Uint, type Value } from './value.ts';

export const MAX_INT = 9223372036854775807n;
export const MIN_INT = -9223372036854775808n;
export const MAX_UINT = 18446744073709551615n;

export const isInt = (v: unknown): v is number | bigint => typeof v === 'bigint' || (typeof v === 'number' && Number.isSafeInteger(v));

/** The number of a double, or undefined for any other value. */
export const doubleOf = (v: Value): number | undefined =>
  typeof v === 'number' ? (Number.isSafeInteger(v) ? undefined : v) : v instanceof Double ? v.value : undefined;

/** A double as a value. */
export const double = (n: number): number | Double => (Number.isSafeInteger(n) ? new Double(n) : n);

export const overflow = (): CelError => new CelError('overflow', 'integer overflow');
export const unsignedOverflow = (): CelError => new CelError('overflow', 'unsigned integer overflow');

const shrink = (n: bigint): number | bigint => (n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n);

/** An int as a value, or an overflow error outside int64. */
export const int = (n: bigint): number | bigint | CelError => (n > MAX_INT || n < MIN_INT ? overflow() : shrink(n));

/** A uint as a value, or an overflow error outside uint64. */
export const uint = (n: bigint): Uint | CelError => (n > MAX_UINT || n < 0n ? unsignedOverflow() : new Uint(shrink(n)));

/** A uint from a number known to be a safe, non-negative integer. */
export const smallUint = (n: number): Uint => new Uint(n);

/** The number of any numeric value as a double (rounded where it must be), or undefined. */
export function numberOf(v: Value): number | undefined {
  if (typeof v === 'number') return v;
  if (typeof v === 'bigint') return Number(v);
  if (v instanceof Double) return v.value;
  if (v instanceof Uint) return Number(v.value);
  return undefined;
}
