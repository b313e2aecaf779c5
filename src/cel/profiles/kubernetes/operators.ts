// The operators of cel-go 0.29: asking for a field of a value that has none is no error, but "absent"; NaN cannot be
// ordered; a map literal takes any key that Go can hash, and of repeated ones the last.
import {
  type Binary,
  badIndex,
  has,
  index,
  type Operators,
  optionalIndex,
  optionalSelect,
  select,
  standardOperators,
} from '../../plan/operators.ts';
import { greater, greaterOrEqual, less, lessOrEqual } from '../../values/compare.ts';
import { equal, equals } from '../../values/equal.ts';
import { noOperator } from '../../values/fault.ts';
import { isList, isMap, type ListValue, listAt, listSize, type MapValue, mapEntries, mapGet, mapSize } from '../../values/kind.ts';
import { spend } from '../../values/meter.ts';
import { typeName } from '../../values/type-of.ts';
import { CelError, Message, Opaque, Optional, type Value } from '../../values/value.ts';
import { QuantityValue, SemverValue } from './objects.ts';

const none = new Optional(undefined);

const hasParts = (v: Value): boolean => v instanceof CelError || v instanceof Optional || v instanceof Message || isMap(v) || isList(v);

/** An ordering that refuses NaN. */
const ordering =
  (run: Binary): Binary =>
  (a, b) =>
    isNotANumber(a) || isNotANumber(b) ? new CelError('not_comparable', 'NaN values cannot be ordered') : run(a, b);
const isNotANumber = (v: Value): boolean => typeof v === 'number' && Number.isNaN(v);

const isSum = (v: Value): boolean => v instanceof QuantityValue && v.isComputed;

/** What cannot be compared differs. */
const differsOwnKind: Binary = (a, b) => {
  const same = equalsOwnKind(a, b);
  if (typeof same === 'boolean') return !same;
  return a instanceof CelError ? a : b instanceof CelError ? b : true;
};

/**
 * Addresses, quantities and the like are compared with their own kind and null; of what stands on the right they know nothing. Lists and
 * maps differ only where a part certainly differs.
 */
function equalsOwnKind(a: Value, b: Value): Value {
  if (a instanceof Optional && b instanceof Optional && a.value !== undefined && b.value !== undefined)
    return equalsOwnKind(a.value, b.value);
  if (isList(a) && isList(b)) return equal(a, b) || alikeLists(a, b);
  if (isMap(a) && isMap(b)) return equal(a, b) || alikeMaps(a, b);
  const isForeign = a instanceof Opaque && b !== null && !(b instanceof CelError) && (typeName(a) !== typeName(b) || isSum(b));
  return isForeign ? noOperator('==', a, b) : equals(a, b);
}

/** Whether two parts of lists or maps do not differ: what cannot be compared is passed over. */
const areAlike = (a: Value, b: Value): boolean => equalsOwnKind(a, b) !== false;

function alikeLists(a: ListValue, b: ListValue): boolean {
  const n = listSize(a);
  if (n !== listSize(b)) return false;
  spend(n);
  for (let i = 0; i < n; i++) if (!areAlike(listAt(a, i), listAt(b, i))) return false;
  return true;
}

function alikeMaps(a: MapValue, b: MapValue): boolean {
  if (mapSize(a) !== mapSize(b)) return false;
  spend(mapSize(a));
  return mapEntries(a).every(([key, value]) => {
    const other = mapGet(b, key);
    return other !== undefined && areAlike(value, other);
  });
}

/** Go's maps take no key that is or holds a slice; the program fails on it. */
const unhashable = (key: Value): CelError | undefined =>
  key instanceof Uint8Array || key instanceof SemverValue
    ? new CelError('invalid_argument', () => `internal error: runtime error: hash of unhashable type ${typeName(key)}`)
    : undefined;

/** What has no such part, unless the key could be that of nothing. */
const absent = (key: Value): Value => (key instanceof CelError ? key : (badIndex(key) ?? none));

/** Inside an optional, what has no such part is none. */
const within =
  (run: (operand: Value, key: Value) => Value): Binary =>
  (operand, key) => {
    if (!(operand instanceof Optional) || operand.value === undefined || key instanceof CelError) return run(operand, key);
    return operand.value instanceof Optional || !hasParts(operand.value) ? absent(key) : run(operand, key);
  };

export const operators: Operators = {
  ...standardOperators,
  equals: equalsOwnKind,
  differs: differsOwnKind,
  less: ordering(less),
  lessOrEqual: ordering(lessOrEqual),
  greater: ordering(greater),
  greaterOrEqual: ordering(greaterOrEqual),
  select: (operand, field) => within((o, f) => select(o, f as string))(operand, field),
  index: within(index),
  within: (needle, haystack) => (isMap(haystack) ? unhashable(needle) : undefined) ?? standardOperators.within(needle, haystack),
  badKey: unhashable,
  repeatedKeys: 'last-wins',
  has: (operand, field) => (hasParts(operand) ? has(operand, field) : false),
  optionalSelect: (operand, field) => (hasParts(operand) ? within((o, f) => optionalSelect(o, f as string))(operand, field) : none),
  optionalIndex: (operand, key) => (hasParts(operand) ? within(optionalIndex)(operand, key) : absent(key)),
};
