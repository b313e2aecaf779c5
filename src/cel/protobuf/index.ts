// `./cel/protobuf`: message types for CEL from a protobuf registry. Apart from the core, which knows only the small
// interface TypeProvider and stays free of the protobuf runtime.
import type { Message as ProtobufMessage, Registry } from '@bufbuild/protobuf';
import { create as createProto } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import { AnySchema, anyUnpack } from '@bufbuild/protobuf/wkt';
import { fn, type Overload } from '../lib/library.ts';
import type { TypeProvider } from '../types/provider.ts';
import { INT, opaque, STRING } from '../types/type.ts';
import { wellKnownTypes } from '../types/well-known.ts';
import type { Value } from '../values/value.ts';
import { findExtension, findOwnField, type ProtobufContext } from './context.ts';
import { EnumValue, enumFromInt, enumFromName, enumValue } from './enum-value.ts';
import { fromMessage } from './read.ts';
import { typeOfField, typeOfMessage } from './types.ts';
import { createMessage } from './write.ts';

export { messageOf } from './write.ts';

export interface ProtobufTypes extends TypeProvider {
  /** A protobuf message as a CEL value; the registry must know its type. */
  readonly toValue: (message: ProtobufMessage) => Value;
}

/**
 * The message types of a registry. `strongEnums`: enum constants are values of their enum's type, with `Enum(1)` and
 * `Enum('NAME')` as conversions; by default they are ints.
 */
export function protobufTypes(registry: Registry, options: { readonly strongEnums?: boolean } = {}): ProtobufTypes {
  const context: ProtobufContext = { registry, strongEnums: options.strongEnums ?? false };
  const { strongEnums } = context;
  return {
    findType: (name) => {
      const known = wellKnownTypes.findType(name);
      if (known !== undefined) return known;
      const message = registry.getMessage(name);
      if (message !== undefined) return typeOfMessage(message);
      return strongEnums && registry.getEnum(name) !== undefined ? opaque(name) : undefined;
    },
    findField: (message, field) => {
      const desc = registry.getMessage(message);
      if (desc === undefined) return wellKnownTypes.findField(message, field);
      const found = findOwnField(desc, field);
      if (found !== undefined) return typeOfField(found, strongEnums);
      const extension = findExtension(context, desc, field);
      return extension === undefined ? undefined : typeOfField(extension as never, strongEnums);
    },
    fieldNames: (message) => registry.getMessage(message)?.fields.map((f) => f.name) ?? wellKnownTypes.fieldNames(message),
    findEnum: (name) => findEnum(context, name) ?? wellKnownTypes.findEnum(name),
    functions: (name) => (strongEnums ? enumFunctions(registry, name) : undefined),
    create: (message, fields) => {
      if (message === 'google.protobuf.Any') return createAny(context, fields);
      const desc = wellKnownTypes.findType(message) === undefined ? registry.getMessage(message) : undefined;
      return desc === undefined ? wellKnownTypes.create(message, fields) : createMessage(context, desc, fields);
    },
    toValue: (message) => {
      const desc = registry.getMessage(message.$typeName);
      return desc === undefined ? null : fromMessage(context, reflect(desc, message));
    },
  };
}

function findEnum({ registry, strongEnums }: ProtobufContext, name: string): { type: typeof INT; value: Value } | undefined {
  const dot = name.lastIndexOf('.');
  const desc = registry.getEnum(name.slice(0, Math.max(0, dot)));
  const found = desc?.values.find((v) => v.name === name.slice(dot + 1));
  if (desc === undefined || found === undefined) return undefined;
  return { type: strongEnums ? opaque(desc.typeName) : INT, value: enumValue(desc, found.number, strongEnums) };
}

/** Conversions of strong enums: `Enum(int)`, `Enum(string)`, and `int(Enum)` for every enum. */
function enumFunctions(registry: Registry, name: string): readonly Overload[] | undefined {
  if (name === 'int') {
    const enums = [...registry].filter((known) => known.kind === 'enum');
    return enums.map(({ typeName }) =>
      fn('int', `${typeName}_to_int64`, [opaque(typeName)], INT, (v) => EnumValue.numberOf(v as Value) ?? null),
    );
  }
  const desc = registry.getEnum(name);
  if (desc === undefined) return undefined;
  const type = opaque(name);
  return [
    fn(name, `int64_to_${name}`, [INT], type, (v) => enumFromInt(desc, v as Value)),
    fn(name, `string_to_${name}`, [STRING], type, (v) => enumFromName(desc, v as Value)),
  ];
}

/** `google.protobuf.Any{type_url: …, value: …}` is the message inside it. */
function createAny(context: ProtobufContext, fields: readonly (readonly [string, Value])[]): Value {
  const given = new Map(fields);
  const typeUrl = given.get('type_url');
  const value = given.get('value') ?? new Uint8Array();
  if (typeof typeUrl !== 'string' || !(value instanceof Uint8Array)) return wellKnownTypes.create('google.protobuf.Any', fields);
  const any = createProto(AnySchema, { typeUrl, value: value as Uint8Array<ArrayBuffer> });
  if (anyUnpack(any, context.registry) === undefined) return wellKnownTypes.create('google.protobuf.Any', fields);
  return fromMessage(context, reflect(AnySchema, any));
}
