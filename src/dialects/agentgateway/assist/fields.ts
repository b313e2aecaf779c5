// Walking the schema tables along a path of keys. Where a table leaves alternatives open, all of them are followed: a person who is still
// typing has not chosen yet.
import type { PathPart } from '../../../text/typing.ts';
import { type Field, type Lazy, type Shape, shapeOf } from '../schema/kinds.ts';
import { root } from '../schema/root.ts';

/** What may stand at a path: shapes with unions opened, and the fields of which they are the values, nearest first. */
export interface Slot {
  readonly shapes: readonly Shape[];
  readonly fields: readonly Field[];
}

export function slotAt(path: readonly PathPart[]): Slot {
  let slot: Slot = { shapes: [...alternatives(root)], fields: [] };
  for (const part of path) slot = step(slot, part);
  return slot;
}

function step(slot: Slot, part: PathPart): Slot {
  if (typeof part === 'number') {
    const items = slot.shapes.flatMap((shape) => (shape.kind === 'list' ? [...alternatives(shape.of)] : []));
    return { shapes: items, fields: slot.fields };
  }
  const fields = slot.shapes.flatMap((shape) => {
    const field = fieldOf(shape, part);
    return field === undefined ? [] : [field];
  });
  const values = slot.shapes.flatMap((shape) => (shape.kind === 'map' ? [...alternatives(shape.of)] : []));
  const shapes = [...fields.flatMap((field) => [...alternatives(field.shape)]), ...values];
  return { shapes, fields: fields.length > 0 ? fields : values.length > 0 ? slot.fields : [] };
}

/** The field of a key, in whichever part of the shape it stands. */
export function fieldOf(shape: Shape, key: string): Field | undefined {
  for (const fields of tablesOf(shape)) if (Object.hasOwn(fields, key)) return fields[key];
  return undefined;
}

export function tablesOf(shape: Shape): readonly Readonly<Record<string, Field>>[] {
  if (shape.kind === 'tagged') return [shape.variants];
  if (shape.kind !== 'struct') return [];
  return shape.choice === undefined ? [shape.fields] : [shape.fields, shape.choice];
}

/** The shape, unions opened. */
export function* alternatives(lazy: Lazy): Generator<Shape> {
  const shape = shapeOf(lazy);
  if (shape.kind === 'union') for (const option of shape.options) yield* alternatives(option);
  else yield shape;
}

/** In a few characters what a value may be: `list of route`, `HTTP | HTTPS | TCP | TLS`, `a duration such as 5s`. */
export function describeShape(lazy: Lazy, depth = 0): string {
  const shape = shapeOf(lazy);
  switch (shape.kind) {
    case 'text':
      return shape.names === undefined ? shape.word.replace(/^a text$/, 'text') : `name of a ${shape.names.replace(' alone', '')}`;
    case 'bool':
      return 'true | false';
    case 'integer':
      return shape.word;
    case 'number':
      return 'number';
    case 'any':
      return 'anything';
    case 'enum':
      return short(shape.values);
    case 'list':
      return depth > 2 ? 'list' : `list of ${describeShape(shape.of, depth + 1)}`;
    case 'map':
      return depth > 2 ? 'map' : `map to ${describeShape(shape.of, depth + 1)}`;
    case 'struct':
      return shape.name;
    case 'tagged':
      return shape.words.length === 0 ? shape.name : short([...shape.words, ...Object.keys(shape.variants)]);
    case 'union':
      return shape.name;
  }
}

const short = (values: readonly string[]): string => (values.length > 6 ? `${values.slice(0, 5).join(' | ')} | …` : values.join(' | '));
