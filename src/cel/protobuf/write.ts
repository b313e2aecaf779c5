// From CEL to protobuf: what a message literal puts into a field. Ints are checked against the field's width, and values
// are wrapped where the field is of a well-known type.
import {
  create,
  type DescField,
  type DescMessage,
  type Message as ProtobufMessage,
  type Registry,
  ScalarType,
  setExtension,
  toJson,
} from '@bufbuild/protobuf';
import { isReflectList, isReflectMap, isReflectMessage, type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import {
  AnySchema,
  anyPack,
  BoolValueSchema,
  BytesValueSchema,
  DoubleValueSchema,
  DurationSchema,
  Int64ValueSchema,
  type Value as JsonMessage,
  ListValueSchema,
  NullValue,
  StringValueSchema,
  StructSchema,
  TimestampSchema,
  UInt64ValueSchema,
  ValueSchema,
} from '@bufbuild/protobuf/wkt';
import { toJsonValue } from '../types/well-known.ts';
import { isList, isMap, kindOf, type ListValue, type MapValue, mapEntries, toArray } from '../values/kind.ts';
import { isInt, numberOf, overflow, unsignedOverflow } from '../values/number.ts';
import { typeName } from '../values/type-of.ts';
import { CelError, type Duration, type Timestamp, type Uint, type Value } from '../values/value.ts';
import { findExtension, findOwnField, type ProtobufContext } from './context.ts';
import { EnumValue } from './enum-value.ts';
import { ProtoMessage } from './read.ts';

const refuse = (why: string): CelError => new CelError('conversion', why);
const misfit = (v: Value, field: DescField): CelError => refuse(`unsupported field type for ${field.name}: ${typeName(v)}`);

/** Makes a message from field values. */
export function createMessage(context: ProtobufContext, desc: DescMessage, fields: readonly (readonly [string, Value])[]): Value {
  const message = reflect(desc, create(desc));
  for (const [name, value] of fields) {
    if (value instanceof CelError) return value;
    const fault = setField(context, message, name, value);
    if (fault !== undefined) return fault;
  }
  return new ProtoMessage(context, message);
}

function setField(context: ProtobufContext, message: ReflectMessage, name: string, value: Value): CelError | undefined {
  const own = findOwnField(message.desc, name);
  if (own !== undefined) return put(context, message, own, value);
  const extension = findExtension(context, message.desc, name);
  if (extension === undefined) return new CelError('no_such_field', `no such field: ${name}`);
  const field = extension as unknown as DescField;
  const bare = extension.fieldKind === 'list' ? toBareList(context, field, value) : toBare(toPart(context, field, value));
  if (bare instanceof CelError) return bare;
  setExtension(message.message, extension, bare as never);
  return undefined;
}

function toBareList(context: ProtobufContext, field: DescField, value: Value): unknown {
  if (!isList(value)) return misfit(value, field);
  const items = toArray(value).map((item) => toBare(toPart(context, field, item)));
  return items.find((item) => item instanceof CelError) ?? items;
}

/** A part as the protobuf runtime wants it in an extension: wrappers as their value, a Struct as JSON. */
function toBare(part: unknown): unknown {
  if (!isReflectMessage(part)) return part;
  if (/^google\.protobuf\.\w+Value$/.test(part.desc.typeName) && part.fields[0]?.fieldKind === 'scalar') return part.get(part.fields[0]);
  return part.desc.typeName === 'google.protobuf.Struct' ? toJson(part.desc, part.message) : part.message;
}

function put(context: ProtobufContext, holder: ReflectMessage, field: DescField, value: Value): CelError | undefined {
  if (value === null && field.fieldKind === 'message' && !holdsNull(field.message.typeName)) return undefined;
  const into: unknown = field.fieldKind === 'list' || field.fieldKind === 'map' ? holder.get(field) : undefined;
  if (isReflectList(into)) {
    if (!isList(value)) return misfit(value, field);
    for (const item of toArray(value as ListValue)) {
      if (item === null && isPruned(field)) continue;
      const part = toPart(context, field, item);
      if (part instanceof CelError) return part;
      into.add(part);
    }
    return undefined;
  }
  if (isReflectMap(into)) {
    if (!isMap(value)) return misfit(value, field);
    for (const [k, v] of mapEntries(value as MapValue)) {
      if (v === null && isPruned(field)) continue;
      const key = toScalar(field, field.fieldKind === 'map' ? field.mapKey : ScalarType.STRING, k);
      if (key instanceof CelError) return key;
      const part = toPart(context, field, v);
      if (part instanceof CelError) return part;
      into.set(key, part);
    }
    return undefined;
  }
  const part = toPart(context, field, value);
  if (part instanceof CelError) return part;
  holder.set(field, part);
  return undefined;
}

/** Message types that null must not leave unset: for some it is a value, for others no value at all. */
const holdsNull = (name: string): boolean => /^google\.protobuf\.(Value|Any|Struct|ListValue)$/.test(name);

/** Within a list or map, a null in place of a time or a wrapper is left out. */
const isPruned = ({ message }: DescField): boolean =>
  message !== undefined && /^google\.protobuf\.(Timestamp|Duration|\w+Value)$/.test(message.typeName) && !holdsNull(message.typeName);

function toPart(context: ProtobufContext, field: DescField, value: Value): unknown {
  if (field.message !== undefined) return toMessage(context, field, field.message, value);
  if (field.enum !== undefined) return toEnumNumber(field, value);
  return toScalar(field, field.scalar as ScalarType, value);
}

function toEnumNumber(field: DescField, value: Value): unknown {
  const number = EnumValue.numberOf(value) ?? value;
  if (value === null && field.enum?.typeName === 'google.protobuf.NullValue') return 0;
  if (!isInt(number)) return misfit(value, field);
  return inInt32(number) ? number : overflow();
}

const inInt32 = (n: number | bigint): boolean => typeof n === 'number' && n >= -(2 ** 31) && n < 2 ** 31;

function toScalar(field: DescField, scalar: ScalarType, value: Value): unknown {
  switch (scalar) {
    case ScalarType.BOOL:
      return typeof value === 'boolean' ? value : misfit(value, field);
    case ScalarType.STRING:
      return typeof value === 'string' ? value : misfit(value, field);
    case ScalarType.BYTES:
      return value instanceof Uint8Array ? value : misfit(value, field);
    case ScalarType.DOUBLE:
      return kindOf(value) === 'double' ? numberOf(value) : misfit(value, field);
    case ScalarType.FLOAT:
      return kindOf(value) === 'double' ? Math.fround(numberOf(value) as number) : misfit(value, field);
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return toUint(field, value, (n) => (n < 2n ** 32n ? Number(n) : unsignedOverflow()));
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return toUint(field, value, (n) => n);
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return isInt(value) ? BigInt(value) : misfit(value, field);
    default:
      if (!isInt(value)) return misfit(value, field);
      return inInt32(value) ? value : overflow();
  }
}

const toUint = (field: DescField, value: Value, narrow: (n: bigint) => unknown): unknown =>
  kindOf(value) === 'uint' ? narrow(BigInt((value as Uint).value)) : misfit(value, field);

const wrap = <D extends DescMessage>(desc: D, init: Parameters<typeof create<D>>[1]): ReflectMessage => reflect(desc, create(desc, init));

function toMessage(context: ProtobufContext, field: DescField, desc: DescMessage, value: Value): unknown {
  switch (desc.typeName) {
    case 'google.protobuf.Any': {
      const any = packAny(value, context.registry);
      return any instanceof CelError ? any : reflect(AnySchema, any);
    }
    case 'google.protobuf.Value': {
      const json = jsonMessage(value);
      return json instanceof CelError ? json : reflect(ValueSchema, json);
    }
    case 'google.protobuf.Struct':
    case 'google.protobuf.ListValue': {
      const packed = wellKnownMessage(value);
      return packed instanceof CelError || packed.desc.typeName !== desc.typeName ? misfit(value, field) : packed;
    }
    case 'google.protobuf.Timestamp':
    case 'google.protobuf.Duration': {
      const packed = wellKnownMessage(value);
      return packed instanceof CelError || packed.desc.typeName !== desc.typeName ? misfit(value, field) : packed;
    }
    default: {
      const given = ProtoMessage.reflectOf(value);
      if (given !== undefined) return given.desc.typeName === desc.typeName ? given : misfit(value, field);
      return desc.typeName.startsWith('google.protobuf.') ? toWrapper(desc, value) : misfit(value, field);
    }
  }
}

/** `Int32Value` and its kin from the bare value. */
function toWrapper(desc: DescMessage, value: Value): unknown {
  const [inner] = desc.fields;
  if (inner?.fieldKind !== 'scalar') return refuse(`unsupported field type: ${typeName(value)}`);
  const scalar = toScalar(inner, inner.scalar, value);
  if (scalar instanceof CelError) return scalar;
  const made = reflect(desc, create(desc));
  made.set(inner, scalar);
  return made;
}

/** The well-known message that a CEL value is packed as in an Any. */
function wellKnownMessage(value: Value): ReflectMessage | CelError {
  switch (kindOf(value)) {
    case 'bool':
      return wrap(BoolValueSchema, { value: value as boolean });
    case 'int':
      return wrap(Int64ValueSchema, { value: BigInt(value as number | bigint) });
    case 'uint':
      return wrap(UInt64ValueSchema, { value: BigInt((value as Uint).value) });
    case 'double':
      return wrap(DoubleValueSchema, { value: numberOf(value) as number });
    case 'string':
      return wrap(StringValueSchema, { value: value as string });
    case 'bytes':
      return wrap(BytesValueSchema, { value: value as Uint8Array<ArrayBuffer> });
    case 'timestamp': {
      const { seconds, nanos } = value as Timestamp;
      return wrap(TimestampSchema, { seconds: BigInt(seconds), nanos });
    }
    case 'duration': {
      const { seconds, nanos } = value as Duration;
      return wrap(DurationSchema, { seconds: BigInt(seconds), nanos });
    }
    case 'null':
    case 'list':
    case 'map': {
      const json = jsonMessage(value);
      if (json instanceof CelError) return json;
      if (json.kind.case === 'listValue') return reflect(ListValueSchema, json.kind.value);
      return json.kind.case === 'structValue' ? reflect(StructSchema, json.kind.value) : reflect(ValueSchema, json);
    }
    default:
      return ProtoMessage.reflectOf(value) ?? refuse(`cannot pack a ${typeName(value)}`);
  }
}

function packAny(value: Value, registry: Registry) {
  const packed = wellKnownMessage(value);
  if (packed instanceof CelError) return packed;
  const desc = registry.getMessage(packed.desc.typeName) ?? packed.desc;
  return anyPack(desc, packed.message as ProtobufMessage);
}

/** A CEL value as google.protobuf.Value. */
function jsonMessage(value: Value): JsonMessage | CelError {
  const json = toJsonValue(value);
  return json instanceof CelError ? json : jsonKind(json);
}

function jsonKind(value: Value): JsonMessage {
  if (value === null) return create(ValueSchema, { kind: { case: 'nullValue', value: NullValue.NULL_VALUE } });
  if (typeof value === 'boolean') return create(ValueSchema, { kind: { case: 'boolValue', value } });
  if (typeof value === 'string') return create(ValueSchema, { kind: { case: 'stringValue', value } });
  if (isList(value)) {
    const values = toArray(value).map(jsonKind);
    return create(ValueSchema, { kind: { case: 'listValue', value: create(ListValueSchema, { values }) } });
  }
  if (isMap(value)) {
    const struct = create(StructSchema);
    for (const [k, v] of mapEntries(value)) struct.fields[k as string] = jsonKind(v);
    return create(ValueSchema, { kind: { case: 'structValue', value: struct } });
  }
  return create(ValueSchema, { kind: { case: 'numberValue', value: numberOf(value) as number } });
}

/** The protobuf message that a value is, for tests and hosts that want it back; undefined where it is none. */
export const messageOf = (value: Value): ProtobufMessage | undefined => {
  const found = ProtoMessage.reflectOf(value);
  return isReflectMessage(found) ? found.message : undefined;
};
