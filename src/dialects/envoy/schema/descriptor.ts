// The schema table as types. `descriptorOf(TABLE)` splits the text once (about a millisecond); a message is parsed when first asked for.
//
// A line `M<name> [-] [+oneof,…]` begins a message (`-`: its rules are switched off; `+`: oneofs of which one must be set). Its fields:
//   <name> <type> [|oneof] [!version | !!version] [rules as JSON]
// `!` is deprecated, `!!` refused unless a runtime key allows it. Types: s string, b bool, u uint32, U uint64, i int32, I int64,
// d double, f float, y bytes, e<enum>, m<message>; `*` before it is a list, `%<key type>` a map. Type names are relative:
// `^X` inside the message, `.X` in its package, `~X` in envoy, `@X` in google.protobuf.
// `E<name>` begins an enum (`<value> <number> [!|!!]`), `X<category>` the extensions of a category (`<name> <type>…`).

export type ScalarKind = 'string' | 'bool' | 'uint32' | 'uint64' | 'int32' | 'int64' | 'double' | 'float' | 'bytes';

/** Rules of protoc-gen-validate on a field. Numbers are as written; durations are seconds. */
export interface Rules {
  readonly required?: boolean;
  readonly skip?: boolean;
  readonly const?: unknown;
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
  readonly in?: readonly (string | number)[];
  readonly notIn?: readonly (string | number)[];
  readonly minLen?: number;
  readonly maxLen?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly pattern?: string;
  readonly regex?: 'header_name' | 'header_name_lax' | 'header_value' | 'header_value_lax';
  readonly uri?: boolean;
  readonly uriRef?: boolean;
  readonly address?: boolean;
  readonly hostname?: boolean;
  readonly email?: boolean;
  readonly ip?: boolean;
  readonly ignoreEmpty?: boolean;
  readonly definedOnly?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly unique?: boolean;
  readonly minPairs?: number;
  readonly items?: Rules;
  readonly keys?: Rules;
  readonly values?: Rules;
}

export interface FieldType {
  readonly name: string;
  /** The lowerCamelCase spelling. */
  readonly jsonName: string;
  readonly kind: 'scalar' | 'enum' | 'message';
  readonly scalar: ScalarKind | undefined;
  /** Full name of the enum or message. */
  readonly typeName: string | undefined;
  /** A google.protobuf wrapper: a scalar that knows whether it was set. */
  readonly wrapper: boolean;
  readonly list: boolean;
  readonly mapKey: ScalarKind | undefined;
  readonly oneof: string | undefined;
  readonly deprecated: { readonly version: string; readonly refused: boolean } | undefined;
  readonly rules: Rules | undefined;
}

export interface MessageType {
  readonly name: string;
  /** The last part of the name, as it appears in messages of the real program. */
  readonly shortName: string;
  readonly fields: readonly FieldType[];
  /** By both spellings. */
  readonly byName: ReadonlyMap<string, FieldType>;
  readonly requiredOneofs: readonly string[];
  /** False: validation rules do not apply. */
  readonly checked: boolean;
}

export interface EnumValue {
  readonly name: string;
  readonly number: number;
  readonly deprecated: boolean;
  readonly refused: boolean;
}

export interface EnumType {
  readonly name: string;
  readonly values: readonly EnumValue[];
  readonly byName: ReadonlyMap<string, EnumValue>;
  readonly byNumber: ReadonlyMap<number, EnumValue>;
}

/** An extension compiled into the release program. */
export interface Extension {
  readonly category: string;
  readonly name: string;
  readonly types: readonly string[];
}

export interface Schema {
  readonly message: (name: string) => MessageType | undefined;
  readonly enumeration: (name: string) => EnumType | undefined;
  readonly messageNames: () => readonly string[];
  readonly extensions: readonly Extension[];
  /** Extensions by a type that configures them. */
  readonly extensionsOfType: (type: string) => readonly Extension[];
}

const SCALARS: Readonly<Record<string, ScalarKind>> = {
  s: 'string',
  b: 'bool',
  u: 'uint32',
  U: 'uint64',
  i: 'int32',
  I: 'int64',
  d: 'double',
  f: 'float',
  y: 'bytes',
};

const WRAPPERS: Readonly<Record<string, ScalarKind>> = {
  BoolValue: 'bool',
  StringValue: 'string',
  BytesValue: 'bytes',
  UInt32Value: 'uint32',
  UInt64Value: 'uint64',
  Int32Value: 'int32',
  Int64Value: 'int64',
  DoubleValue: 'double',
  FloatValue: 'float',
};

