// Number literals, exactly as cel-go reads them: int is a signed 64-bit integer, uint an unsigned one, a double beyond the
// range of float64 is an error and not infinity.
import { Double, Uint, type Value } from '../values/value.ts';

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** The int of `word` (decimal or 0x…), negated when `negative`; undefined when out of range. */
export function intOf(word: string, negative: boolean): number | bigint | undefined {
  if (word.length <= 15 && word.charCodeAt(1) !== 120) {
    const small = Number(word);
    return negative && small !== 0 ? -small : small;
  }
  const magnitude = BigInt(word);
  if (magnitude > (negative ? MAX_INT + 1n : MAX_INT)) return undefined;
  return narrow(negative ? -magnitude : magnitude);
}

/** The uint of `word` without its suffix; undefined when out of range. */
export function uintOf(word: string): Uint | undefined {
  const magnitude = BigInt(word);
  return magnitude > MAX_UINT ? undefined : new Uint(narrow(magnitude));
}

/** The double of `word`; undefined when out of range. */
export function doubleOf(word: string, negative: boolean): Value | undefined {
  const magnitude = Number(word);
  if (!Number.isFinite(magnitude)) return undefined;
  const value = negative ? -magnitude : magnitude;
  return Number.isSafeInteger(value) ? new Double(value) : value;
}

const narrow = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
