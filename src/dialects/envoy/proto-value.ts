// Messages that expressions see whole: metadata and the node. A field that is not set reads as its empty value and is not there for
// `has`; as text they are in protobuf's short text form.
import { equal } from '../../cel/values/equal.ts';
import { isMap, mapSize } from '../../cel/values/kind.ts';
import { Message, type Value } from '../../cel/values/value.ts';

/** A message made of plain fields. `print` gives its text form, `json` its JSON form. */
export class ProtoValue extends Message {
  readonly typeName: string;
  readonly #fields: ReadonlyMap<string, Value>;
  readonly #print: () => string;
  readonly #json: unknown;

  constructor(typeName: string, fields: Readonly<Record<string, Value>>, json: unknown, print: () => string) {
    super();
    this.typeName = typeName;
    this.#fields = new Map(Object.entries(fields));
    this.#json = json;
    this.#print = print;
  }
  get(field: string): Value | undefined {
    return this.#fields.get(field);
  }
  has(field: string): boolean | undefined {
    const value = this.#fields.get(field);
    return value === undefined ? undefined : !isEmpty(value);
  }
  equals(other: Message): boolean {
    return other instanceof ProtoValue && [...this.#fields].every(([name, value]) => equal(value, other.get(name) ?? null));
  }
  isZero(): boolean {
    return [...this.#fields.values()].every(isEmpty);
  }
  text(): string {
    return this.#print();
  }
  toJson(): unknown {
    return this.#json;
  }
}

const isEmpty = (v: Value): boolean => v === '' || v === null || (isMap(v) && mapSize(v) === 0) || (v instanceof ProtoValue && v.isZero());

/** `"text"` as protobuf's text form quotes it. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\\u0027', "'");

/** A Struct's fields: `fields { key: "k" value { string_value: "v" } } `. Keys are sorted. */
export function structText(struct: unknown): string {
  if (struct === null || typeof struct !== 'object') return '';
  return Object.entries(struct)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `fields { key: ${quoted(key)} value { ${valueText(value)}} } `)
    .join('');
}

function valueText(value: unknown): string {
  if (value === null) return 'null_value: NULL_VALUE ';
  switch (typeof value) {
    case 'string':
      return `string_value: ${quoted(value)} `;
    case 'number':
      return `number_value: ${value} `;
    case 'boolean':
      return `bool_value: ${value} `;
    default:
      return Array.isArray(value)
        ? `list_value { ${value.map((v) => `values { ${valueText(v)}} `).join('')}} `
        : `struct_value { ${structText(value)}} `;
  }
}
