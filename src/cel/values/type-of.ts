// Run-time names of types, as `type(x)` prints them.
import { kindOf } from './kind.ts';
import { Message, Opaque, TypeValue, type Value } from './value.ts';

/** The kinds whose types are called otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  null: 'null_type',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  optional: 'optional_type',
};

/** The name of a value's type: `int`, `null_type`, `google.protobuf.Timestamp`, a message's or library's own name. */
export function typeName(v: Value): string {
  if (v instanceof Message || v instanceof Opaque) return v.typeName;
  const kind = kindOf(v);
  return NAMES[kind] ?? kind;
}

export const typeOf = (v: Value): TypeValue => new TypeValue(typeName(v));
