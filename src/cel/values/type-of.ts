// Run-time names of types, as `type(x)` prints them.
import { unreachable } from '../../base/assert.ts';
import { kindOf } from './kind.ts';
import { type Message, type Opaque, TypeValue, type Value } from './value.ts';

/** The name of a value's type: `int`, `null_type`, `google.protobuf.Timestamp`, a message's or library's own name. */
export function typeName(v: Value): string {
  const kind = kindOf(v);
  switch (kind) {
    case 'null':
      return 'null_type';
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'duration':
      return 'google.protobuf.Duration';
    case 'optional':
      return 'optional_type';
    case 'message':
      return (v as Message).typeName;
    case 'opaque':
      return (v as Opaque).typeName;
    case 'bool':
    case 'int':
    case 'uint':
    case 'double':
    case 'string':
    case 'bytes':
    case 'list':
    case 'map':
    case 'type':
    case 'error':
      return kind;
    default:
      return unreachable(kind);
  }
}

export const typeOf = (v: Value): TypeValue => new TypeValue(typeName(v));
