// The arithmetic operators by the specification: operands of one type, overflow is an error, never a wrap. Safe integers
// stay numbers; only a result beyond them is computed with bigint. Errors among the operands win.
import { concatBytes } from './bytes.ts';
import { noOperator } from './fault.ts';
import { isList, listSize, toArray } from './kind.ts';
import { MAX_LIST, MAX_TEXT, spend, tooLarge } from './meter.ts';
import { double, doubleOf, int, isInt, overflow, uint } from './number.ts';
import { addDuration, addDurations, negateDuration, subtractTimestamps } from './time.ts';
import { CelError, Duration, Timestamp, Uint, type Value } from './value.ts';

export function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = a + b;
    return Number.isSafeInteger(sum) ? sum : int(BigInt(a) + BigInt(b));
  }
  if (typeof a === 'string' && typeof b === 'string') return concat(a, b);
  if (isInt(a) && isInt(b)) return int(BigInt(a) + BigInt(b));
  const x = doubleOf(a);
  const y = doubleOf(b);
  if (x !== undefined && y !== undefined) return double(x + y);
  if (a instanceof Uint && b instanceof Uint) return uint(BigInt(a.value) + BigInt(b.value));
  if (isList(a) && isList(b)) return concatLists(toArray(a), toArray(b));
  if (a instanceof Uint8Array && b instanceof Uint8Array) return a.length + b.length > MAX_TEXT ? tooLarge() : concatBytes(a, b);
  return addTimes(a, b) ?? noOperator('+', a, b);
}

function addTimes(a: Value, b: Value): Value | undefined {
  if (a instanceof Duration && b instanceof Duration) return addDurations(a, b);
  if (a instanceof Timestamp && b instanceof Duration) return addDuration(a, b);
  if (a instanceof Duration && b instanceof Timestamp) return addDuration(b, a);
  return undefined;
}

export const concat = (a: string, b: string): string => (a.length + b.length > MAX_TEXT ? tooLarge() : a + b);

export function concatLists(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  const n = listSize(a) + listSize(b);
  if (n > MAX_LIST) tooLarge();
  spend(n >> 3);
  return a.concat(b);
}

export function subtract(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) {
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) return difference;
    }
    return int(BigInt(a) - BigInt(b));
  }
  const x = doubleOf(a);
  const y = doubleOf(b);
  if (x !== undefined && y !== undefined) return double(x - y);
  if (a instanceof Uint && b instanceof Uint) return uint(BigInt(a.value) - BigInt(b.value));
  if (a instanceof Timestamp && b instanceof Timestamp) return subtractTimestamps(a, b);
  if (b instanceof Duration) {
    const negative = a instanceof Timestamp || a instanceof Duration ? negateDuration(b) : noOperator('-', a, b);
    if (negative instanceof CelError) return negative;
    return addTimes(a, negative) as Value;
  }
  return noOperator('-', a, b);
}

export function multiply(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) {
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      if (Number.isSafeInteger(product)) return product + 0;
    }
    return int(BigInt(a) * BigInt(b));
  }
  const x = doubleOf(a);
  const y = doubleOf(b);
  if (x !== undefined && y !== undefined) return double(x * y);
  if (a instanceof Uint && b instanceof Uint) return uint(BigInt(a.value) * BigInt(b.value));
  return noOperator('*', a, b);
}

const divisionByZero = (): CelError => new CelError('divide_by_zero', 'division by zero');
const modulusByZero = (): CelError => new CelError('modulus_by_zero', 'modulus by zero');

export function divide(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) {
    if (b === 0) return divisionByZero();
    // A quotient of safe integers is exact after truncation: it is below 2^53 and rounding never crosses an integer.
    return typeof a === 'number' && typeof b === 'number' ? Math.trunc(a / b) + 0 : int(BigInt(a) / BigInt(b));
  }
  const x = doubleOf(a);
  const y = doubleOf(b);
  if (x !== undefined && y !== undefined) return double(x / y);
  if (a instanceof Uint && b instanceof Uint) return b.value === 0 ? divisionByZero() : uint(BigInt(a.value) / BigInt(b.value));
  return noOperator('/', a, b);
}

export function modulo(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) {
    if (b === 0) return modulusByZero();
    if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
    return BigInt(a) === -9223372036854775808n && b === -1 ? overflow() : int(BigInt(a) % BigInt(b));
  }
  if (a instanceof Uint && b instanceof Uint) return b.value === 0 ? modulusByZero() : uint(BigInt(a.value) % BigInt(b.value));
  return noOperator('%', a, b);
}

/** A duration is negated where the checker does not see that it is one: no row of its table allows it. */
export function negate(a: Value): Value {
  if (isInt(a)) return typeof a === 'number' ? 0 - a : int(-a);
  const x = doubleOf(a);
  if (x !== undefined) return double(-x);
  return a instanceof Duration ? negateDuration(a) : noOperator('-', a);
}
