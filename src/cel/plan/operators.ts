// What the operators, selection and indexing do, as one table: profiles whose program departs from the specification
// replace entries. The planner's own fast paths cover only cases in which all tables agree.
import { add, divide, modulo, multiply, negate, subtract } from '../values/arithmetic.ts';
import { greater, greaterOrEqual, less, lessOrEqual } from '../values/compare.ts';
import { differs, equal, equals } from '../values/equal.ts';
import { noOperator, noSuchKey } from '../values/fault.ts';
import { keyText } from '../values/key-text.ts';
import { isList, isMap, type ListValue, listAt, listSize, mapGet, mapHas } from '../values/kind.ts';
import { spend } from '../values/meter.ts';
import { doubleOf } from '../values/number.ts';
import { typeName } from '../values/type-of.ts';
import { TypedMap } from '../values/typed-map.ts';
import { CelError, Message, Optional, Uint, type Value } from '../values/value.ts';
import type { Step } from './step.ts';

export type Unary = (a: Value) => Value;
export type Binary = (a: Value, b: Value) => Value;
/** A value and the name of a field. */
export type Selection = (operand: Value, field: string) => Value;

export interface Operators {
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  readonly modulo: Binary;
  readonly negate: Unary;
  readonly equals: Binary;
  readonly differs: Binary;
  readonly less: Binary;
  readonly lessOrEqual: Binary;
  readonly greater: Binary;
  readonly greaterOrEqual: Binary;
  /** The operator `in`: needle and haystack. */
  readonly within: Binary;
  readonly index: Binary;
  readonly optionalIndex: Binary;
  /** `a['name']` with the name written out, where that differs from `index` (agentgateway's headers). Its optimiser leaves loops alone. */
  readonly literalIndex?: { readonly of: string; readonly run: Selection };
  readonly select: Selection;
  readonly optionalSelect: Selection;
  /** `f(x).field`, by the function's name, where the program does not build the whole result (agentgateway's `json`). */
  readonly memberOfCall?: Readonly<Record<string, { readonly read: Unary; readonly member: Binary }>>;
  readonly has: Selection;
  /** What a condition or logical operator says of a value that is no bool. */
  readonly notBool: Unary;
  /** `&&` and `||`, where the program gives another error than the first. */
  readonly terms?: (terms: readonly Step[], decisive: boolean, id: number) => Step;
  /** Whether a literal of a map may have this key; undefined: it may. */
  readonly badKey: (key: Value) => CelError | undefined;
  /** A map literal that gives a key twice: an error where the keys are written out, else the last wins (cel-go); or always the latter. */
  readonly repeatedKeys: 'error' | 'last-wins';
  /** The map that a literal or a macro fills. */
  readonly newMap: () => TypedMap;
}

const none = new Optional(undefined);

/** A value that may be null; only `undefined` says that there is none. */
const found = (value: Value | undefined, missing: () => CelError): Value => (value === undefined ? missing() : value);

const noSuchField = (field: string): CelError => new CelError('no_such_field', `no such field '${field}'`);

export function select(operand: Value, field: string): Value {
  if (operand instanceof CelError) return operand;
  if (isMap(operand)) {
    const value = mapGet(operand, field);
    return value === undefined ? noSuchKey(field) : value;
  }
  if (operand instanceof Message) return found(operand.get(field), () => noSuchField(field));
  if (operand instanceof Optional) return operand.value === undefined ? operand : presentField(operand.value, field);
  return noSelection(operand);
}

const noSelection = (operand: Value): CelError =>
  new CelError('no_such_overload', () => `type '${typeName(operand)}' does not support field selection`);

/** `a.?b`: none where there is no such field. A value that cannot have fields is an error. */
export function optionalSelect(operand: Value, field: string): Value {
  if (operand instanceof CelError) return operand;
  if (operand instanceof Optional) return operand.value === undefined ? operand : presentField(operand.value, field);
  return presentField(operand, field);
}

/** The field of a value as an optional; an optional inside an optional has no fields. */
function presentField(operand: Value, field: string): Value {
  if (isMap(operand)) return optionalOf(mapGet(operand, field));
  if (operand instanceof Message) {
    const set = operand.has(field);
    if (set === undefined) return new CelError('no_such_field', `no such field '${field}'`);
    return set ? optionalOf(operand.get(field)) : none;
  }
  return noSelection(operand);
}

const optionalOf = (v: Value | undefined): Value => (v === undefined ? none : v instanceof CelError ? v : new Optional(v));

