// Quantities of Kubernetes resources: `500m`, `1.5Gi`, `1e3`. A number of decimal digits and a power of ten, with the notation
// it is written in. What fits 64 bits is kept as written; anything else is rounded up to nano, binary units are capped.
import { MAX_INT } from '../../values/number.ts';

export type Notation = 'decimal' | 'binary' | 'exponent';

/** `digits` × 10^`power`. `isSmall`: held as an int64 by the real program, which alone can be asked for as an integer. */
export interface Quantity {
  readonly digits: bigint;
  readonly power: number;
  readonly notation: Notation;
  readonly isSmall: boolean;
  /** As it was written, where that is the canonical form. */
  readonly written: string | undefined;
}

const SUFFIXES: ReadonlyMap<string, readonly [base: 2 | 10, exponent: number]> = new Map([
  ['n', [10, -9]],
  ['u', [10, -6]],
  ['m', [10, -3]],
  ['', [10, 0]],
  ['k', [10, 3]],
  ['M', [10, 6]],
  ['G', [10, 9]],
  ['T', [10, 12]],
  ['P', [10, 15]],
  ['E', [10, 18]],
  ['Ki', [2, 10]],
  ['Mi', [2, 20]],
  ['Gi', [2, 30]],
  ['Ti', [2, 40]],
  ['Pi', [2, 50]],
  ['Ei', [2, 60]],
]);
const NANO = -9;
/** Powers of ten beyond this are not computed with. */
const MAX_POWER = 5000;
const FORM = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

interface Unit {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly notation: Notation;
}

function unitOf(suffix: string): Unit | undefined {
  const known = SUFFIXES.get(suffix);
  if (known !== undefined) return { base: known[0], exponent: known[1], notation: known[0] === 2 ? 'binary' : 'decimal' };
  const m = /^[eE]([+-]?\d+)$/.exec(suffix);
  if (m === null || Math.abs(Number(m[1])) > MAX_POWER) return undefined;
  return { base: 10, exponent: Number(m[1]), notation: 'exponent' };
}

const isInt64 = (n: bigint): boolean => n <= MAX_INT && n >= -MAX_INT;
const pow10 = (n: number): bigint => 10n ** BigInt(n);

/** The quantity of a text, or why it is none. */
export function parseQuantity(text: string): Quantity | string {
  const m = text === '' || text.length > 1000 ? null : FORM.exec(text);
  if (m === null) return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const [, sign = '', whole = '', fraction = '', suffix = ''] = m;
  const unit = unitOf(suffix);
  if (unit === undefined) return "unable to parse quantity's suffix";
  return small(text, sign, whole, fraction, unit) ?? large(sign, whole, fraction, unit);
}

/** The form with an int64, where the digits leave room for it. */
function small(text: string, sign: string, whole: string, fraction: string, unit: Unit): Quantity | undefined {
  const digitCount = Math.max(whole.length, 1);
  const isBinary = unit.base === 2;
  const room = isBinary
    ? fraction === ''
      ? 15 - digitCount - Math.trunc((unit.exponent * 3) / 10) - 1
      : -1
    : 18 - digitCount - fraction.length;
  const power = (isBinary ? 0 : unit.exponent) - fraction.length;
  if (room < 0 || power < NANO) return undefined;
  const shown = (whole === '' ? '0' : whole) + fraction;
  const value = BigInt(shown) * (isBinary ? 1n << BigInt(unit.exponent) : 1n);
  if (!isInt64(value)) return undefined;
  const isCanonical = isBinary ? (BigInt(shown) & 7n) !== 0n : power % 3 === 0 && !shown.endsWith('000') && !shown.startsWith('0');
  const written = isCanonical || text === '0' ? text : undefined;
  return { digits: sign === '-' ? -value : value, power, notation: unit.notation, isSmall: true, written };
}

function large(sign: string, whole: string, fraction: string, unit: Unit): Quantity {
  let digits = BigInt(whole + fraction || '0') * (unit.base === 2 ? 1n << BigInt(unit.exponent) : 1n);
  let power = (unit.base === 10 ? unit.exponent : 0) - fraction.length;
  if (digits !== 0n) [digits, power] = [roundUp(digits, power), NANO];
  const atNano = digits === 0n ? 0n : digits;
  const isFraction = unit.base === 2 && atNano > 0n && atNano < pow10(-NANO);
  const cap = MAX_INT * pow10(-NANO);
  if (unit.base === 2 && atNano > cap) digits = cap;
  return {
    digits: sign === '-' ? -digits : digits,
    power,
    notation: isFraction ? 'decimal' : unit.notation,
    isSmall: false,
    written: undefined,
  };
}

