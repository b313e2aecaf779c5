// What a timestamp or a duration says of itself: `getFullYear()` … in UTC, or in a time zone.
import { DURATION, INT, STRING, TIMESTAMP } from '../../types/type.ts';
import { int } from '../../values/number.ts';
import { type Civil, civil, nanosecondsOf } from '../../values/time.ts';
import { CelError, type Duration, type Timestamp, type Value } from '../../values/value.ts';
import { type ZoneOffsets, zoneOffset } from '../../values/zone.ts';
import { method, type Overload } from '../library.ts';

type Getter = (c: Civil, t: Timestamp) => number;

const getter = (name: string, id: string, get: Getter, offsets: ZoneOffsets): readonly Overload[] => [
  method(name, id, [TIMESTAMP], INT, (v) => get(civil((v as Timestamp).seconds), v as Timestamp)),
  method(name, id === 'timestamp_to_seconds' ? `${id}_tz` : `${id}_with_tz`, [TIMESTAMP, STRING], INT, (v: Value, zone: Value) => {
    const t = v as Timestamp;
    const offset = zoneOffset(t, zone as string, offsets);
    return offset instanceof CelError ? offset : get(civil(t.seconds + offset), t);
  }),
];

/** Whole units of a duration, cut towards zero. */
const whole = (name: string, id: string, nanoseconds: bigint): Overload =>
  method(name, id, [DURATION], INT, (d) => int(nanosecondsOf(d as Duration) / nanoseconds));

/** cel-go gives all milliseconds of a duration, the specification only those beyond the full second. */
export type DurationMilliseconds = 'whole' | 'part';

const partMilliseconds = method(
  'getMilliseconds',
  'duration_to_milliseconds',
  [DURATION],
  INT,
  (d) => Math.trunc((d as Duration).nanos / 1e6) + 0,
);

export const timeRows = (milliseconds: DurationMilliseconds, offsets: ZoneOffsets): readonly Overload[] => [
  ...getter('getFullYear', 'timestamp_to_year', (c) => c.year, offsets),
  ...getter('getMonth', 'timestamp_to_month', (c) => c.month - 1, offsets),
  ...getter('getDayOfYear', 'timestamp_to_day_of_year', (c) => c.dayOfYear, offsets),
  ...getter('getDayOfMonth', 'timestamp_to_day_of_month', (c) => c.day - 1, offsets),
  ...getter('getDate', 'timestamp_to_day_of_month_1_based', (c) => c.day, offsets),
  ...getter('getDayOfWeek', 'timestamp_to_day_of_week', (c) => c.weekday, offsets),
  ...getter('getHours', 'timestamp_to_hours', (c) => c.hour, offsets),
  ...getter('getMinutes', 'timestamp_to_minutes', (c) => c.minute, offsets),
  ...getter('getSeconds', 'timestamp_to_seconds', (c) => c.second, offsets),
  ...getter('getMilliseconds', 'timestamp_to_milliseconds', (_, t) => Math.trunc(t.nanos / 1e6), offsets),
  whole('getHours', 'duration_to_hours', 3_600_000_000_000n),
  whole('getMinutes', 'duration_to_minutes', 60_000_000_000n),
  whole('getSeconds', 'duration_to_seconds', 1_000_000_000n),
  milliseconds === 'part' ? partMilliseconds : whole('getMilliseconds', 'duration_to_milliseconds', 1_000_000n),
];
