// Descriptors as CEL types: a field of type Int64Value is `wrapper(int)`, a map field `map(string, …)`, an enum an int.
import { type DescEnum, type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import { BOOL, BYTES, DOUBLE, INT, list, map, message, opaque, STRING, type Type, UINT } from '../types/type.ts';
import { wellKnownTypes } from '../types/well-known.ts';

export function typeOfScalar(scalar: ScalarType): Type {
  switch (scalar) {
    case ScalarType.BOOL:
      return BOOL;
    case ScalarType.STRING:
      return STRING;
    case ScalarType.BYTES:
      return BYTES;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return DOUBLE;
    case ScalarType.UINT32:
    case ScalarType.UINT64:
    case ScalarType.FIXED32:
    case ScalarType.FIXED64:
      return UINT;
    default:
      return INT;
  }
}

export const typeOfMessage = ({ typeName }: DescMessage): Type => wellKnownTypes.findType(typeName) ?? message(typeName);

const typeOfEnum = ({ typeName }: DescEnum, strong: boolean): Type => (strong ? opaque(typeName) : INT);

export function typeOfField(field: DescField, strong: boolean): Type {
  switch (field.fieldKind) {
    case 'scalar':
      return typeOfScalar(field.scalar);
    case 'enum':
      return typeOfEnum(field.enum, strong);
    case 'message':
      return typeOfMessage(field.message);
    case 'list':
      return list(elementType(field.listKind, field, strong));
    case 'map':
      return map(typeOfScalar(field.mapKey), elementType(field.mapKind, field, strong));
  }
}

function elementType(kind: 'scalar' | 'enum' | 'message', field: DescField, strong: boolean): Type {
  if (kind === 'scalar') return typeOfScalar(field.scalar as ScalarType);
  return kind === 'enum' ? typeOfEnum(field.enum as DescEnum, strong) : typeOfMessage(field.message as DescMessage);
}
