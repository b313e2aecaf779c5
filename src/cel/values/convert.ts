// Conversions between the scalar types, by the specification and, where it is silent, as cel-go does them.
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { formatShortest, parseDouble } from './double-text.ts';
import { badConversion, invalid } from './fault.ts';
import { double, int, overflow, uint, unsignedOverflow } from './number.ts';
import { formatDuration, formatTimestamp, nanosecondsOf, parseDuration, parseTimestamp, timestamp } from './time.ts';
import { CelError, type Double, type Duration, type Timestamp, type Uint, type Value } from './value.ts';

/** Truncates; the ends of the int64 range are out of it, since they are not exact as doubles. */
export const doubleToInt = (n: number): Value => (n > -(2 ** 63) && n < 2 ** 63 ? int(BigInt(Math.trunc(n))) : overflow());

/** Truncates; anything below zero is out of range, -0.5 too. */
export const doubleToUint = (n: number): Value => (n >= 0 && n < 2 ** 64 ? uint(BigInt(Math.trunc(n))) : unsignedOverflow());

export const intToUint = (n: number | bigint): Value => uint(BigInt(n));
export const uintToInt = (u: Uint): Value => int(BigInt(u.value));
export const uintToDouble = (u: Uint): number | Double => double(Number(u.value));
export const timestampToInt = (t: Timestamp): Value => t.seconds;
export const durationToInt = (d: Duration): Value => int(nanosecondsOf(d));

const LONGEST_NUMBER = 100;

export function stringToInt(s: string): Value {
  const failed = (): CelError => badConversion('string', 'int');
  if (!/^[+-]?\d+$/.test(s) || s.length > LONGEST_NUMBER) return failed();
  const n = int(BigInt(s.replace('+', '')));
  return n instanceof CelError ? failed() : n;
}

export function stringToUint(s: string): Value {
  const failed = (): CelError => badConversion('string', 'uint');
  if (!/^\d+$/.test(s) || s.length > LONGEST_NUMBER) return failed();
  const n = uint(BigInt(s));
  return n instanceof CelError ? failed() : n;
}

export function stringToDouble(s: string): Value {
  const n = parseDouble(s);
  return n === undefined ? badConversion('string', 'double') : double(n);
}

const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((s) => [s, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((s) => [s, false] as const),
]);
export const stringToBool = (s: string): Value => BOOLS.get(s) ?? badConversion('string', 'bool');

export const stringToBytes = (s: string): Value => encodeUtf8(s);
export const bytesToString = (b: Uint8Array): Value =>
  decodeUtf8(b) ?? new CelError('conversion', 'invalid UTF-8 in bytes, cannot convert to string');

export const doubleToString = (n: number): string => formatShortest(n);
export const timestampToString = (t: Timestamp): string => formatTimestamp(t, t.offset);

/** Seconds as a double prints them: beyond 2^53 nanoseconds the last digits are rounded away, as in cel-go. */
export function durationToString(d: Duration): string {
  const whole = formatDuration(d);
  return whole.length < 16 ? whole : `${formatPlainSeconds(d)}s`;
}
const formatPlainSeconds = (d: Duration): string => String(d.seconds + d.nanos / 1e9);

export const stringToTimestamp = (s: string): Value => parseTimestamp(s) ?? invalid(`invalid RFC 3339 timestamp ${JSON.stringify(s)}`);
export const intToTimestamp = (n: number | bigint): Value => timestamp(Number(n));
export const stringToDuration = (s: string): Value => parseDuration(s) ?? badConversion('string', 'google.protobuf.Duration');
