// Fields, messages and values in a few words: their types as people write them, what one should know before using them.
import type { EnumType, EnumValue, FieldType, MessageType, Rules, Schema } from '../schema/descriptor.ts';
import { deprecatedIn, sinceOf } from '../schema/versions.ts';
import { wordsFor } from './words.ts';

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const WELL_KNOWN: Readonly<Record<string, string>> = {
  Duration: 'duration (1s, 0.25s)',
  Timestamp: 'time',
  Struct: 'map of anything',
  Value: 'anything',
  ListValue: 'list of anything',
  Any: 'typed configuration',
  Empty: '{}',
};

function oneOf(field: FieldType): string {
  if (field.kind === 'scalar') return field.scalar === 'bytes' ? 'base64 bytes' : (field.scalar ?? 'value');
  const name = field.typeName as string;
  return name.startsWith('google.protobuf.') ? (WELL_KNOWN[last(name)] ?? last(name)) : last(name);
}

/** `list of HttpFilter`, `map of string to Policy`, `uint32`. */
export function typeText(field: FieldType): string {
  if (field.mapKey !== undefined) return `map of ${field.mapKey} to ${oneOf(field)}`;
  return field.list ? `list of ${oneOf(field)}` : oneOf(field);
}

/** What stands in the way of a careless use: deprecation, the version that brought it, a oneof, rules. */
export function notesOf(owner: MessageType, field: FieldType): readonly string[] {
  const name = `${owner.name}.${field.name}`;
  const since = sinceOf(name);
  const notes: string[] = [];
  if (field.deprecated !== undefined) {
    const when = field.deprecated.version || deprecatedIn(name) || '';
    notes.push(
      `deprecated${when === '' ? '' : ` since ${when}`}${field.deprecated.refused ? ', refused unless a runtime key allows it' : ''}`,
    );
  }
  if (since !== undefined) notes.push(`since Envoy ${since}`);
  const others = field.oneof === undefined ? [] : owner.fields.filter((f) => f.oneof === field.oneof && f !== field).map((f) => f.name);
  if (others.length > 0) notes.push(`instead of ${others.slice(0, 6).join(', ')}${others.length > 6 ? ' …' : ''}`);
  return [...notes, ...ruleTexts(field.rules)];
}

/** Whether Envoy refuses a message without this field. */
export function isRequired(owner: MessageType, field: FieldType): boolean {
  if (!owner.checked || field.oneof !== undefined) return false;
  const rules = field.rules;
  if (rules?.required === true) return true;
  if (rules?.ignoreEmpty === true || field.wrapper) return false;
  return [rules?.minLen, rules?.minBytes, rules?.minItems, rules?.minPairs].some((n) => n !== undefined && n > 0);
}

function ruleTexts(rules: Rules | undefined): readonly string[] {
  if (rules === undefined) return [];
  const out: string[] = [];
  const low = rules.gte ?? rules.gt;
  const high = rules.lte ?? rules.lt;
  if (low !== undefined && low > 0) out.push(`${rules.gte === undefined ? 'more than' : 'at least'} ${low}`);
  if (high !== undefined) out.push(`${rules.lte === undefined ? 'less than' : 'at most'} ${high}`);
  if (rules.maxLen !== undefined || rules.maxBytes !== undefined) out.push(`at most ${rules.maxLen ?? rules.maxBytes} long`);
  if (rules.prefix !== undefined) out.push(`begins with ${rules.prefix}`);
  if (rules.in !== undefined && rules.in.length < 12) out.push(`one of ${rules.in.join(', ')}`);
  if (rules.regex !== undefined) out.push(rules.regex.startsWith('header_name') ? 'a header name' : 'a header value');
  return out;
}

/** Sentences about a field; where it has none of its own, those of the message that it holds. */
export function docOf(owner: MessageType, field: FieldType): string {
  const own = wordsFor(`${owner.name}.${field.name}`);
  return own !== '' || field.typeName === undefined ? own : wordsFor(field.typeName);
}

export const docOfType = (name: string): string => wordsFor(name);

/** Sentences about a value of an enum. */
export const docOfValue = (type: EnumType, value: EnumValue): string => wordsFor(`${type.name}.${value.name}`);

export function noteOfValue(type: EnumType, value: EnumValue): string | undefined {
  const since = sinceOf(`${type.name}.${value.name}`);
  if (value.deprecated) return value.refused ? 'deprecated, refused unless a runtime key allows it' : 'deprecated';
  return since === undefined ? undefined : `since Envoy ${since}`;
}

export const enumOf = (schema: Schema, field: FieldType): EnumType | undefined =>
  field.kind === 'enum' && field.typeName !== undefined ? schema.enumeration(field.typeName) : undefined;
