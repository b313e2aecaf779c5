// Completion in a configuration: the keys that may stand here, the values that there are, the names that the text defines. Inside an
// expression it only says which one it is; the expression language's own completion takes over.
import type { Completion, Completions } from '../../../text/assist.ts';
import { placeAt, scalarAt, type TypingPlace } from '../../../text/typing.ts';
import type { ExpressionAt } from '../../dialect.ts';
import { type Field, type Fields, type Shape, shapeOf } from '../schema/kinds.ts';
import { alternatives, describeShape, type Slot, slotAt } from './fields.ts';
import { namesIn } from './names.ts';

/** More than any table of the schema has. */
const MOST = 200;

export function completionsAt(text: string, offset: number, profile: string): Completions | ExpressionAt | undefined {
  const place = placeAt(text, offset);
  if (place === undefined) return undefined;
  const slot = slotAt(place.path);
  const keys = place.at === 'value' ? [] : keysFor(slot, place);
  const typed = text.slice(place.word.start, place.word.end);
  const expression =
    place.at === 'key' || keys.some(({ label }) => label.startsWith(typed)) ? undefined : expressionAt(text, offset, place, slot, profile);
  if (expression !== undefined) return expression;
  const items = place.at === 'key' ? keys : [...keys, ...valuesFor(slot, place, text)];
  return { items: items.slice(0, MOST), isCut: items.length > MOST };
}

/** The expression that the offset is in, if a text of this place is one. */
export function expressionAt(text: string, offset: number, place: TypingPlace, slot: Slot, profile: string): ExpressionAt | undefined {
  const isExpression = slot.shapes.some((shape) => shape.kind === 'text' && shape.role === 'cel');
  if (!isExpression || place.at === 'key') return undefined;
  const { value, offset: inside, spanOf } = scalarAt(text, place, offset);
  return { kind: 'expression', profile, expression: value, offset: inside, spanOf };
}

function keysFor(slot: Slot, place: TypingPlace): Completion[] {
  const own = slot.shapes.flatMap((shape) => keysOf(shape, place, ''));
  if (own.length > 0 || place.at !== 'either' || place.flow || typeof place.path.at(-1) === 'number') return own;
  // The value is a list and no dash is written yet.
  const items = slot.shapes.flatMap((shape) => (shape.kind === 'list' ? [...alternatives(shape.of)] : []));
  return items.flatMap((shape) => keysOf(shape, place, '- '));
}

function keysOf(shape: Shape, place: TypingPlace, dash: string): readonly Completion[] {
  if (shape.kind === 'tagged') return place.keys.length > 0 ? [] : fieldItems(shape.variants, place, dash, false);
  if (shape.kind !== 'struct') return [];
  const chosen = shape.choice !== undefined && place.keys.some((key) => Object.hasOwn(shape.choice as Fields, key));
  const choice = shape.choice === undefined || chosen ? [] : fieldItems(shape.choice, place, dash, false);
  return [...fieldItems(shape.fields, place, dash, true), ...choice];
}

/** Keys that must be there first, then in the order of the table. */
function fieldItems(fields: Fields, place: TypingPlace, dash: string, mark: boolean): readonly Completion[] {
  const left = Object.entries(fields).filter(([key]) => !place.keys.includes(key));
  const isRequired = (field: Field): boolean => mark && field.presence === 'required';
  const sorted = [...left.filter(([, field]) => isRequired(field)), ...left.filter(([, field]) => !isRequired(field))];
  return sorted.map(([key, field]) => ({
    kind: 'field',
    label: key,
    ...inserted(key, field, place, dash),
    replace: place.word,
    detail: describeShape(field.shape),
    doc: docOf(field),
    ...(isRequired(field) ? { note: 'required' } : {}),
  }));
}

export const docOf = ({ doc, otherwise }: Field): string => (otherwise === undefined ? doc : `${doc} Default: ${otherwise}.`);

/** The key with what follows it: a value on the line, or a deeper line for a map or list. */
function inserted(key: string, field: Field, place: TypingPlace, dash: string): { readonly insert: string } {
  const quoted = place.style === 'double' ? `"${key}"` : place.style === 'single' ? `'${key}'` : key;
  if (place.colon) return { insert: quoted };
  if (place.flow) return { insert: `${quoted}: ` };
  const kinds = new Set([...alternatives(field.shape)].map((shape) => shape.kind));
  const column = ' '.repeat(place.column + dash.length);
  if (kinds.size === 1 && kinds.has('list')) return { insert: `${dash}${key}:\n${column}- ` };
  const isMap = [...kinds].every((kind) => kind === 'struct' || kind === 'map');
  return { insert: isMap || isOnlyTag(field) ? `${dash}${key}:\n${column}  ` : `${dash}${key}: ` };
}

function isOnlyTag(field: Field): boolean {
  const shape = shapeOf(field.shape);
  return shape.kind === 'tagged' && shape.words.length === 0;
}

function valuesFor(slot: Slot, place: TypingPlace, text: string): readonly Completion[] {
  const items = slot.shapes.flatMap((shape) => valuesOf(shape, text));
  const quote = place.style === 'double' ? '"' : place.style === 'single' ? "'" : '';
  return items.map(({ label, detail }) => ({
    kind: 'value',
    label,
    insert: `${quote}${label}${quote}`,
    replace: place.word,
    detail,
    ...(slot.fields[0] === undefined ? {} : { doc: docOf(slot.fields[0]) }),
  }));
}

interface Offered {
  readonly label: string;
  readonly detail: string;
}

function valuesOf(shape: Shape, text: string): readonly Offered[] {
  switch (shape.kind) {
    case 'enum':
      return shape.values.map((label) => ({ label, detail: 'value' }));
    case 'bool':
      return ['true', 'false'].map((label) => ({ label, detail: 'value' }));
    case 'tagged':
      return shape.words.map((label) => ({ label, detail: shape.name }));
    case 'text':
      return shape.names === undefined ? [] : namesIn(text, shape.names);
    default:
      return [];
  }
}
