// The well-known messages of protobuf, which CEL treats as values of its own: `google.protobuf.Int32Value{value: 1}` makes
// an int that may be null, a Struct a map, a Timestamp a timestamp. No protobuf library is needed for them.
import { encodeBase64 } from '../values/bytes.ts';
import { kindOf, type ListValue, type MapValue, mapEntries, toArray } from '../values/kind.ts';
import { double, isInt, numberOf, overflow, unsignedOverflow } from '../values/number.ts';
import { duration, formatDuration, formatTimestamp, timestamp } from '../values/time.ts';
import { typeName } from '../values/type-of.ts';
import { CelError, type Duration, Message, type Optional, type Timestamp, Uint, type Value } from '../values/value.ts';
import type { TypeProvider } from './provider.ts';
import { ANY, BOOL, BYTES, DOUBLE, DURATION, DYN, INT, list, map, message, STRING, TIMESTAMP, type Type, UINT, wrapper } from './type.ts';

type Fields = ReadonlyMap<string, Value>;

interface WellKnown {
  readonly type: Type;
  readonly fields: Readonly<Record<string, Type>>;
  readonly create: (fields: Fields) => Value;
}

/** Converts what is put into a field; a CelError says why it does not fit. */
type Convert = (v: Value) => Value;

const refuse = (why: string): CelError => new CelError('conversion', why);
const misfit = (v: Value, to: string): CelError => refuse(`unsupported type conversion from '${typeName(v)}' to ${to}`);

const toKind =
  (kind: ReturnType<typeof kindOf>, to: string): Convert =>
  (v) =>
    kindOf(v) === kind ? v : misfit(v, to);

const toInt64 = toKind('int', 'int64');
const toUint64 = toKind('uint', 'uint64');
const toDouble = toKind('double', 'double');

const toInt32: Convert = (v) => {
  if (!isInt(v)) return misfit(v, 'int32');
  return typeof v === 'number' && v >= -2147483648 && v <= 2147483647 ? v : overflow();
};
const toUint32: Convert = (v) => {
  if (kindOf(v) !== 'uint') return misfit(v, 'uint32');
  const { value } = v as Uint;
  return typeof value === 'number' && value <= 4294967295 ? v : unsignedOverflow();
};
const toFloat: Convert = (v) => (kindOf(v) === 'double' ? double(Math.fround(numberOf(v) as number)) : misfit(v, 'float'));

function wrapped(inner: Type, empty: Value, convert: Convert): WellKnown {
  return {
    type: wrapper(inner),
    fields: { value: inner },
    create: (fields) => {
      const value = fields.get('value');
      return value === undefined ? empty : convert(value);
    },
  };
}

/** What a JSON value (google.protobuf.Value) holds of a CEL value: numbers become doubles, or text where that is not exact. */
export function toJsonValue(v: Value): Value {
  const kind = kindOf(v);
  switch (kind) {
    case 'null':
    case 'bool':
    case 'string':
    case 'double':
      return v;
    case 'int':
      return typeof v === 'bigint' ? String(v) : double(v as number);
    case 'uint': {
      const { value } = v as Uint;
      return typeof value === 'bigint' ? String(value) : double(value);
    }
    case 'bytes':
      return encodeBase64(v as Uint8Array);
    case 'timestamp':
      return formatTimestamp(v as Timestamp);
    case 'duration':
      return formatDuration(v as Duration);
    case 'list':
      return firstError(toArray(v as ListValue).map(toJsonValue));
    case 'map':
      return toJsonObject(v as MapValue);
    case 'optional': {
      const { value } = v as Optional;
      return value === undefined ? refuse('optional.none() dereference') : toJsonValue(value);
    }
    case 'type':
      return refuse("type conversion not supported for 'type'");
    case 'message':
      return fromPlainJson((v as Message).toJson());
    case 'opaque':
      return misfit(v, 'google.protobuf.Value');
    case 'error':
      return v;
    default:
      return kind;
  }
}

/** JSON as google.protobuf.Value reads it: every number is a double. */
export function fromPlainJson(json: unknown): Value {
  if (typeof json === 'number') return double(json);
  if (Array.isArray(json)) return json.map(fromPlainJson);
  if (typeof json !== 'object' || json === null) return (json ?? null) as Value;
  return new Map(Object.entries(json).map(([k, v]) => [k, fromPlainJson(v)]));
}

const firstError = (values: readonly Value[]): Value => values.find((v) => v instanceof CelError) ?? values;

function toJsonObject(from: MapValue): Value {
  const made = new Map<string, Value>();
  for (const [key, value] of mapEntries(from)) {
    if (typeof key !== 'string') return refuse(`unsupported type conversion from '${typeName(key)}' to string`);
    const converted = toJsonValue(value);
    if (converted instanceof CelError) return converted;
    made.set(key, converted);
  }
  return made;
}

const toStruct: Convert = (v) => (kindOf(v) === 'map' ? toJsonObject(v as MapValue) : misfit(v, 'google.protobuf.Struct'));
const toListValue: Convert = (v) => (kindOf(v) === 'list' ? toJsonValue(v) : misfit(v, 'google.protobuf.ListValue'));

/** Each field of a Value with what it takes; the last one set wins, as in a oneof. */
const VALUE_FIELDS: ReadonlyMap<string, Convert> = new Map([
  ['null_value', () => null],
  ['number_value', toDouble],
  ['string_value', toKind('string', 'string')],
  ['bool_value', toKind('bool', 'bool')],
  ['struct_value', toStruct],
  ['list_value', toListValue],
]);

