// Values and types of the suite (cel.expr.Value, cel.expr.Type) as ours.
import type { Type as ProtoType } from '@bufbuild/cel-spec/cel/expr/checked_pb.js';
import type { Value as ProtoValue } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { getTestRegistry } from '@bufbuild/cel-spec/testdata/registry.js';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { EnumValue } from '../../../src/cel/protobuf/enum-value.ts';
import { protobufTypes } from '../../../src/cel/protobuf/index.ts';
import {
  ANY,
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  list,
  map,
  message,
  NULL,
  opaque,
  optional,
  param,
  STRING,
  TIMESTAMP,
  type Type,
  type as typeType,
  UINT,
  wrapper,
} from '../../../src/cel/types/type.ts';
import { double, int, uint } from '../../../src/cel/values/number.ts';
import { typedMap } from '../../../src/cel/values/typed-map.ts';
import { TypeValue, type Value } from '../../../src/cel/values/value.ts';

export const registry = getTestRegistry();
export const legacyTypes = protobufTypes(registry);
export const strongTypes = protobufTypes(registry, { strongEnums: true });

export function celValueOf(value: ProtoValue, types = legacyTypes): Value {
  const { case: kind, value: held } = value.kind;
  switch (kind) {
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'stringValue':
    case 'bytesValue':
      return held;
    case 'int64Value':
      return int(held);
    case 'uint64Value':
      return uint(held);
    case 'doubleValue':
      return double(held);
    case 'enumValue':
      return new EnumValue(held.type, held.value);
    case 'objectValue': {
      const unpacked = anyUnpack(held, registry);
      if (unpacked === undefined) throw new Error(`unknown message ${held.typeUrl}`);
      return types.toValue(unpacked);
    }
    case 'listValue':
      return held.values.map((v) => celValueOf(v, types));
    case 'mapValue':
      return typedMap(held.entries.map(({ key, value: v }) => [celValueOf(key as ProtoValue, types), celValueOf(v as ProtoValue, types)]));
    case 'typeValue':
      return new TypeValue(held);
    default:
      throw new Error('a value of no kind');
  }
}

const PRIMITIVES: readonly Type[] = [DYN, BOOL, INT, UINT, DOUBLE, STRING, BYTES];
const WELL_KNOWN: readonly Type[] = [DYN, ANY, TIMESTAMP, DURATION];

export function typeOf(type: ProtoType | undefined): Type {
  const kind = type?.typeKind;
  switch (kind?.case) {
    case 'null':
      return NULL;
    case 'primitive':
      return PRIMITIVES[kind.value] ?? DYN;
    case 'wrapper':
      return wrapper(PRIMITIVES[kind.value] ?? DYN);
    case 'wellKnown':
      return WELL_KNOWN[kind.value] ?? DYN;
    case 'listType':
      return list(typeOf(kind.value.elemType));
    case 'mapType':
      return map(typeOf(kind.value.keyType), typeOf(kind.value.valueType));
    case 'messageType':
      return legacyTypes.findType(kind.value) ?? message(kind.value);
    case 'typeParam':
      return param(kind.value);
    case 'type':
      return kind.value.typeKind.case === undefined ? typeType() : typeType(typeOf(kind.value));
    case 'abstractType': {
      const params = kind.value.parameterTypes.map(typeOf);
      return kind.value.name === 'optional_type' ? optional(params[0] ?? DYN) : opaque(kind.value.name, ...params);
    }
    default:
      return DYN;
  }
}
