// Timestamps and durations as whole seconds and nanoseconds, never through Date: its milliseconds are too coarse and its
// parser too kind. The calendar is the proleptic Gregorian one, years 1 to 9999.
import { CelError, Duration, Timestamp } from './value.ts';

const BILLION = 1_000_000_000;
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;

/** How long a duration may be. cel-go counts int64 nanoseconds (about 292 years), cel-cpp ten thousand years. */
export type DurationRange = 'int64-nanoseconds' | 'ten-thousand-years';

const timestampOverflow = (): CelError => new CelError('overflow', 'timestamp overflow');
const durationOverflow = (): CelError => new CelError('overflow', 'integer overflow');

/** Whether a timestamp may have so many seconds since the epoch. */
export const isTimestamp = (seconds: number): boolean => seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;

/** A timestamp, or an error outside the years 1 … 9999. `nanos` may be any whole number. */
export function timestamp(seconds: number, nanos = 0, offset = 0): Timestamp | CelError {
  const carry = Math.floor(nanos / BILLION);
  const s = seconds + carry;
  if (!isTimestamp(s)) return timestampOverflow();
  return new Timestamp(s, nanos - carry * BILLION, offset);
}

/** A duration, normalised to parts of one sign, or an error outside the range. */
export function duration(seconds: number, nanos = 0, range: DurationRange = 'int64-nanoseconds'): Duration | CelError {
  let s = seconds + Math.trunc(nanos / BILLION);
  let n = nanos % BILLION;
  if (s > 0 && n < 0) {
    s -= 1;
    n += BILLION;
  } else if (s < 0 && n > 0) {
    s += 1;
    n -= BILLION;
  }
  return isInRange(s, n, range) ? new Duration(s + 0, n + 0) : durationOverflow();
}

function isInRange(s: number, n: number, range: DurationRange): boolean {
  if (range === 'ten-thousand-years') return Math.abs(s) <= 315_576_000_000;
  if (s >= 0) return s < 9_223_372_036 || (s === 9_223_372_036 && n <= 854_775_807);
  return s > -9_223_372_036 || (s === -9_223_372_036 && n >= -854_775_808);
}

export const addDurations = (a: Duration, b: Duration, range?: DurationRange): Duration | CelError =>
  duration(a.seconds + b.seconds, a.nanos + b.nanos, range);

export const negateDuration = (d: Duration, range?: DurationRange): Duration | CelError => duration(-d.seconds, -d.nanos, range);

export const addDuration = (t: Timestamp, d: Duration): Timestamp | CelError =>
  timestamp(t.seconds + d.seconds, t.nanos + d.nanos, t.offset);

export const subtractTimestamps = (a: Timestamp, b: Timestamp, range?: DurationRange): Duration | CelError =>
  duration(a.seconds - b.seconds, a.nanos - b.nanos, range);

/** Whole nanoseconds. */
export const nanosecondsOf = (d: Duration): bigint => BigInt(d.seconds) * BigInt(BILLION) + BigInt(d.nanos);

// --- The calendar (days count from 1970-01-01) --------------------------------------------------------------------------

export interface Civil {
  readonly year: number;
  /** 1 … 12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 = Sunday */
  readonly weekday: number;
  /** 0 = 1 January */
  readonly dayOfYear: number;
}

/** Days since the epoch of a date; Howard Hinnant's algorithm over years that start in March. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** Date and time of day of seconds since the epoch. */
export function civil(seconds: number): Civil {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const marchDay = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * marchDay + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return {
    year,
    month,
    day: marchDay - Math.floor((153 * m + 2) / 5) + 1,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    dayOfYear: days - daysFromCivil(year, 1, 1),
  };
}

// --- Text ---------------------------------------------------------------------------------------------------------------

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** As Go's library reads it: a comma before the fraction, hours of one digit, offsets to 24:60. */
const GO_RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Whose reading of RFC 3339: chrono is agentgateway's library. */
export type TimestampReading = 'strict' | 'go' | 'chrono';

