// Ordering: numbers across their types, strings by code point, bytes, bools, timestamps, durations.
import { compareBytes } from './bytes.ts';
import { noOperator } from './fault.ts';
import { compareStrings } from './strings.ts';
import { CelError, Double, Duration, Timestamp, Uint, type Value } from './value.ts';

/** -1, 0 or 1; NaN where NaN takes part; undefined where the two cannot be ordered. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? compareStrings(a, b) : undefined;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? Number(a) - Number(b) : undefined;
  const x = a instanceof Double || a instanceof Uint ? a.value : a;
  const y = b instanceof Double || b instanceof Uint ? b.value : b;
  if ((typeof x === 'number' || typeof x === 'bigint') && (typeof y === 'number' || typeof y === 'bigint')) {
    return isExact(a) && isExact(b) ? order(x, y) : order(Number(x), Number(y));
  }
  if (a instanceof Timestamp && b instanceof Timestamp) return order(a.seconds, b.seconds) || order(a.nanos, b.nanos);
  if (a instanceof Duration && b instanceof Duration) return order(a.seconds, b.seconds) || order(a.nanos, b.nanos);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  return undefined;
}

/** Ints and uints; a double makes the comparison one of doubles. */
const isExact = (v: Value): boolean => typeof v === 'bigint' || v instanceof Uint || (typeof v === 'number' && Number.isSafeInteger(v));

const order = (x: number | bigint, y: number | bigint): number => (x < y ? -1 : x > y ? 1 : x <= y ? 0 : Number.NaN);

/** Nothing is ordered against NaN: no comparison with it holds, whatever the other is, as long as the left one has an order (cel-go). */
const isUnordered = (a: Value, b: Value): boolean => (Number.isNaN(a) || Number.isNaN(b)) && compare(a, a) !== undefined;

type Operator = (a: Value, b: Value) => Value;
const operator =
  (sign: string, holds: (order: number) => boolean): Operator =>
  (a, b) => {
    if (a instanceof CelError) return a;
    if (b instanceof CelError) return b;
    const c = compare(a, b);
    if (c !== undefined) return holds(c);
    return !isUnordered(a, b) && noOperator(sign, a, b);
  };

export const less = operator('<', (c) => c < 0);
export const lessOrEqual = operator('<=', (c) => c <= 0);
export const greater = operator('>', (c) => c > 0);
export const greaterOrEqual = operator('>=', (c) => c >= 0);
