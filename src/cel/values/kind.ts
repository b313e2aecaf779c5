// What a value is, decided once, in one place; and the one way to read lists and maps, whatever object carries them.
import {
  Boxed,
  CelError,
  CelMap,
  Double,
  Duration,
  ListView,
  Message,
  Opaque,
  Optional,
  type PlainObject,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from './value.ts';

export type Kind =
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'list'
  | 'map'
  | 'type'
  | 'optional'
  | 'message'
  | 'opaque'
  | 'error';

export function kindOf(v: Value): Kind {
  switch (typeof v) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isSafeInteger(v) ? 'int' : 'double';
    default:
      return v === null || v === undefined ? 'null' : v instanceof Boxed ? boxedKind(v) : hostKind(v);
  }
}

function boxedKind(v: Boxed): Kind {
  if (v instanceof Double) return 'double';
  if (v instanceof Uint) return 'uint';
  if (v instanceof CelError) return 'error';
  if (v instanceof CelMap) return 'map';
  if (v instanceof Timestamp) return 'timestamp';
  if (v instanceof Duration) return 'duration';
  if (v instanceof Optional) return 'optional';
  if (v instanceof ListView) return 'list';
  if (v instanceof TypeValue) return 'type';
  return v instanceof Message ? 'message' : 'opaque';
}

const hostKind = (v: object): Kind => (Array.isArray(v) ? 'list' : v instanceof Uint8Array ? 'bytes' : 'map');

export type ListValue = readonly Value[] | ListView;
export type MapValue = PlainObject | ReadonlyMap<string, Value> | CelMap;

export const isList = (v: Value): v is ListValue => Array.isArray(v) || v instanceof ListView;

/** A plain object, a Map or a CelMap. */
export const isMap = (v: Value): v is MapValue =>
  typeof v === 'object' &&
  v !== null &&
  (v instanceof CelMap || (!(v instanceof Boxed) && !Array.isArray(v) && !(v instanceof Uint8Array)));

export const isOpaque = (v: Value, typeName: string): v is Opaque => v instanceof Opaque && v.typeName === typeName;

export const listSize = (l: ListValue): number => (l instanceof ListView ? l.size : l.length);

/** The element; the index must be in range. */
export const listAt = (l: ListValue, i: number): Value => (l instanceof ListView ? l.get(i) : (l[i] as Value));

/** The list as an array; do not change it. */
export function toArray(l: ListValue): readonly Value[] {
  if (!(l instanceof ListView)) return l;
  const out: Value[] = new Array(l.size);
  for (let i = 0; i < out.length; i++) out[i] = l.get(i);
  return out;
}

export const mapSize = (m: MapValue): number => (m instanceof CelMap || m instanceof Map ? m.size : Object.keys(m).length);

/** The value of a key, or undefined. Keys of host objects are their own enumerable names, whatever they are called. */
export function mapGet(m: MapValue, key: Value): Value | undefined {
  if (m instanceof CelMap) return m.get(key);
  if (typeof key !== 'string') return undefined;
  if (m instanceof Map) return m.get(key);
  return Object.hasOwn(m, key) ? ((m as PlainObject)[key] ?? null) : undefined;
}

export function mapHas(m: MapValue, key: Value): boolean {
  return m instanceof CelMap ? m.has(key) : typeof key === 'string' && (m instanceof Map ? m.has(key) : Object.hasOwn(m, key));
}

export const mapKeys = (m: MapValue): readonly Value[] => (m instanceof CelMap || m instanceof Map ? [...m.keys()] : Object.keys(m));

export function mapEntries(m: MapValue): readonly (readonly [Value, Value])[] {
  if (m instanceof CelMap || m instanceof Map) return [...m.entries()];
  return Object.entries(m).map(([k, v]) => [k, v ?? null]);
}
