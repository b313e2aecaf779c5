// The operators of agentgateway's fork of cel-rust, where they differ from the specification: no mixing of number types in
// arithmetic, no `+` on bytes, NaN and collections cannot be ordered, `in` also searches text, and a field or name that is
// not there is a missing key whatever it was looked up in, so that `default()` catches it.

import { type Binary, type Operators, standardOperators } from '../../plan/operators.ts';
import { at } from '../../plan/step.ts';
import { add, divide, modulo, multiply, subtract } from '../../values/arithmetic.ts';
import { compare } from '../../values/compare.ts';
import { equal } from '../../values/equal.ts';
import { noOperator, noSuchKey } from '../../values/fault.ts';
import { keyText } from '../../values/json.ts';
import { isList, isMap, listAt, listSize, mapGet, mapHas } from '../../values/kind.ts';
import { spend } from '../../values/meter.ts';
import { double, doubleOf, isInt } from '../../values/number.ts';
import { subtractTimestamps } from '../../values/time.ts';
import { typeName } from '../../values/type-of.ts';
import { CelError, Timestamp, Uint, type Value } from '../../values/value.ts';
import { jsonObject, memberOf } from './functions/json.ts';
import { HeaderView } from './header-view.ts';
import { OptionalObject } from './objects.ts';
import { RustMap } from './rust-map.ts';
import { plain, UriText } from './text-value.ts';

const coerced =
  (run: Binary): Binary =>
  (a, b) =>
    run(plain(a), plain(b));

function plus(left: Value, right: Value): Value {
  const [a, b] = [plain(left), plain(right)];
  return a instanceof Uint8Array && b instanceof Uint8Array ? noOperator('+', a, b) : add(a, b);
}

/** The smallest int negated is itself. */
function negate(a: Value): Value {
  if (isInt(a)) return typeof a === 'number' ? 0 - a : BigInt(a) === -9223372036854775808n ? a : -a;
  const n = doubleOf(a);
  return n === undefined ? noOperator('-', a) : double(-n);
}

const notComparable = (a: Value, b: Value): CelError =>
  new CelError('not_comparable', () => `${typeName(a)} cannot be compared to ${typeName(b)}`);

function ordering(holds: (order: number) => boolean): Binary {
  return (left, right) => {
    const [a, b] = [plain(left), plain(right)];
    if (a instanceof CelError) return a;
    if (b instanceof CelError) return b;
    const order = a instanceof Uint8Array ? undefined : a === null && b === null ? 0 : compare(a, b);
    return order === undefined || Number.isNaN(order) ? notComparable(a, b) : holds(order);
  };
}

const equals = (left: Value, right: Value): Value => {
  const [a, b] = [plain(left), plain(right)];
  return a instanceof CelError ? a : b instanceof CelError ? b : same(a, b);
};
const differs = (left: Value, right: Value): Value => {
  const answer = equals(left, right);
  return typeof answer === 'boolean' ? !answer : answer;
};

/** Equality that also looks through host texts inside lists. */
function same(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) {
    const n = listSize(a);
    if (n !== listSize(b)) return false;
    spend(n);
    for (let i = 0; i < n; i++) if (!same(plain(listAt(a, i)), plain(listAt(b, i)))) return false;
    return true;
  }
  return equal(a, b);
}

const KEYS: ReadonlySet<string> = new Set(['string', 'bool', 'int', 'uint']);

function within(left: Value, right: Value): Value {
  const [needle, haystack] = [plain(left), plain(right)];
  if (needle instanceof CelError) return needle;
  if (haystack instanceof CelError) return haystack;
  if (typeof needle === 'string' && typeof haystack === 'string') return haystack.includes(needle);
  if (isList(haystack)) {
    const n = listSize(haystack);
    spend(n >> 2);
    for (let i = 0; i < n; i++) if (same(needle, plain(listAt(haystack, i)))) return true;
    return false;
  }
  // Unlike a look-up, this tells 1 from 1u.
  if (haystack instanceof RustMap) return KEYS.has(typeName(needle)) && haystack.hasExactly(needle);
  if (isMap(haystack)) return KEYS.has(typeName(needle)) && mapHas(haystack, needle);
  return notComparable(needle, haystack);
}