export function has(operand: Value, field: string): Value {
  if (operand instanceof CelError) return operand;
  if (isMap(operand)) return mapHas(operand, field);
  if (operand instanceof Message) return operand.has(field) ?? noSuchField(field);
  if (operand instanceof Optional) return operand.value !== undefined && has(operand.value, field);
  return noSelection(operand);
}

/** The position that an index value names, or an error: ints, uints and whole doubles. */
function positionOf(key: Value): number | CelError {
  const n = key instanceof Uint ? key.value : key;
  if (typeof n === 'number' && Number.isSafeInteger(n)) return n;
  if (typeof n === 'bigint') return Number(n);
  const d = doubleOf(key);
  if (d !== undefined)
    return Number.isInteger(d) && Math.abs(d) < 2 ** 63 ? d : new CelError('invalid_argument', `unsupported index value ${d} in list`);
  return new CelError('no_such_overload', () => `unsupported index type '${typeName(key)}' in list`);
}

function element(list: ListValue, key: Value): Value | undefined {
  const i = positionOf(key);
  if (i instanceof CelError) return i;
  return i >= 0 && i < listSize(list) ? listAt(list, i) : undefined;
}

export function index(operand: Value, key: Value): Value {
  if (operand instanceof CelError) return operand;
  if (operand instanceof Optional) return optionalIndex(operand, key);
  if (key instanceof CelError) return key;
  if (isList(operand))
    return found(element(operand, key), () => new CelError('index_out_of_bounds', () => `index out of bounds: ${keyText(key)}`));
  if (isMap(operand)) return found(mapGet(operand, key), () => noSuchKey(keyText(key)));
  if (operand instanceof Message && typeof key === 'string') return select(operand, key);
  return new CelError('no_such_overload', () => `type '${typeName(operand)}' cannot be indexed`);
}

/** What indexes none is not looked at: it may fail. */
export function optionalIndex(operand: Value, key: Value): Value {
  if (operand instanceof CelError || (operand instanceof Optional && operand.value === undefined)) return operand;
  if (key instanceof CelError) return key;
  return presentElement(operand instanceof Optional ? (operand.value as Value) : operand, key);
}

const INDEXES: ReadonlySet<string> = new Set(['int', 'uint', 'double', 'bool', 'string']);

/** An error where a value can never index anything. */
export const badIndex = (key: Value): CelError | undefined =>
  INDEXES.has(typeName(key)) ? undefined : new CelError('no_such_overload', () => `invalid qualifier type: ${typeName(key)}`);

function presentElement(operand: Value, key: Value): Value {
  const bad = badIndex(key);
  if (bad !== undefined) return bad;
  if (isList(operand)) return optionalOf(element(operand, key));
  if (isMap(operand)) return optionalOf(mapGet(operand, key));
  if (operand instanceof Message && typeof key === 'string') return optionalSelect(operand, key);
  return new CelError('no_such_overload', () => `type '${typeName(operand)}' cannot be indexed`);
}

export function within(needle: Value, haystack: Value): Value {
  if (needle instanceof CelError) return needle;
  if (haystack instanceof CelError) return haystack;
  if (isList(haystack)) {
    const n = listSize(haystack);
    spend(n >> 2);
    for (let i = 0; i < n; i++) if (equal(needle, listAt(haystack, i))) return true;
    return false;
  }
  return isMap(haystack) ? mapHas(haystack, needle) : noOperator('in', needle, haystack);
}

export const notBool = (v: Value): CelError =>
  v instanceof CelError ? v : new CelError('no_such_overload', () => `expected a bool, got ${typeName(v)}`);

const KEYS: ReadonlySet<string> = new Set(['int', 'uint', 'bool', 'string']);
const badKey = (key: Value): CelError | undefined =>
  typeof key === 'string' || KEYS.has(typeName(key))
    ? undefined
    : new CelError('invalid_argument', () => `a map key cannot be a ${typeName(key)}`);

/** The operators of the specification. */
export const standardOperators: Operators = {
  add,
  subtract,
  multiply,
  divide,
  modulo,
  negate,
  equals,
  differs,
  less,
  lessOrEqual,
  greater,
  greaterOrEqual,
  within,
  index,
  optionalIndex,
  select,
  optionalSelect,
  has,
  notBool,
  badKey,
  repeatedKeys: 'error',
  newMap: () => new TypedMap(),
};
