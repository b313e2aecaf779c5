// A value as `%CEL()%` writes it: absl's forms of times and numbers, bare words for what has no text.
import { unreachable } from '../../../base/assert.ts';
import { decodeUtf8Lossy } from '../../values/bytes.ts';
import { kindOf } from '../../values/kind.ts';
import { numberOf } from '../../values/number.ts';
import { civil, formatTimestamp } from '../../values/time.ts';
import type { Duration, Message, Opaque, Timestamp, Uint, Value } from '../../values/value.ts';

/** The text, or undefined for an error: the operator is then absent. */
export function envoyText(v: Value): string | undefined {
  const kind = kindOf(v);
  switch (kind) {
    case 'null':
      return 'NULL';
    case 'bool':
    case 'int':
    case 'string':
      return String(v);
    case 'uint':
      return String((v as Uint).value);
    case 'double':
      return sixDigits(numberOf(v) as number);
    case 'bytes':
      return decodeUtf8Lossy(v as Uint8Array);
    case 'timestamp':
      return formatTimestamp(v as Timestamp).replace(/Z$/, '+00:00');
    case 'duration':
      return durationText(v as Duration);
    case 'list':
      return 'CelList value';
    case 'map':
      return 'CelMap value';
    case 'type':
      return 'CelType value';
    case 'message':
    case 'opaque':
      return (v as Message | Opaque).text();
    case 'optional':
    case 'error':
      return undefined;
    default:
      return unreachable(kind);
  }
}

/** C's `%g`: six significant digits, no zeros at the end. */
export function sixDigits(n: number): string {
  if (!Number.isFinite(n)) return Number.isNaN(n) ? 'nan' : n > 0 ? 'inf' : '-inf';
  if (n === 0) return Object.is(n, -0) ? '-0' : '0';
  const [mantissa = '', power = ''] = n.toExponential(5).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const plain = n.toFixed(Math.max(0, 5 - exponent));
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}

/** absl's form: `1h30m`, `1.5s`, `250ms`; zero is `0`. */
export function durationText({ seconds, nanos }: Duration): string {
  if (seconds === 0 && nanos === 0) return '0';
  const sign = seconds < 0 || nanos < 0 ? '-' : '';
  const [s, n] = [Math.abs(seconds), Math.abs(nanos)];
  if (s === 0) return sign + (n < 1000 ? `${n}ns` : n < 1_000_000 ? `${n / 1000}us` : `${n / 1_000_000}ms`);
  const { minute, second } = civil(s % 3600);
  const hours = Math.floor(s / 3600);
  const rest = second + n / 1e9;
  return `${sign}${hours > 0 ? `${hours}h` : ''}${minute > 0 ? `${minute}m` : ''}${rest > 0 ? `${rest}s` : ''}`;
}
