// Parts of timestamps in their own offset (a time zone argument is ignored), and whole units of durations.
import type { Overload } from '../../../lib/library.ts';
import { DYN, INT } from '../../../types/type.ts';
import { int } from '../../../values/number.ts';
import { type Civil, civil, nanosecondsOf } from '../../../values/time.ts';
import { Duration, Timestamp, type Value } from '../../../values/value.ts';
import { either, failed } from '../rows.ts';

const getter = (name: string, get: (c: Civil, t: Timestamp) => number, perUnit?: bigint): readonly Overload[] =>
  either(name, [DYN], INT, (v: Value) => {
    if (v instanceof Timestamp) return get(civil(v.seconds + v.offset * 60), v);
    if (v instanceof Duration && perUnit !== undefined) return int(nanosecondsOf(v) / perUnit);
    return failed(name, 'expected a timestamp or duration');
  });

export const timeRows: readonly Overload[] = [
  ...getter('getFullYear', (c) => c.year),
  ...getter('getMonth', (c) => c.month - 1),
  ...getter('getDayOfYear', (c) => c.dayOfYear),
  ...getter('getDayOfMonth', (c) => c.day - 1),
  ...getter('getDate', (c) => c.day),
  ...getter('getDayOfWeek', (c) => c.weekday),
  ...getter('getHours', (c) => c.hour, 3_600_000_000_000n),
  ...getter('getMinutes', (c) => c.minute, 60_000_000_000n),
  ...getter('getSeconds', (c) => c.second, 1_000_000_000n),
  ...getter('getMilliseconds', (_, t) => Math.trunc(t.nanos / 1e6), 1_000_000n),
];
