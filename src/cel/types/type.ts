// Static types, as the checker and the function tables use them. Printed as cel-go prints them: `list(int)`,
// `map(string, dyn)`, `optional_type(int)`, `type(int)`, `wrapper(int)`, `null`, `timestamp`, `duration`, message names.
export type Type =
  | { readonly kind: 'dyn' | 'error' | 'null' | 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'timestamp' | 'duration' | 'any' }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'type'; readonly of: Type | undefined }
  | { readonly kind: 'wrapper'; readonly of: Type }
  | { readonly kind: 'optional'; readonly of: Type }
  | { readonly kind: 'message'; readonly name: string }
  /** A type of a library (`net.IP`), or of a host object with known fields (`request`): `fields` then gives their types. */
  | { readonly kind: 'opaque'; readonly name: string; readonly params: readonly Type[]; readonly fields?: Readonly<Record<string, Type>> }
  /** A type parameter of a signature: `T` in `list(T)`. */
  | { readonly kind: 'param'; readonly name: string };

export const DYN: Type = { kind: 'dyn' };
export const ERROR: Type = { kind: 'error' };
export const NULL: Type = { kind: 'null' };
export const BOOL: Type = { kind: 'bool' };
export const INT: Type = { kind: 'int' };
export const UINT: Type = { kind: 'uint' };
export const DOUBLE: Type = { kind: 'double' };
export const STRING: Type = { kind: 'string' };
export const BYTES: Type = { kind: 'bytes' };
export const TIMESTAMP: Type = { kind: 'timestamp' };
export const DURATION: Type = { kind: 'duration' };
export const ANY: Type = { kind: 'any' };

/** Lists of these are one type each, so that they can be told by identity. */
const PLAIN_LISTS: ReadonlyMap<Type, Type> = new Map(
  [DYN, BOOL, INT, UINT, DOUBLE, STRING].map((element) => [element, { kind: 'list', element }]),
);

export const list = (element: Type): Type => PLAIN_LISTS.get(element) ?? { kind: 'list', element };
export const map = (key: Type, value: Type): Type => ({ kind: 'map', key, value });
export const type = (of?: Type): Type => ({ kind: 'type', of });
export const wrapper = (of: Type): Type => ({ kind: 'wrapper', of });
export const optional = (of: Type): Type => ({ kind: 'optional', of });
export const message = (name: string): Type => ({ kind: 'message', name });
export const opaque = (name: string, ...params: readonly Type[]): Type => ({ kind: 'opaque', name, params });
/** A host object whose fields are known; an unknown field is a checker error with a suggestion. */
export const object = (name: string, fields: Readonly<Record<string, Type>>): Type => ({ kind: 'opaque', name, params: [], fields });
export const param = (name: string): Type => ({ kind: 'param', name });
/** The usual parameters of signatures. */
export const T: Type = param('T');
export const K: Type = param('K');
export const V: Type = param('V');
