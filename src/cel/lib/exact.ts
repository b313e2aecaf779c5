// Fixed and scientific notation of doubles from their exact binary value, rounded half to even, as C's printf does it.
// JavaScript's toFixed rounds ties up and stops at 100 digits and 1e21.

/** The exact decimal digits of a finite, non-negative double: 0.d1d2d3… × 10^point. */
function exactDigits(x: number): { readonly digits: string; readonly point: number } {
  if (x === 0) return { digits: '0', point: 1 };
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  if (power >= 0) {
    const digits = (mantissa << BigInt(power)).toString();
    return { digits, point: digits.length };
  }
  // m / 2^k = m · 5^k / 10^k
  const digits = (mantissa * 5n ** BigInt(-power)).toString();
  return { digits, point: digits.length + power };
}

/** Keeps the first `count` digits, rounded half to even; the result may be one digit longer (999 → 1000). */
function roundDigits(digits: string, count: number): string {
  if (count >= digits.length) return digits.padEnd(count, '0');
  if (count < 0) return '';
  const kept = BigInt(`0${digits.slice(0, count)}`);
  const rest = digits.slice(count);
  const half = `5${'0'.repeat(rest.length - 1)}`;
  const up = rest > half || (rest === half && kept % 2n === 1n);
  return (up ? kept + 1n : kept).toString().padStart(count, '0');
}

const signOf = (x: number): string => (x < 0 || Object.is(x, -0) ? '-' : '');

/** `%.<precision>f` of a finite double. */
export function fixed(x: number, precision: number): string {
  const { digits, point } = exactDigits(Math.abs(x));
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits;
  const whole = Math.max(point, 0);
  const rounded = roundDigits(padded, whole + precision).padStart(precision + 1, '0');
  const cut = rounded.length - precision;
  const text = rounded.slice(0, cut).replace(/^0+(?=\d)/, '');
  return signOf(x) + text + (precision > 0 ? `.${rounded.slice(cut)}` : '');
}

/** `%.<precision>e` of a finite double: one digit before the point, an exponent of two digits at least. */
export function scientific(x: number, precision: number): { readonly mantissa: string; readonly exponent: number } {
  const { digits, point } = exactDigits(Math.abs(x));
  const rounded = roundDigits(digits, precision + 1);
  const carried = rounded.length > precision + 1;
  const kept = rounded.slice(0, precision + 1);
  const exponent = x === 0 ? 0 : point - 1 + (carried ? 1 : 0);
  return { mantissa: signOf(x) + kept[0] + (precision > 0 ? `.${kept.slice(1)}` : ''), exponent };
}

export const exponentText = (exponent: number): string => `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
