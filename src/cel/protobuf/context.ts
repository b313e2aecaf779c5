// What reading and writing messages need to know.
import type { DescExtension, DescField, DescMessage, Registry } from '@bufbuild/protobuf';

export interface ProtobufContext {
  readonly registry: Registry;
  /** Enum constants are values of their enum's type; else they are ints, as the specification has it today. */
  readonly strongEnums: boolean;
}

const fields = new WeakMap<DescMessage, ReadonlyMap<string, DescField>>();

/** A message's own field by its name in the proto file. */
export function findOwnField(desc: DescMessage, name: string): DescField | undefined {
  let known = fields.get(desc);
  if (known === undefined) {
    known = new Map(desc.fields.map((f) => [f.name, f]));
    fields.set(desc, known);
  }
  return known.get(name);
}

/** The extension of a message by its full name. */
export function findExtension({ registry }: ProtobufContext, desc: DescMessage, name: string): DescExtension | undefined {
  const extension = name.includes('.') ? registry.getExtension(name) : undefined;
  return extension !== undefined && extension.extendee.typeName === desc.typeName ? extension : undefined;
}
