// The name of a type's values at run time (`list`, `null_type`, `google.protobuf.Timestamp`): static types without their
// parameters.
import type { Type } from './type.ts';

export function runtimeName(type: Type): string {
  switch (type.kind) {
    case 'null':
      return 'null_type';
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'duration':
      return 'google.protobuf.Duration';
    case 'any':
      return 'google.protobuf.Any';
    case 'optional':
      return 'optional_type';
    case 'wrapper':
      return runtimeName(type.of);
    case 'message':
    case 'opaque':
    case 'param':
      return type.name;
    default:
      return type.kind;
  }
}
