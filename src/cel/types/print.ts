// Types in the words of cel-go's checker: `map(string, int)`, `wrapper(int)`, `optional_type(dyn)`, `!error!`.
import { unreachable } from '../../base/assert.ts';
import type { Type } from './type.ts';

export function printType(type: Type): string {
  switch (type.kind) {
    case 'error':
      return '!error!';
    case 'list':
      return `list(${printType(type.element)})`;
    case 'map':
      return `map(${printType(type.key)}, ${printType(type.value)})`;
    case 'type':
      return type.of === undefined ? 'type' : `type(${printType(type.of)})`;
    case 'wrapper':
      return `wrapper(${printType(type.of)})`;
    case 'optional':
      return `optional_type(${printType(type.of)})`;
    case 'message':
    case 'param':
      return type.name;
    case 'opaque':
      return type.params.length === 0 ? type.name : `${type.name}(${type.params.map(printType).join(', ')})`;
    case 'dyn':
    case 'null':
    case 'bool':
    case 'int':
    case 'uint':
    case 'double':
    case 'string':
    case 'bytes':
    case 'timestamp':
    case 'duration':
    case 'any':
      return type.kind;
    default:
      return unreachable(type);
  }
}

/** Argument types as messages show a call: `(int, string)`, or `string.(int)` for a method. */
export function printSignature(args: readonly Type[], receiver: boolean): string {
  const printed = args.map(printType);
  return receiver ? `${printed[0] ?? ''}.(${printed.slice(1).join(', ')})` : `(${printed.join(', ')})`;
}