function createValue(fields: Fields): Value {
  let made: Value = null;
  for (const [name, value] of fields) made = VALUE_FIELDS.get(name)?.(value) ?? null;
  return made;
}

const TIME_FIELDS = { seconds: INT, nanos: INT };

/** Seconds and nanos of a Timestamp or Duration literal. */
function timeParts(fields: Fields): readonly [number, number] | CelError {
  const seconds = toInt64(fields.get('seconds') ?? 0);
  const nanos = toInt32(fields.get('nanos') ?? 0);
  if (seconds instanceof CelError) return seconds;
  return nanos instanceof CelError ? nanos : [Number(seconds), nanos as number];
}

/** The duration of a message; beyond int64 nanoseconds the longest (protobuf-go). */
function nearestDuration(seconds: number, nanos: number): Value {
  const most = 9_223_372_036;
  const exact = duration(Math.abs(seconds) > most ? seconds * 2 : seconds, nanos);
  return exact instanceof CelError ? (seconds < 0 ? duration(-most, -854_775_808) : duration(most, 854_775_807)) : exact;
}

/** `google.protobuf.Empty{}`. */
class Empty extends Message {
  readonly typeName = 'google.protobuf.Empty';
  get(): undefined {
    return undefined;
  }
  has(): undefined {
    return undefined;
  }
  equals(other: Message): boolean {
    return other.typeName === this.typeName;
  }
  isZero(): boolean {
    return true;
  }
  text(): string {
    return `${this.typeName}{}`;
  }
  toJson(): unknown {
    return {};
  }
}

const ZERO_UINT = new Uint(0);

const TABLE: ReadonlyMap<string, WellKnown> = new Map([
  ['BoolValue', wrapped(BOOL, false, toKind('bool', 'bool'))],
  ['BytesValue', wrapped(BYTES, new Uint8Array(), toKind('bytes', 'bytes'))],
  ['DoubleValue', wrapped(DOUBLE, double(0), toDouble)],
  ['FloatValue', wrapped(DOUBLE, double(0), toFloat)],
  ['Int32Value', wrapped(INT, 0, toInt32)],
  ['Int64Value', wrapped(INT, 0, toInt64)],
  ['StringValue', wrapped(STRING, '', toKind('string', 'string'))],
  ['UInt32Value', wrapped(UINT, ZERO_UINT, toUint32)],
  ['UInt64Value', wrapped(UINT, ZERO_UINT, toUint64)],
  [
    'Value',
    {
      type: DYN,
      fields: {
        null_value: INT,
        number_value: DOUBLE,
        string_value: STRING,
        bool_value: BOOL,
        struct_value: map(STRING, DYN),
        list_value: list(DYN),
      },
      create: createValue,
    },
  ],
  ['ListValue', { type: list(DYN), fields: { values: list(DYN) }, create: (f) => toListValue(f.get('values') ?? []) }],
  ['Struct', { type: map(STRING, DYN), fields: { fields: map(STRING, DYN) }, create: (f) => toStruct(f.get('fields') ?? {}) }],
  [
    'Timestamp',
    {
      type: TIMESTAMP,
      fields: TIME_FIELDS,
      create: (f) => {
        const parts = timeParts(f);
        return parts instanceof CelError ? parts : timestamp(...parts);
      },
    },
  ],
  [
    'Duration',
    {
      type: DURATION,
      fields: TIME_FIELDS,
      create: (f) => {
        const parts = timeParts(f);
        return parts instanceof CelError ? parts : nearestDuration(...parts);
      },
    },
  ],
  ['Any', { type: ANY, fields: { type_url: STRING, value: BYTES }, create: () => refuse('an Any literal cannot be unpacked') }],
  ['Empty', { type: message('google.protobuf.Empty'), fields: {}, create: () => new Empty() }],
]);

const PACKAGE = 'google.protobuf.';

const find = (name: string): WellKnown | undefined => (name.startsWith(PACKAGE) ? TABLE.get(name.slice(PACKAGE.length)) : undefined);

const fieldOf = (known: WellKnown | undefined, field: string): Type | undefined =>
  known !== undefined && Object.hasOwn(known.fields, field) ? known.fields[field] : undefined;

/** The core's own provider: the well-known types and nothing else. */
export const wellKnownTypes: TypeProvider = {
  findType: (name) => find(name)?.type,
  findField: (name, field) => fieldOf(find(name), field),
  fieldNames: (name) => Object.keys(find(name)?.fields ?? {}),
  findEnum: (name) => (name === 'google.protobuf.NullValue.NULL_VALUE' ? { type: INT, value: 0 } : undefined),
  create: (name, fields) => {
    const known = find(name);
    const unknown = fields.find(([field]) => fieldOf(known, field) === undefined);
    if (known === undefined) return new CelError('undeclared_reference', `unknown type: ${name}`);
    if (unknown !== undefined) return new CelError('no_such_field', `no such field: ${unknown[0]}`);
    const made = known.create(new Map(fields));
    if (!(made instanceof CelError)) return made;
    const last = fields.at(-1)?.[0] ?? 'value';
    return new CelError(made.code, () => `field type conversion error for ${name}.${last} value type: ${made.message}`);
  },
};
