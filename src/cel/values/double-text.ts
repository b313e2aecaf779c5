// Doubles to text and back, in the three notations that CEL programs see: shortest digits as Go's %g, plain decimals without
// an exponent, and JavaScript's thresholds for the typed printout.

/** Shortest digits and the decimal exponent: 123.4 → ['1234', 2]. Finite and not negative. */
function digitsOf(n: number): readonly [digits: string, exponent: number] {
  const [mantissa, exponent] = n.toExponential().split('e') as [string, string];
  return [mantissa.replace('.', ''), Number(exponent)];
}

const isNegative = (n: number): boolean => n < 0 || Object.is(n, -0);

/** `string(double)`: plain from 1e-4 below 1e6 (Go's `%g` with shortest digits), else with an exponent of two digits at least. */
export function formatShortest(n: number): string {
  if (Number.isNaN(n)) return 'NaN';
  if (!Number.isFinite(n)) return n > 0 ? '+Inf' : '-Inf';
  const [digits, exponent] = digitsOf(Math.abs(n));
  const sign = isNegative(n) ? '-' : '';
  if (exponent >= -4 && exponent < 6) return sign + formatPlain(Math.abs(n));
  const e = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e${e}`;
}

/** All digits, never an exponent; `Infinity`, `-Infinity`, `NaN`. */
export function formatPlain(n: number): string {
  if (!Number.isFinite(n)) return String(n);
  const [digits, exponent] = digitsOf(Math.abs(n));
  const sign = isNegative(n) ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** As a CEL literal: `2.0`, `1.5e-7`, `1e+21`, `double("NaN")`. */
export function doubleLiteral(n: number): string {
  if (!Number.isFinite(n)) return `double("${n}")`;
  if (Object.is(n, -0)) return '-0.0';
  const text = String(n);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const DECIMAL = /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?$/;
const HEXADECIMAL = /^([+-]?)0[xX]_?([\da-fA-F_]*)(?:\.([\da-fA-F_]*))?[pP]([+-]?\d[\d_]*)$/;
const MISPLACED_UNDERSCORE = /__|_$|_[.eEpP+-]|[.eEpP+-]_/;

/** A number as Go's ParseFloat reads it (hexadecimal, underscores, `inf`, `nan`), or undefined; also where it is out of range. */
export function parseDouble(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  if (MISPLACED_UNDERSCORE.test(text)) return undefined;
  const n = DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : parseHexadecimal(text);
  return n === undefined || Number.isFinite(n) ? n : undefined;
}

function parseHexadecimal(text: string): number | undefined {
  const m = HEXADECIMAL.exec(text);
  if (m === null) return undefined;
  const [, sign, whole = '', fraction = '', power = ''] = m.map((part) => part?.replaceAll('_', ''));
  if (whole + fraction === '' || (whole + fraction).length > 1000) return undefined;
  const n = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(power) - 4 * fraction.length);
  return sign === '-' ? -n : n;
}
