// What a key or value of an Envoy configuration means, from the schema.
import type { Hover } from '../../../text/assist.ts';
import { placeAt, type TypingPlace } from '../../../text/typing.ts';
import type { ExpressionAt } from '../../dialect.ts';
import type { FieldType, MessageType, Schema } from '../schema/descriptor.ts';
import { sinceOf } from '../schema/versions.ts';
import { expressionAt } from './complete.ts';
import { docOf, docOfType, docOfValue, enumOf, isRequired, noteOfValue, notesOf, typeText } from './describe.ts';
import { namesIn, referenceOf } from './names.ts';
import { expectedAt, type Place, WATCHED } from './place.ts';

export function hoverAt(schema: Schema, text: string, offset: number, profile: string): Hover | ExpressionAt | undefined {
  const place = placeAt(text, offset, WATCHED);
  if (place === undefined || place.word.end === place.word.start) return undefined;
  const word = text.slice(place.word.start, place.word.end).replace(/^(["'])(.*?)\1?$/s, '$2');
  const expected = expectedAt(schema, place);
  if (place.at === 'key' || (place.at === 'either' && place.colon)) return keyHover(expected, place, word);
  return expressionAt(text, offset, place, expected, profile) ?? valueHover(schema, expected, place, word, text);
}

const withNotes = (notes: readonly string[]): { readonly note?: string } => (notes.length === 0 ? {} : { note: notes.join('; ') });

function keyHover({ map }: Place, place: TypingPlace, key: string): Hover | undefined {
  if (map?.kind !== 'message') return undefined;
  const field = map.type.byName.get(key);
  return field === undefined ? undefined : fieldHover(map.type, field, place);
}

function fieldHover(owner: MessageType, field: FieldType, place: TypingPlace): Hover {
  const notes = [...(isRequired(owner, field) ? ['required'] : []), ...notesOf(owner, field)];
  return { span: place.word, title: `${owner.shortName}.${field.name}: ${typeText(field)}`, doc: docOf(owner, field), ...withNotes(notes) };
}

function valueHover(schema: Schema, { value }: Place, place: TypingPlace, word: string, text: string): Hover | undefined {
  if (value?.kind === 'type') return typeHover(schema, place, word);
  if (value?.kind !== 'field') return undefined;
  const { owner, field } = value;
  const type = enumOf(schema, field);
  const member = type?.byName.get(word.toUpperCase()) ?? type?.byName.get(word);
  if (type !== undefined && member !== undefined) {
    const note = noteOfValue(type, member);
    return {
      span: place.word,
      title: `${type.name.slice(type.name.lastIndexOf('.') + 1)}.${member.name}`,
      doc: docOfValue(type, member),
      ...withNotes(note === undefined ? [] : [note]),
    };
  }
  const kind = field.scalar === 'string' ? referenceOf(owner.name, field.name) : undefined;
  const hover = fieldHover(owner, field, place);
  if (kind === undefined) return hover;
  const names = namesIn(text)[kind];
  return names.length === 0 || names.includes(word) ? hover : { ...hover, note: 'nothing of that name is in this configuration' };
}

function typeHover(schema: Schema, place: TypingPlace, url: string): Hover | undefined {
  const name = url.slice(url.lastIndexOf('/') + 1);
  if (schema.message(name) === undefined) return undefined;
  const extensions = schema.extensionsOfType(name).map((e) => e.name);
  const since = sinceOf(name);
  return {
    span: place.word,
    title: name,
    doc: docOfType(name),
    ...(extensions[0] === undefined ? {} : { value: `configures ${extensions.slice(0, 3).join(', ')}` }),
    ...withNotes(since === undefined ? [] : [`since Envoy ${since}`]),
  };
}
