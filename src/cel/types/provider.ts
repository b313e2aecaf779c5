// What the engine asks about message types. The core knows the well-known types of protobuf (well-known.ts), which CEL
// treats as its own values; `./cel/protobuf` answers for all others.
import type { Overload } from '../lib/library.ts';
import { CelError, type Value } from '../values/value.ts';
import type { Type } from './type.ts';

/** No messages at all. */
export const NO_TYPES: TypeProvider = {
  findType: () => undefined,
  findField: () => undefined,
  fieldNames: () => [],
  findEnum: () => undefined,
  create: (message) => new CelError('undeclared_reference', `unknown type: ${message}`),
};

export interface TypeProvider {
  /** The type of a full message name (`google.protobuf.Int64Value` gives `wrapper(int)`). */
  findType(name: string): Type | undefined;
  /** The type of a message's field, extensions by their full name; undefined when it has no such field. */
  findField(message: string, field: string): Type | undefined;
  fieldNames(message: string): readonly string[];
  /** A constant by its full name; its type is `int` unless the provider has strong enums. */
  findEnum(name: string): { readonly type: Type; readonly value: Value } | undefined;
  /** Functions that come with the types, by their full names; they stand beside the profile's of the same name. */
  functions?(name: string): readonly Overload[] | undefined;
  /** The value that a message literal makes, or a CelError: a field that does not exist or does not fit. */
  create(message: string, fields: readonly (readonly [name: string, value: Value])[]): Value;
}
