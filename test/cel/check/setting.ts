// What the checker's tests share: an environment from a few words, and messages without a protobuf runtime.
import { type Environment, environment } from '../../../src/cel/check/environment.ts';
import type { Overload } from '../../../src/cel/lib/library.ts';
import { cel } from '../../../src/cel/profiles/cel.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import { parseType } from '../../../src/cel/types/parse.ts';
import type { TypeProvider } from '../../../src/cel/types/provider.ts';
import { INT, message, param, type Type } from '../../../src/cel/types/type.ts';
import { wellKnownTypes } from '../../../src/cel/types/well-known.ts';

/** Type text in which single capital letters are type parameters. */
export function typeOf(text: string): Type {
  const found = parseType(text, (name) => name === 'set' || /^[A-Z]$/.test(name));
  if (found === undefined) throw new Error(`${text} is no type`);
  return withParams(found);
}

function withParams(type: Type): Type {
  switch (type.kind) {
    case 'opaque':
      return /^[A-Z]$/.test(type.name) ? param(type.name) : { ...type, params: type.params.map(withParams) };
    case 'list':
      return { ...type, element: withParams(type.element) };
    default:
      return type;
  }
}

/** Message types from a table of their fields. */
export function messages(
  table: Readonly<Record<string, Readonly<Record<string, string>>>>,
  enums: Readonly<Record<string, number>> = {},
): TypeProvider {
  return {
    ...wellKnownTypes,
    findType: (name) => wellKnownTypes.findType(name) ?? (Object.hasOwn(table, name) ? message(name) : undefined),
    findField: (name, field) => {
      const fields = Object.hasOwn(table, name) ? table[name] : undefined;
      const text = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
      return text === undefined ? wellKnownTypes.findField(name, field) : typeOf(text);
    },
    fieldNames: (name) => Object.keys(table[name] ?? {}),
    findEnum: (name) => (Object.hasOwn(enums, name) ? { type: INT, value: enums[name] ?? 0 } : undefined),
  };
}

/** One row: `fi_s_s_0: string.fi_s_s() string`, in the parts of it. */
export const overload = (id: string, name: string, params: readonly string[], result: string, receiver = false): Overload => ({
  id,
  name,
  receiver,
  params: params.map(typeOf),
  result: typeOf(result),
  run: () => null,
});

export interface Setting {
  readonly variables?: Readonly<Record<string, string>>;
  readonly functions?: readonly Overload[];
  readonly container?: string;
  readonly types?: TypeProvider;
  readonly profile?: Profile;
}

/** The profile `cel` with more variables, functions and types. */
export function setting({ variables = {}, functions = [], container = '', types, profile = cel.profile }: Setting = {}): Environment {
  const own = { id: 'own', title: 'own', overloads: functions };
  const typed = Object.entries(variables).map(([name, text]) => [name, typeOf(text)] as const);
  const extended = functions.length === 0 ? profile : { ...profile, libraries: [...profile.libraries, own] };
  return environment(extended, { variables: Object.fromEntries(typed), container, ...(types === undefined ? {} : { types }) });
}
