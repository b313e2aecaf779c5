// Time zones: IANA names through Intl (the host's own data, no table shipped), and fixed offsets such as `+05:30`.
import { daysFromCivil } from './time.ts';
import { CelError, type Timestamp } from './value.ts';

const bad = (zone: string): CelError => new CelError('invalid_argument', () => `unknown time zone ${zone}`);

/** Whether fixed offsets may be a day or more, with any number of minutes (cel-go before 0.33). */
export type ZoneOffsets = 'below-a-day' | 'any';

/** Seconds east of UTC at an instant in a zone, or an error where the zone is unknown. */
export function zoneOffset(t: Timestamp, zone: string, offsets: ZoneOffsets = 'below-a-day'): number | CelError {
  if (zone === '' || zone === 'UTC') return 0;
  if (zone.includes(':')) return fixedOffset(zone, offsets);
  const format = formatter(zone);
  return format === undefined ? bad(zone) : offsetOf(format, t.seconds);
}

/** `+05:30`, `05:30`, `-00:30`, `2:5`: hours up to 23, minutes up to 59. */
function fixedOffset(zone: string, offsets: ZoneOffsets): number | CelError {
  const m = /^([+-]?)(\d+):(\+?\d+)$/.exec(zone);
  const [hours, minutes] = [Number(m?.[2]), Number(m?.[3])];
  if (m === null || (offsets === 'below-a-day' && (hours > 23 || minutes > 59)))
    return new CelError('invalid_argument', () => `invalid time zone offset: ${zone}`);
  return (m[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60) + 0;
}

const formatters = new Map<string, Intl.DateTimeFormat | undefined>();
const CACHE_LIMIT = 500;

function formatter(zone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(zone)) {
    if (formatters.size >= CACHE_LIMIT) formatters.clear();
    formatters.set(zone, makeFormatter(zone));
  }
  return formatters.get(zone);
}

/** Intl ignores case and knows offsets by other names; CEL's zones are files, whose names are exact. */
function makeFormatter(zone: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Z][A-Za-z0-9+_-]*(\/[A-Z][A-Za-z0-9+_-]*)*$/.test(zone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const canonical = format.resolvedOptions().timeZone;
    return canonical.toLowerCase() === zone.toLowerCase() && canonical !== zone ? undefined : format;
  } catch {
    return undefined;
  }
}

function offsetOf(format: Intl.DateTimeFormat, seconds: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = value;
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const days = daysFromCivil(year, Number(parts['month']), Number(parts['day']));
  return days * 86400 + Number(parts['hour']) * 3600 + Number(parts['minute']) * 60 + Number(parts['second']) - seconds;
}