/**
 * Strict RFC 3339: capital T and Z, no leap second, offsets below 24 hours; or the reading of a library. chrono takes any year
 * and keeps a leap second as nanoseconds beyond 10^9. Undefined where the text is none.
 */
export function parseTimestamp(text: string, reading: TimestampReading = 'strict'): Timestamp | CelError | undefined {
  const m = (reading === 'go' ? GO_RFC3339 : RFC3339).exec(text);
  if (m === null) return undefined;
  const [year, month, day, hour, minute, second] = m.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const leap = reading === 'chrono' && second === 60 ? 1 : 0;
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || second - leap > 59) return undefined;
  const [offsetHour, offsetMinute] = [Number(m[9] ?? 0), Number(m[10] ?? 0)];
  const slack = reading === 'go' ? 1 : 0;
  if (offsetHour > 23 + slack || offsetMinute > 59 + slack) return undefined;
  const offset = (m[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) + 0;
  const seconds = daysFromCivil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - leap - offset * 60;
  const nanos = Number((m[7] ?? '').slice(0, 9).padEnd(9, '0'));
  return reading === 'chrono' ? new Timestamp(seconds, nanos + leap * BILLION, offset) : timestamp(seconds, nanos, offset);
}

/** Whether the day exists: 30 February does not, 29 February only in leap years. */
export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (MONTH_DAYS[month - 1] as number)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

const pad = (n: number, width: number): string => (n < 0 ? `-${pad(-n, width)}` : String(n).padStart(width, '0'));

/** RFC 3339 with as many digits of the fraction as needed; `offset` in minutes east of UTC, `Z` for none. */
export function formatTimestamp(t: Timestamp, offset = 0): string {
  const c = civil(t.seconds + offset * 60);
  const leap = t.nanos >= BILLION ? 1 : 0;
  const nanos = t.nanos - leap * BILLION;
  const fraction = nanos === 0 ? '' : `.${pad(nanos, 9).replace(/0+$/, '')}`;
  const year = c.year > 9999 ? `+${c.year}` : pad(c.year, 4);
  const minutes = Math.abs(offset);
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
  return `${year}-${pad(c.month, 2)}-${pad(c.day, 2)}T${pad(c.hour, 2)}:${pad(c.minute, 2)}:${pad(c.second + leap, 2)}${fraction}${zone}`;
}

/** Seconds, exactly: `3601.5s`. */
export function formatDuration(d: Duration): string {
  const sign = d.seconds < 0 || d.nanos < 0 ? '-' : '';
  const fraction = d.nanos === 0 ? '' : `.${pad(Math.abs(d.nanos), 9).replace(/0+$/, '')}`;
  return `${sign}${Math.abs(d.seconds)}${fraction}s`;
}

const UNITS: Readonly<Record<string, bigint>> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ns: 1n,
};
const PART = /(\d*)(?:\.(\d*))?(h|ms|m|s|us|µs|μs|ns)/y;

/** Go's notation: `1h30m`, `-1.5s`, `+.5ms`, `0`. What is below a nanosecond is cut. Undefined where it is none or too long. */
export function parseDuration(text: string, range: DurationRange = 'int64-nanoseconds'): Duration | undefined {
  const body = text.replace(/^[+-]/, '');
  if (body === '0') return new Duration(0, 0);
  if (body === '' || body.length > 1000) return undefined;
  let total = 0n;
  for (let at = 0; at < body.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const m = PART.exec(body);
    if (m === null || (m[1] === '' && (m[2] ?? '') === '')) return undefined;
    const unit = UNITS[m[3] as string] as bigint;
    const fraction = m[2] ?? '';
    total += BigInt(m[1] || 0) * unit + (fraction === '' ? 0n : (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length));
    if (total > 1n << 80n) return undefined;
  }
  if (text.startsWith('-')) total = -total;
  const made = duration(Number(total / 1_000_000_000n), Number(total % 1_000_000_000n), range);
  return made instanceof CelError ? undefined : made;
}
