// From protobuf to CEL: messages that CEL knows become its own values, all others a `ProtoMessage` that reads its fields
// when they are asked for.
import {
  type DescExtension,
  type DescField,
  equals as equalMessages,
  getExtension,
  hasExtension,
  type Message as ProtobufMessage,
  ScalarType,
  toJson,
} from '@bufbuild/protobuf';
import { isReflectList, isReflectMap, isReflectMessage, type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import {
  type Any,
  anyUnpack,
  type Value as JsonMessage,
  type ListValue,
  type Duration as ProtoDuration,
  type Timestamp as ProtoTimestamp,
  type Struct,
} from '@bufbuild/protobuf/wkt';
import { fromPlainJson } from '../types/well-known.ts';
import { double, int, uint } from '../values/number.ts';
import { text } from '../values/text.ts';
import { typedMap } from '../values/typed-map.ts';
import { CelError, Duration, Message, Timestamp, type Value } from '../values/value.ts';
import { findExtension, findOwnField, type ProtobufContext } from './context.ts';
import { enumValue } from './enum-value.ts';

/** A message as a CEL value. */
export function fromMessage(context: ProtobufContext, message: ReflectMessage): Value {
  const raw = message.message as unknown;
  switch (message.desc.typeName) {
    case 'google.protobuf.Any':
      return fromAny(context, raw as Any);
    case 'google.protobuf.Timestamp': {
      const { seconds, nanos } = raw as ProtoTimestamp;
      return new Timestamp(Number(seconds), nanos);
    }
    case 'google.protobuf.Duration': {
      const { seconds, nanos } = raw as ProtoDuration;
      return new Duration(Number(seconds), nanos);
    }
    case 'google.protobuf.Struct':
      return fromStruct(raw as Struct);
    case 'google.protobuf.ListValue':
      return fromListValue(raw as ListValue);
    case 'google.protobuf.Value':
      return fromJsonMessage(raw as JsonMessage);
    case 'google.protobuf.BoolValue':
    case 'google.protobuf.BytesValue':
    case 'google.protobuf.DoubleValue':
    case 'google.protobuf.FloatValue':
    case 'google.protobuf.Int32Value':
    case 'google.protobuf.Int64Value':
    case 'google.protobuf.StringValue':
    case 'google.protobuf.UInt32Value':
    case 'google.protobuf.UInt64Value': {
      const [field] = message.fields;
      return field === undefined ? null : fromField(context, message, field);
    }
    default:
      return new ProtoMessage(context, message);
  }
}

function fromAny(context: ProtobufContext, any: Any): Value {
  if (any.typeUrl === '') return null;
  const unpacked = anyUnpack(any, context.registry);
  const desc = unpacked === undefined ? undefined : context.registry.getMessage(unpacked.$typeName);
  if (unpacked === undefined || desc === undefined) return new CelError('conversion', `cannot unpack ${any.typeUrl}: unknown type`);
  return fromMessage(context, reflect(desc, unpacked));
}

const fromStruct = ({ fields }: Struct): Value => new Map(Object.entries(fields).map(([name, value]) => [name, fromJsonMessage(value)]));
const fromListValue = ({ values }: ListValue): Value => values.map(fromJsonMessage);

function fromJsonMessage({ kind }: JsonMessage): Value {
  switch (kind.case) {
    case 'numberValue':
      return double(kind.value);
    case 'stringValue':
    case 'boolValue':
      return kind.value;
    case 'structValue':
      return fromStruct(kind.value);
    case 'listValue':
      return fromListValue(kind.value);
    default:
      return null;
  }
}

/** A field's value; what is not set gives its default, or null where the message type may be null. */
function fromField(context: ProtobufContext, holder: ReflectMessage, field: DescField): Value {
  const value: unknown = holder.get(field);
  if (isReflectList(value)) return Array.from(value, (item) => fromPart(context, field, item));
  if (isReflectMap(value)) {
    return typedMap(
      Array.from(value.entries(), ([k, v]) => [
        fromScalar(field.fieldKind === 'map' ? field.mapKey : ScalarType.STRING, k),
        fromPart(context, field, v),
      ]),
    );
  }
  if (field.fieldKind === 'message' && !holder.isSet(field) && isNullWhenUnset(field.message.typeName)) return null;
  return fromPart(context, field, value);
}

const isWrapperName = (name: string): boolean => /^google\.protobuf\.(Bool|Bytes|Double|Float|U?Int(32|64)|String)Value$/.test(name);

const isNullWhenUnset = (name: string): boolean =>
  name === 'google.protobuf.Any' || name === 'google.protobuf.Value' || isWrapperName(name);

/** A single value: of a field, an element or a map's value. */
function fromPart(context: ProtobufContext, field: DescField, value: unknown): Value {
  if (isReflectMessage(value)) return fromMessage(context, value);
  if (field.enum !== undefined) return enumValue(field.enum, Number(value), context.strongEnums);
  return fromScalar(field.scalar as ScalarType, value);
}

function fromScalar(scalar: ScalarType, value: unknown): Value {
  switch (scalar) {
    case ScalarType.BOOL:
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return value as Value;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return double(value as number);
    case ScalarType.UINT32:
    case ScalarType.UINT64:
    case ScalarType.FIXED32:
    case ScalarType.FIXED64:
      return uint(BigInt(value as number | bigint));
    default:
      return int(BigInt(value as number | bigint));
  }
}

/** An extension field's value. The protobuf runtime gives these bare: wrappers as their value, a Struct as JSON. */
function fromExtension(context: ProtobufContext, holder: ReflectMessage, extension: DescExtension): Value {
  const isSet = hasExtension(holder.message, extension);
  const value: unknown = getExtension(holder.message, extension);
  const field = extension as unknown as DescField;
  if (extension.fieldKind === 'list') return (value as readonly unknown[]).map((item) => fromBare(context, field, item));
  if (extension.fieldKind === 'message' && !isSet && isNullWhenUnset(extension.message.typeName)) return null;
  return fromBare(context, field, value);
}

function fromBare(context: ProtobufContext, field: DescField, value: unknown): Value {
  if (field.message === undefined) return fromPart(context, field, value);
  const { typeName } = field.message;
  if (typeName === 'google.protobuf.Struct') return fromPlainJson(value);
  const inner = field.message.fields[0];
  if (isWrapperName(typeName) && inner?.fieldKind === 'scalar') return fromScalar(inner.scalar, value);
  return fromMessage(context, reflect(field.message, value as ProtobufMessage));
}

/** A message that CEL has no value of its own for. */
export class ProtoMessage extends Message {
  readonly #context: ProtobufContext;
  readonly #message: ReflectMessage;

  constructor(context: ProtobufContext, message: ReflectMessage) {
    super();
    this.#context = context;
    this.#message = message;
  }

  /** The protobuf message of a value; undefined for any other value. */
  static reflectOf(value: Value): ReflectMessage | undefined {
    return value instanceof ProtoMessage ? value.#message : undefined;
  }

  get typeName(): string {
    return this.#message.desc.typeName;
  }

  get(field: string): Value | undefined {
    const own = findOwnField(this.#message.desc, field);
    if (own !== undefined) return fromField(this.#context, this.#message, own);
    const extension = findExtension(this.#context, this.#message.desc, field);
    return extension === undefined ? undefined : fromExtension(this.#context, this.#message, extension);
  }

  has(field: string): boolean | undefined {
    const own = findOwnField(this.#message.desc, field);
    if (own !== undefined) return this.#message.isSet(own);
    const extension = findExtension(this.#context, this.#message.desc, field);
    return extension === undefined ? undefined : hasExtension(this.#message.message, extension);
  }

  equals(other: Message): boolean {
    if (!(other instanceof ProtoMessage) || other.typeName !== this.typeName) return false;
    const options = { registry: this.#context.registry, unpackAny: true, extensions: true, unknown: true };
    return equalMessages(this.#message.desc, this.#message.message, other.#message.message, options);
  }

  /** Whether nothing is set: what `optional.ofNonZeroValue` asks. */
  isZero(): boolean {
    return !this.#message.fields.some((f) => this.#message.isSet(f));
  }

  text(): string {
    const set = this.#message.sortedFields.filter((f) => this.#message.isSet(f));
    return `${this.typeName}{${set.map((f) => `${f.name}: ${text(fromField(this.#context, this.#message, f))}`).join(', ')}}`;
  }

  toJson(): unknown {
    return toJson(this.#message.desc, this.#message.message, { registry: this.#context.registry });
  }
}
