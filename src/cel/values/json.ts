// JSON in, by a declared type or by its shape, and JSON out. What JSON cannot hold is text: large integers, bytes (base64),
// times, NaN. Both directions are those of the headless contract.
import { unreachable } from '../../base/assert.ts';
import type { Type } from '../types/type.ts';
import { decodeBase64, encodeBase64 } from './bytes.ts';
import { stringToInt, stringToUint } from './convert.ts';
import { invalid } from './fault.ts';
import { kindOf, type ListValue, type MapValue, toArray } from './kind.ts';
import { spend } from './meter.ts';
import { double, int, numberOf, uint } from './number.ts';
import { sortedEntries } from './text.ts';
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp } from './time.ts';
import { typedMap } from './typed-map.ts';
import {
  CelError,
  type Duration,
  type Message,
  type Opaque,
  Optional,
  type Timestamp,
  type TypeValue,
  type Uint,
  type Value,
} from './value.ts';

/** How numbers without a declared type are read: whole ones as int, or all as double. */
export type NumberMode = 'int-if-integral' | 'double';

/**
 * A JSON value as a CEL value. `type` undefined or dyn goes by shape. A value that does not fit its type is an
 * `invalid_argument` error. Objects and arrays that need no change are used in place.
 */
export function fromJson(json: unknown, type: Type | undefined, numbers: NumberMode = 'int-if-integral'): Value {
  switch (type?.kind) {
    case 'int':
      if (typeof json === 'bigint') return int(json);
      return typeof json === 'number' && Number.isInteger(json) ? stringToInt(BigInt(json).toString()) : fromText(json, 'int', stringToInt);
    case 'uint':
      if (typeof json === 'bigint') return uint(json);
      return typeof json === 'number' && Number.isInteger(json) && json >= 0 ? uint(BigInt(json)) : fromText(json, 'uint', stringToUint);
    case 'double':
      return typeof json === 'number' || typeof json === 'bigint' ? double(Number(json)) : fromText(json, 'double', readDouble);
    case 'string':
      return typeof json === 'string' ? json : misfit(json, 'string');
    case 'bool':
      return typeof json === 'boolean' ? json : misfit(json, 'bool');
    case 'bytes':
      return fromText(json, 'bytes', (s) => decodeBase64(s));
    case 'timestamp':
      return fromText(json, 'timestamp', parseTimestamp);
    case 'duration':
      return fromText(json, 'duration', (s) => parseDuration(s));
    case 'list':
      return Array.isArray(json) ? firstError(json.map((x) => fromJson(x, type.element, numbers))) : misfit(json, 'list');
    case 'map':
      return mapFromJson(json, type.key, type.value, numbers);
    case 'optional':
      return json === null ? new Optional(undefined) : pass(fromJson(json, type.of, numbers), (v) => new Optional(v));
    case 'wrapper':
      return json === null ? null : fromJson(json, type.of, numbers);
    default:
      return fromShape(json, numbers);
  }
}

const misfit = (json: unknown, type: string): CelError => invalid(`${JSON.stringify(json, bigAsText)?.slice(0, 60)} is not a ${type}`);
const bigAsText = (_: string, v: unknown): unknown => (typeof v === 'bigint' ? String(v) : v);
const fromText = (json: unknown, type: string, read: (s: string) => Value | undefined): Value =>
  (typeof json === 'string' ? read(json) : undefined) ?? misfit(json, type);
const readDouble = (s: string): Value | undefined => (/^-?(\d.*|Infinity|NaN)$/.test(s) ? double(Number(s)) : undefined);
const pass = (v: Value, then: (v: Value) => Value): Value => (v instanceof CelError ? v : then(v));
const firstError = (values: Value[]): Value => values.find((v) => v instanceof CelError) ?? values;

function mapFromJson(json: unknown, key: Type, value: Type, numbers: NumberMode): Value {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return misfit(json, 'map');
  const entries = Object.entries(json).map(([k, v]) => [keyFromText(k, key), fromJson(v, value, numbers)] as const);
  const bad = entries.flat().find((v) => v instanceof CelError);
  if (bad !== undefined) return bad;
  const textual = key.kind === 'string' || key.kind === 'dyn';
  return textual ? (Object.fromEntries(entries) as Value) : typedMap(entries);
}

function keyFromText(key: string, type: Type): Value {
  switch (type.kind) {
    case 'int':
      return stringToInt(key);
    case 'uint':
      return stringToUint(key);
    case 'bool':
      return key === 'true' || (key === 'false' ? false : misfit(key, 'bool'));
    default:
      return key;
  }
}

/** By shape. Whole numbers beyond 2^53 that a parser gave as bigint stay exact. */
function fromShape(json: unknown, numbers: NumberMode): Value {
  if (json === undefined || json === null) return null;
  if (numbers === 'int-if-integral') return json as Value;
  if (typeof json === 'number') return double(json);
  if (typeof json === 'bigint') return double(Number(json));
  if (Array.isArray(json)) return json.map((x) => fromShape(x, numbers));
  if (typeof json !== 'object' || kindOf(json as Value) !== 'map') return json as Value;
  return Object.fromEntries(Object.entries(json).map(([k, v]) => [k, fromShape(v, numbers)])) as Value;
}

/** The JSON form of a value that is not an error. */
export function toJson(v: Value): unknown {
  spend(1);
  const kind = kindOf(v);
  switch (kind) {
    case 'null':
    case 'bool':
    case 'string':
      return v;
    case 'int':
      return typeof v === 'bigint' ? String(v) : v;
    case 'uint': {
      const n = (v as Uint).value;
      return typeof n === 'bigint' ? String(n) : n;
    }
    case 'double': {
      const n = numberOf(v) as number;
      return Number.isFinite(n) ? n + 0 : String(n);
    }
    case 'bytes':
      return encodeBase64(v as Uint8Array);
    case 'timestamp':
      return formatTimestamp(v as Timestamp);
    case 'duration':
      return formatDuration(v as Duration);
    case 'list':
      return toArray(v as ListValue).map(toJson);
    case 'map':
      return Object.fromEntries(sortedEntries(v as MapValue).map(([k, x]) => [keyText(k), toJson(x)]));
    case 'type':
      return (v as TypeValue).name;
    case 'optional':
      return (v as Optional).value === undefined ? null : toJson((v as Optional).value as Value);
    case 'message':
    case 'opaque':
      return (v as Message | Opaque).toJson();
    case 'error':
      return (v as CelError).message;
    default:
      return unreachable(kind);
  }
}

/** A map key as the name of a JSON member. */
export const keyText = (key: Value): string => (typeof key === 'string' ? key : String(toJson(key)));
