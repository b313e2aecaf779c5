// Parts of timestamps in their own offset (a time zone argument is ignored), and whole units of durations.
import type { Overload } from '../../../lib/library.ts';
import { DYN, INT, TIMESTAMP } from '../../../types/type.ts';
import { int } from '../../../values/number.ts';
import { type Civil, civil, nanosecondsOf } from '../../../values/time.ts';
import { Duration, Timestamp, type Value } from '../../../values/value.ts';
import { either, failed, selfRows } from '../rows.ts';

const part = (get: (c: Civil, t: Timestamp) => number, t: Timestamp): number => get(civil(t.seconds + t.offset * 60), t);

const date = (name: string, get: (c: Civil) => number): readonly Overload[] =>
  selfRows(name, [TIMESTAMP], INT, (t) => part(get, t as Timestamp));

const clock = (name: string, get: (c: Civil, t: Timestamp) => number, perUnit: bigint): readonly Overload[] =>
  either(name, [DYN], INT, (v: Value) => {
    if (v instanceof Timestamp) return part(get, v);
    return v instanceof Duration ? int(nanosecondsOf(v) / perUnit) : failed(name, 'expected a timestamp or duration');
  });

export const timeRows: readonly Overload[] = [
  ...date('getFullYear', (c) => c.year),
  ...date('getMonth', (c) => c.month - 1),
  ...date('getDayOfYear', (c) => c.dayOfYear),
  ...date('getDayOfMonth', (c) => c.day - 1),
  ...date('getDate', (c) => c.day),
  ...date('getDayOfWeek', (c) => c.weekday),
  ...clock('getHours', (c) => c.hour, 3_600_000_000_000n),
  ...clock('getMinutes', (c) => c.minute, 60_000_000_000n),
  ...clock('getSeconds', (c) => c.second, 1_000_000_000n),
  ...clock('getMilliseconds', (_, t) => Math.trunc(t.nanos / 1e6), 1_000_000n),
];
