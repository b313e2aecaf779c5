// What a key or value of a configuration means, from the schema tables.

import type { Hover } from '../../../text/assist.ts';
import { positionOf } from '../../../text/source.ts';
import { placeAt, type TypingPlace } from '../../../text/typing.ts';
import type { ExpressionAt } from '../../dialect.ts';
import { docOf, expressionAt } from './complete.ts';
import { describeShape, slotAt } from './fields.ts';
import { namesIn } from './names.ts';

export function hoverAt(text: string, offset: number, profile: string): Hover | ExpressionAt | undefined {
  const place = placeAt(text, offset);
  if (place === undefined || place.word.end === place.word.start) return undefined;
  const word = text.slice(place.word.start, place.word.end);
  if (place.at !== 'value' && (place.at === 'key' || place.colon)) return keyHover(place, unquote(word));
  const slot = slotAt(place.path);
  return expressionAt(text, offset, place, slot, profile) ?? valueHover(text, place, unquote(word));
}

const unquote = (word: string): string => word.replace(/^(["'])(.*?)\1?$/s, '$2');

function keyHover(place: TypingPlace, key: string): Hover | undefined {
  const [field] = slotAt([...place.path, key]).fields;
  if (field === undefined) return undefined;
  return {
    span: place.word,
    title: `${key}: ${describeShape(field.shape)}`,
    doc: docOf(field),
    ...(field.presence === 'required' ? { note: 'required' } : {}),
  };
}

function valueHover(text: string, place: TypingPlace, value: string): Hover | undefined {
  const slot = slotAt(place.path);
  const [field] = slot.fields;
  if (field === undefined) return undefined;
  const key = place.path.filter((part) => typeof part === 'string').at(-1) ?? '';
  const names = slot.shapes.flatMap((shape) => (shape.kind === 'text' && shape.names !== undefined ? [shape.names] : []));
  const named = names.flatMap((naming) => namesIn(text, naming)).find(({ label }) => label === value);
  const title = `${key}: ${describeShape(field.shape)}`;
  if (named !== undefined) {
    const { line } = positionOf({ name: '', text }, named.offset);
    return { span: place.word, title, doc: docOf(field), value: `${named.detail}, line ${line}` };
  }
  const missing = names.length > 0 && place.path[0] !== 'policies';
  return { span: place.word, title, doc: docOf(field), ...(missing ? { note: 'nothing of that name is in this configuration' } : {}) };
}
