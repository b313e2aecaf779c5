// The operators as rows, for the checker and for whoever calls an operator by its name; the planner has its own fast paths.
import { index, within } from '../../plan/operators.ts';
import { BOOL, BYTES, DOUBLE, DURATION, INT, K, list, map, STRING, T, TIMESTAMP, type Type, UINT, V } from '../../types/type.ts';
import { add, divide, modulo, multiply, negate, subtract } from '../../values/arithmetic.ts';
import { greater, greaterOrEqual, less, lessOrEqual } from '../../values/compare.ts';
import { differs, equals } from '../../values/equal.ts';
import { fn, type Overload, type Run } from '../library.ts';

const binary = (name: string, id: string, a: Type, b: Type, result: Type, run: Run): Overload => fn(name, id, [a, b], result, run);

/** One ordering over every type that has one; the rows of two different number types can be switched off by the profile. */
function ordering(name: string, id: string, run: Run): readonly Overload[] {
  const same: readonly (readonly [string, Type])[] = [
    ['bool', BOOL],
    ['int64', INT],
    ['uint64', UINT],
    ['double', DOUBLE],
    ['string', STRING],
    ['bytes', BYTES],
    ['timestamp', TIMESTAMP],
    ['duration', DURATION],
  ];
  const numbers = [same[3], same[1], same[2]] as typeof same;
  return same.flatMap(([x, a], i) => {
    const own = binary(name, `${id}_${x}`, a, a, BOOL, run);
    const others = i > 0 && i < 4 ? numbers.filter(([y]) => x !== y) : [];
    return [own, ...others.map(([y, b]) => binary(name, `${id}_${x}_${y}`, a, b, BOOL, run))];
  });
}

// In the order of cel-go: where an operand's type is still free, the checker gives it the type of the first row that fits.
export const operatorRows: readonly Overload[] = [
  binary('_+_', 'add_bytes', BYTES, BYTES, BYTES, add),
  binary('_+_', 'add_double', DOUBLE, DOUBLE, DOUBLE, add),
  binary('_+_', 'add_duration_duration', DURATION, DURATION, DURATION, add),
  binary('_+_', 'add_duration_timestamp', DURATION, TIMESTAMP, TIMESTAMP, add),
  binary('_+_', 'add_int64', INT, INT, INT, add),
  binary('_+_', 'add_list', list(T), list(T), list(T), add),
  binary('_+_', 'add_string', STRING, STRING, STRING, add),
  binary('_+_', 'add_timestamp_duration', TIMESTAMP, DURATION, TIMESTAMP, add),
  binary('_+_', 'add_uint64', UINT, UINT, UINT, add),
  binary('_-_', 'subtract_double', DOUBLE, DOUBLE, DOUBLE, subtract),
  binary('_-_', 'subtract_duration_duration', DURATION, DURATION, DURATION, subtract),
  binary('_-_', 'subtract_int64', INT, INT, INT, subtract),
  binary('_-_', 'subtract_timestamp_duration', TIMESTAMP, DURATION, TIMESTAMP, subtract),
  binary('_-_', 'subtract_timestamp_timestamp', TIMESTAMP, TIMESTAMP, DURATION, subtract),
  binary('_-_', 'subtract_uint64', UINT, UINT, UINT, subtract),
  binary('_*_', 'multiply_double', DOUBLE, DOUBLE, DOUBLE, multiply),
  binary('_*_', 'multiply_int64', INT, INT, INT, multiply),
  binary('_*_', 'multiply_uint64', UINT, UINT, UINT, multiply),
  binary('_/_', 'divide_double', DOUBLE, DOUBLE, DOUBLE, divide),
  binary('_/_', 'divide_int64', INT, INT, INT, divide),
  binary('_/_', 'divide_uint64', UINT, UINT, UINT, divide),
  binary('_%_', 'modulo_int64', INT, INT, INT, modulo),
  binary('_%_', 'modulo_uint64', UINT, UINT, UINT, modulo),
  fn('-_', 'negate_double', [DOUBLE], DOUBLE, negate),
  fn('-_', 'negate_int64', [INT], INT, negate),
  binary('_==_', 'equals', T, T, BOOL, equals),
  binary('_!=_', 'not_equals', T, T, BOOL, differs),
  ...ordering('_<_', 'less', less),
  ...ordering('_<=_', 'less_equals', lessOrEqual),
  ...ordering('_>_', 'greater', greater),
  ...ordering('_>=_', 'greater_equals', greaterOrEqual),
  binary('@in', 'in_list', T, list(T), BOOL, within),
  binary('@in', 'in_map', K, map(K, V), BOOL, within),
  binary('_[_]', 'index_list', list(T), INT, T, index),
  binary('_[_]', 'index_map', map(K, V), K, V, index),
];