const unsupportedIndex = (what: string, v: Value): CelError =>
  new CelError('no_such_overload', () => `cannot use a ${typeName(v)} as ${what} index`);

function index(operand: Value, rawKey: Value): Value {
  const key = plain(rawKey);
  if (operand instanceof CelError) return operand;
  if (key instanceof CelError) return key;
  if (isList(operand)) return element(operand, key);
  if (isMap(operand)) {
    if (!KEYS.has(typeName(key))) return unsupportedIndex('map', key);
    const v = mapGet(operand, key);
    return v === undefined ? noSuchKey(keyText(key)) : v;
  }
  if (operand instanceof OptionalObject) return inOptional(operand, (v) => index(v, key));
  const isText = typeof plain(operand) === 'string' && (isInt(key) || (operand instanceof UriText && typeof key === 'string'));
  return isText ? noSuchKey(keyText(key)) : unsupportedIndex('an', operand);
}

/** A part of an optional's value is optional itself. */
function inOptional(o: OptionalObject, part: (v: Value) => Value): Value {
  const v = o.value === undefined ? undefined : part(o.value);
  const missing = v === undefined || (v instanceof CelError && (v.code === 'no_such_key' || v.code === 'index_out_of_bounds'));
  return missing ? new OptionalObject(undefined) : v instanceof CelError ? v : new OptionalObject(v);
}

function element(list: Parameters<typeof listAt>[0], key: Value): Value {
  const i = key instanceof Uint ? key.value : key;
  if (!isInt(i)) return unsupportedIndex('list', key);
  return i >= 0 && i < listSize(list) ? listAt(list, Number(i)) : new CelError('index_out_of_bounds', `index out of bounds: ${i}`);
}

function select(operand: Value, field: string): Value {
  if (operand instanceof CelError) return operand;
  const v = isMap(operand) ? mapGet(operand, field) : undefined;
  return v === undefined ? noSuchKey(field) : v;
}

const has = (operand: Value, field: string): Value => (operand instanceof CelError ? operand : isMap(operand) && mapHas(operand, field));

const notBool = (v: Value): CelError =>
  v instanceof CelError ? v : new CelError('no_such_overload', () => `expected a bool, got ${typeName(v)}`);

const isSame = (a: Value, b: CelError): boolean => a instanceof CelError && a.code === b.code && a.message === b.message;

/** Of several errors the last one is the answer, whereas what is no bool gives way to any error. */
const terms: Operators['terms'] = (steps, decisive, id) => (vars) => {
  let fault: Value | undefined;
  for (const step of steps) {
    const v = step(vars);
    if (v === decisive) return decisive;
    if (v !== !decisive && (fault === undefined || (v instanceof CelError && !isSame(fault, v)))) fault = v;
  }
  return fault === undefined ? !decisive : at(notBool(fault), id);
};

export const operators: Operators = {
  ...standardOperators,
  add: plus,
  subtract: coerced((a, b) =>
    a instanceof Timestamp && b instanceof Timestamp ? subtractTimestamps(a, b, 'ten-thousand-years') : subtract(a, b),
  ),
  multiply: coerced(multiply),
  divide: coerced(divide),
  modulo: coerced(modulo),
  negate: (a) => negate(plain(a)),
  equals,
  differs,
  less: ordering((order) => order < 0),
  lessOrEqual: ordering((order) => order <= 0),
  greater: ordering((order) => order > 0),
  greaterOrEqual: ordering((order) => order >= 0),
  within,
  index,
  literalIndex: {
    of: 'request.headers',
    run: (operand, name) =>
      operand instanceof HeaderView ? (operand.first(name) ?? noSuchKey(`request.headers['${name}']`)) : index(operand, name),
  },
  select,
  memberOfCall: { json: { read: jsonObject, member: memberOf } },
  has,
  notBool,
  terms,
  repeatedKeys: 'last-wins',
  newMap: () => new RustMap(),
};