/** The digits at 10^-9, away from zero where something is cut. Not negative. */
function roundUp(digits: bigint, power: number): bigint {
  if (power >= NANO) return digits * pow10(power - NANO);
  const unit = pow10(NANO - power);
  return (digits + unit - 1n) / unit;
}

/** Both at the smaller power of ten. */
function aligned(a: Quantity, b: Quantity): readonly [bigint, bigint, number] {
  const power = Math.min(a.power, b.power);
  return [a.digits * pow10(a.power - power), b.digits * pow10(b.power - power), power];
}

export function compareQuantities(a: Quantity, b: Quantity): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export const signOf = (q: Quantity): number => (q.digits > 0n ? 1 : q.digits < 0n ? -1 : 0);

const negated = (q: Quantity): Quantity => ({ ...q, digits: -q.digits });

/** Zero takes the notation of what is added. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const notation = a.digits === 0n ? b.notation : a.notation;
  const isSmall = a.isSmall && b.isSmall;
  if (isSmall && b.digits === 0n) return { ...a, notation, written: undefined };
  if (isSmall && a.digits === 0n) return { ...b, notation, written: undefined };
  const [x, y, power] = aligned(a, b);
  return { digits: x + y, power, notation, isSmall: isSmall && isInt64(x) && isInt64(y) && isInt64(x + y), written: undefined };
}

export const subtractQuantities = (a: Quantity, b: Quantity): Quantity => addQuantities(a, negated(b));

/** The least int has no opposite: it stays what it is, unless the sum then leaves the range of ints. */
export function subtractInt(a: Quantity, n: bigint): Quantity {
  const opposite = BigInt.asIntN(64, -n);
  const wraps = opposite === n && a.isSmall && a.power === 0 && isInt64(a.digits + n);
  return wraps ? addQuantities(a, quantityOfInt(n)) : subtractQuantities(a, quantityOfInt(n));
}

export const quantityOfInt = (n: bigint): Quantity => ({ digits: n, power: 0, notation: 'exponent', isSmall: true, written: undefined });

/** As an int64, where it is one. */
export function integerOf(q: Quantity): bigint | undefined {
  if (!q.isSmall || q.power < 0 || q.power > 30) return undefined;
  const n = q.digits * pow10(q.power);
  return n >= -(1n << 63n) && n < 1n << 63n ? n : undefined;
}

export const floatOf = (q: Quantity): number => (q.power === 0 ? Number(q.digits) : Number(q.digits) * Number(`1e${q.power}`));

/** The canonical text: no fraction, the largest unit that is exact. */
export function formatQuantity(q: Quantity): string {
  if (q.written !== undefined) return q.written;
  if (q.digits === 0n) return '0';
  return (q.notation === 'binary' ? formatBinary(q) : undefined) ?? formatDecimal(q);
}

/** In Ki, Mi …; undefined below 1024 and for fractions, which are shown in decimal units. */
function formatBinary(q: Quantity): string | undefined {
  const unit = q.power < 0 ? pow10(-q.power) : 1n;
  const n = q.power < 0 ? q.digits / unit : q.digits * pow10(q.power);
  if (n * unit !== (q.power < 0 ? q.digits : n) || (n > -1024n && n < 1024n)) return undefined;
  const [rest, times] = withoutFactor(n, 1024n);
  return `${rest}${suffixFor(2, times * 10)}`;
}

function formatDecimal(q: Quantity): string {
  const [rest, times] = withoutFactor(q.digits, 10n);
  let [digits, power] = [rest, q.power + times];
  while (power % 3 !== 0) {
    digits *= 10n;
    power--;
  }
  if (q.notation === 'exponent') return power === 0 ? String(digits) : `${digits}e${power}`;
  return `${digits}${suffixFor(10, power)}`;
}

function withoutFactor(n: bigint, factor: bigint): readonly [bigint, number] {
  let rest = n;
  let times = 0;
  while (rest !== 0n && rest % factor === 0n) {
    rest /= factor;
    times++;
  }
  return [rest, times];
}

function suffixFor(base: 2 | 10, exponent: number): string {
  if (exponent === 0) return '';
  for (const [suffix, [b, e]] of SUFFIXES) if (b === base && e === exponent) return suffix;
  return '';
}