/** Reads a schema table. */
export function descriptorOf(table: string): Schema {
  const messageLines = new Map<string, { readonly header: string; readonly lines: string[] }>();
  const enumLines = new Map<string, string[]>();
  const extensions: Extension[] = [];
  let lines: string[] = [];
  let category = '';
  for (const line of table.split('\n')) {
    const first = line[0];
    if (first === 'M' && line.split(' ', 1)[0]?.includes('.') === true) {
      lines = [];
      category = '';
      messageLines.set(line.slice(1).split(' ', 1)[0] as string, { header: line, lines });
    } else if (first === 'E' && line.includes('.') && !line.includes(' ')) {
      lines = [];
      category = '';
      enumLines.set(line.slice(1), lines);
    } else if (first === 'X' && line.includes('.') && !line.includes(' ')) category = line.slice(1);
    else if (category !== '') extensions.push(extensionOf(category, line));
    else lines.push(line);
  }
  const messages = new Map<string, MessageType>();
  const enums = new Map<string, EnumType>();
  const byType = new Map<string, Extension[]>();
  for (const extension of extensions) for (const type of extension.types) byType.set(type, [...(byType.get(type) ?? []), extension]);
  return {
    message: (name) => {
      const known = messages.get(name);
      if (known !== undefined) return known;
      const found = messageLines.get(name);
      if (found === undefined) return undefined;
      const made = messageOf(name, found.header, found.lines);
      messages.set(name, made);
      return made;
    },
    enumeration: (name) => {
      const known = enums.get(name);
      if (known !== undefined) return known;
      const found = enumLines.get(name);
      if (found === undefined) return undefined;
      const made = enumOf(name, found);
      enums.set(name, made);
      return made;
    },
    messageNames: () => [...messageLines.keys()],
    extensions,
    extensionsOfType: (type) => byType.get(type) ?? [],
  };
}

function extensionOf(category: string, line: string): Extension {
  const [name, ...types] = line.split(' ');
  return { category, name: name as string, types: types.map((t) => (t.startsWith('~') ? `envoy.${t.slice(1)}` : t)) };
}

function enumOf(name: string, lines: readonly string[]): EnumType {
  const values = lines.map((line): EnumValue => {
    const [value, number, mark] = line.split(' ');
    return { name: value as string, number: Number(number), deprecated: mark !== undefined, refused: mark === '!!' };
  });
  return { name, values, byName: new Map(values.map((v) => [v.name, v])), byNumber: new Map(values.map((v) => [v.number, v])) };
}

function messageOf(name: string, header: string, lines: readonly string[]): MessageType {
  const marks = header.split(' ').slice(1);
  const fields = lines.map((line) => fieldOf(name, line));
  const byName = new Map<string, FieldType>();
  for (const field of fields) {
    byName.set(field.name, field);
    byName.set(field.jsonName, field);
  }
  return {
    name,
    shortName: name.slice(name.lastIndexOf('.') + 1),
    fields,
    byName,
    requiredOneofs:
      marks
        .find((m) => m.startsWith('+'))
        ?.slice(1)
        .split(',') ?? [],
    checked: !marks.includes('-'),
  };
}

/** protobuf's rule: an underscore goes, the letter after it is capitalised. */
const camel = (name: string): string => name.replace(/_(.)/g, (_, c: string) => c.toUpperCase());

function fieldOf(owner: string, line: string): FieldType {
  const brace = line.indexOf('{');
  const rules = brace < 0 ? undefined : (JSON.parse(line.slice(brace)) as Rules);
  const [name, type, ...marks] = (brace < 0 ? line : line.slice(0, brace)).trim().split(' ') as [string, string, ...string[]];
  const oneof = marks.find((m) => m.startsWith('|'))?.slice(1);
  const dead = marks.find((m) => m.startsWith('!'));
  return {
    name,
    jsonName: camel(name),
    ...typeOf(owner, type),
    oneof,
    deprecated: dead === undefined ? undefined : { version: dead.replace(/^!+/, ''), refused: dead.startsWith('!!') },
    rules,
  };
}

function typeOf(owner: string, type: string): Pick<FieldType, 'kind' | 'scalar' | 'typeName' | 'wrapper' | 'list' | 'mapKey'> {
  const list = type[0] === '*';
  const mapKey = type[0] === '%' ? SCALARS[type[1] as string] : undefined;
  const bare = list ? type.slice(1) : mapKey !== undefined ? type.slice(2) : type;
  const letter = bare[0] as string;
  if (letter !== 'm' && letter !== 'e')
    return { kind: 'scalar', scalar: SCALARS[letter], typeName: undefined, wrapper: false, list, mapKey };
  const typeName = fullName(owner, bare.slice(1));
  const wrapped = typeName.startsWith('google.protobuf.') ? WRAPPERS[typeName.slice(16)] : undefined;
  if (wrapped !== undefined) return { kind: 'scalar', scalar: wrapped, typeName, wrapper: true, list, mapKey };
  return { kind: letter === 'e' ? 'enum' : 'message', scalar: undefined, typeName, wrapper: false, list, mapKey };
}

function fullName(owner: string, short: string): string {
  const rest = short.slice(1);
  if (short[0] === '^') return `${owner}.${rest}`;
  if (short[0] === '~') return `envoy.${rest}`;
  if (short[0] === '@') return `google.protobuf.${rest}`;
  if (short[0] === '.') return `${owner.slice(0, packageEnd(owner))}.${rest}`;
  return short;
}

/** A package ends before the first part that begins with a capital letter. */
function packageEnd(name: string): number {
  const found = /\.[A-Z]/.exec(name);
  return found === null ? name.length : found.index;
}
