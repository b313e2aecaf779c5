// cel-cpp's functions as Envoy switches them on: no `string()`, no `+` on text and lists, no string extension unless the
// configuration asks; `re.extract` beside `matches`.

import { fn, type Library, type Overload } from '../../lib/library.ts';
import { type MatchesOptions, matchesRows, pattern } from '../../lib/matches.ts';
import { standard } from '../../lib/standard/index.ts';
import { strings } from '../../lib/strings.ts';
import { type Binary, type Operators, standardOperators } from '../../plan/operators.ts';
import { BOOL, DYN, INT, STRING } from '../../types/type.ts';
import { compare } from '../../values/compare.ts';
import { badConversion, noOperator } from '../../values/fault.ts';
import { isList } from '../../values/kind.ts';
import { addDurations, duration, parseDuration, subtractTimestamps } from '../../values/time.ts';
import { CelError, Duration, Timestamp, type Value } from '../../values/value.ts';

/** `cel_config` of a policy, log filter or formatter. */
export interface EnvoyOptions {
  /** enable_string_conversion */
  readonly stringConversion?: boolean;
  /** enable_string_concat */
  readonly stringConcat?: boolean;
  /** enable_string_functions */
  readonly stringFunctions?: boolean;
}

export const PATTERNS: MatchesOptions = { dialect: 're2', constantsMustCompile: true };

/** `re.extract(target, pattern, rewrite)`: the rewrite with `\1` … of the first match; an error without one. */
function extract(target: Value, source: Value, rewrite: Value): Value {
  const regex = pattern(source as string, PATTERNS);
  if (regex instanceof CelError) return regex;
  const text = target as string;
  const match = regex.find(text);
  if (match === undefined) return new CelError('invalid_argument', 'Unable to extract regex for the given input');
  return (rewrite as string).replace(/\\(\\|\d)/g, (_, sign: string) => {
    if (sign === '\\') return '\\';
    const span = sign === '0' ? match : match.groups[Number(sign) - 1];
    return span === undefined ? '' : text.slice(span.start, span.end);
  });
}

const fails = (name: string, count: number): Overload =>
  fn(name, `${name}_${count}`, new Array(count).fill(STRING), DYN, () => new CelError('invalid_argument', `${name} failed`));

const RANGE = 'ten-thousand-years';
const rows: readonly Overload[] = [
  ...matchesRows(PATTERNS),
  fn('re.extract', 're_extract', [STRING, STRING, STRING], STRING, extract),
  fails('re.capture', 2),
  fails('re.captureN', 2),
  fn('duration', 'string_to_duration', [STRING], { kind: 'duration' }, (s) => {
    return parseDuration(s as string, RANGE) ?? badConversion('string', 'google.protobuf.Duration');
  }),
  fn('int', 'bool_to_int64', [BOOL], INT, (v) => Number(v)),
];

/** Rows of the specification that Envoy's runtime lacks. */
const ABSENT = (options: EnvoyOptions): ReadonlySet<string> =>
  new Set([
    'add_list',
    'duration_to_int64',
    ...(options.stringConcat === true ? [] : ['add_string']),
    ...(options.stringConversion === true ? [] : STRING_CONVERSIONS),
  ]);
const STRING_CONVERSIONS = ['string', 'bool', 'int64', 'uint64', 'double', 'bytes', 'timestamp', 'duration'].map(
  (from) => `${from}_to_string`,
);

export function librariesOf(options: EnvoyOptions): readonly Library[] {
  const library = standard({ durationMilliseconds: 'part', rows });
  const absent = ABSENT(options);
  const core: Library = { ...library, id: 'envoy', title: 'Envoy', overloads: library.overloads.filter((row) => !absent.has(row.id)) };
  return options.stringFunctions === true ? [core, strings({ searchPastEnd: 'error' })] : [core];
}

/** Only what has an order is compared; NaN beside what is no number has none. */
const ordering =
  (sign: string, run: Binary): Binary =>
  (a, b) =>
    compare(a, b) === undefined ? noOperator(sign, a, b) : run(a, b);

/** Durations reach ten thousand years, and are not negated; `+` on text only where it is switched on, on lists never. */
export const operatorsOf = (options: EnvoyOptions): Operators => ({
  ...standardOperators,
  add: (a, b) => {
    if (isList(a) && isList(b)) return noOperator('+', a, b);
    if (typeof a === 'string' && typeof b === 'string' && options.stringConcat !== true) return noOperator('+', a, b);
    return a instanceof Duration && b instanceof Duration ? addDurations(a, b, RANGE) : standardOperators.add(a, b);
  },
  subtract: (a, b) => {
    if (a instanceof Timestamp && b instanceof Timestamp) return subtractTimestamps(a, b, RANGE);
    if (a instanceof Duration && b instanceof Duration) return duration(a.seconds - b.seconds, a.nanos - b.nanos, RANGE);
    return standardOperators.subtract(a, b);
  },
  negate: (a) => (a instanceof Duration ? noOperator('-', a) : standardOperators.negate(a)),
  less: ordering('<', standardOperators.less),
  lessOrEqual: ordering('<=', standardOperators.lessOrEqual),
  greater: ordering('>', standardOperators.greater),
  greaterOrEqual: ordering('>=', standardOperators.greaterOrEqual),
});
