// Number literals, exactly as cel-go reads them: int is a signed 64-bit integer, uint an unsigned one, a double beyond the
// range of float64 is an error and not infinity.
import { double, int, uint } from '../values/number.ts';
import { isError, type Uint, type Value } from '../values/value.ts';

/** The int of `word` (decimal or 0x…), negated when `negative`; undefined when out of range. */
export function intOf(word: string, negative: boolean): number | bigint | undefined {
  if (word.length <= 15 && word.charCodeAt(1) !== 120) {
    const small = Number(word);
    return negative && small !== 0 ? -small : small;
  }
  const magnitude = BigInt(word);
  const value = int(negative ? -magnitude : magnitude);
  return isError(value) ? undefined : value;
}

/** The uint of `word` without its suffix; undefined when out of range. */
export function uintOf(word: string): Uint | undefined {
  const value = uint(BigInt(word));
  return isError(value) ? undefined : value;
}

/** The double of `word`; undefined when out of range. */
export function doubleOf(word: string, negative: boolean): Value | undefined {
  const magnitude = Number(word);
  return Number.isFinite(magnitude) ? double(negative ? -magnitude : magnitude) : undefined;
}
