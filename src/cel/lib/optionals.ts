// Optional values. `.a`, `[k]` and `.?a` on them are the operators' own; here are the functions and the rows for the checker.
import { index, optionalIndex, optionalSelect } from '../plan/operators.ts';
import { BOOL, DYN, INT, K, list, map, optional, STRING, type Type, type as typeOf, V } from '../types/type.ts';
import { equal } from '../values/equal.ts';
import { noOverload } from '../values/fault.ts';
import { kindOf, type ListValue, listSize, type MapValue, mapSize, toArray } from '../values/kind.ts';
import { numberOf } from '../values/number.ts';
import { CelError, type Duration, Optional, TypeValue, type Value } from '../values/value.ts';
import { fn, type Library, lazy, method, type Overload } from './library.ts';

const none = new Optional(undefined);
const some = (v: Value | undefined): Optional => (v === undefined ? none : new Optional(v));
const inner = (o: Value): Value | undefined => (o as Optional).value;

/** Zero numbers, empty texts and collections, false, null, no time at all. A timestamp's zero is the year 1, not 1970. */
function isZero(v: Value): boolean {
  switch (kindOf(v)) {
    case 'null':
      return true;
    case 'bool':
      return v === false;
    case 'int':
    case 'uint':
    case 'double':
      return numberOf(v) === 0;
    case 'string':
      return v === '';
    case 'bytes':
      return (v as Uint8Array).length === 0;
    case 'duration':
      return (v as Duration).seconds === 0 && (v as Duration).nanos === 0;
    case 'timestamp':
      return (v as { seconds: number; nanos: number }).seconds === -62_135_596_800 && (v as { nanos: number }).nanos === 0;
    case 'list':
      return listSize(v as ListValue) === 0;
    case 'map':
      return mapSize(v as MapValue) === 0;
    case 'optional':
      return inner(v) === undefined;
    case 'message':
      return (v as { isZero?: () => boolean }).isZero?.() === true;
    default:
      return false;
  }
}

function held(o: Value): Value {
  const inside = inner(o);
  return inside === undefined ? new CelError('invalid_argument', 'optional.none() dereference') : inside;
}

/** The other side is not looked at where this one has a value, and else is the answer whatever it is (cel-go). */
function or(o: Value, other: Value): Value {
  if (!(o instanceof Optional)) return noOverload('or', o, other);
  return o.value === undefined ? other : o;
}

function orValue(o: Value, other: Value): Value {
  if (!(o instanceof Optional)) return noOverload('orValue', o, other);
  return o.value === undefined ? other : o.value;
}

function unwrap(l: Value): Value {
  const elements = toArray(l as ListValue);
  const odd = elements.find((v) => !(v instanceof Optional));
  if (odd !== undefined) return noOverload('optional.unwrap', odd);
  return elements.map(inner).filter((v) => v !== undefined);
}

const opt = (of: Type): Type => optional(of);

export const optionalRows: readonly Overload[] = [
  fn('optional.of', 'optional_of', [V], opt(V), (v) => new Optional(v)),
  fn('optional.ofNonZeroValue', 'optional_ofNonZeroValue', [V], opt(V), (v) => (isZero(v) ? none : new Optional(v))),
  fn('optional.none', 'optional_none', [], opt(V), () => none),
  method('value', 'optional_value', [opt(V)], V, held),
  method('hasValue', 'optional_hasValue', [opt(V)], BOOL, (o) => inner(o) !== undefined),
  lazy(method('or', 'optional_or_optional', [opt(V), opt(V)], opt(V), or)),
  lazy(method('orValue', 'optional_orValue_value', [opt(V), V], V, orValue)),
  fn('_?._', 'select_optional_field', [DYN, STRING], opt(V), (o, field) => optionalSelect(o, field as string)),
  fn('_[?_]', 'list_optindex_optional_int', [list(V), INT], opt(V), optionalIndex),
  fn('_[?_]', 'optional_list_optindex_optional_int', [opt(list(V)), INT], opt(V), optionalIndex),
  fn('_[?_]', 'map_optindex_optional_value', [map(K, V), K], opt(V), optionalIndex),
  fn('_[?_]', 'optional_map_optindex_optional_value', [opt(map(K, V)), K], opt(V), optionalIndex),
  fn('_[_]', 'optional_list_index_int', [opt(list(V)), INT], opt(V), index),
  fn('_[_]', 'optional_map_index_value', [opt(map(K, V)), K], opt(V), index),
];

export const optionalListRows: readonly Overload[] = [
  method('first', 'list_first', [list(V)], opt(V), (l) => some(toArray(l as ListValue)[0])),
  method('last', 'list_last', [list(V)], opt(V), (l) => some(toArray(l as ListValue).at(-1))),
  fn('optional.unwrap', 'optional_unwrap', [list(opt(V))], list(V), unwrap),
  method('unwrapOpt', 'optional_unwrapOpt', [list(opt(V))], list(V), unwrap),
];

const hasThatValue: Overload = method('hasValue', 'optional_hasValue_value', [opt(V), V], BOOL, (o, v) => {
  const inside = inner(o);
  return inside !== undefined && equal(inside, v);
});

/** `newest` adds `hasValue(v)`, which cel-go has from 0.33 on. */
export const optionals = (newest: boolean): Library => ({
  id: 'optionals',
  title: 'Optional values',
  overloads: [...optionalRows, ...optionalListRows, ...(newest ? [hasThatValue] : [])],
  macros: ['optMap', 'optFlatMap'],
  constants: { optional_type: { type: typeOf(opt(DYN)), value: new TypeValue('optional_type') } },
});
