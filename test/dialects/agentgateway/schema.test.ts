// The tables beside the published schema: every field that it has is there, each with a text, and nothing more.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Field, type Lazy, type Shape, shapeOf } from '../../../src/dialects/agentgateway/schema/kinds.ts';
import { root } from '../../../src/dialects/agentgateway/schema/root.ts';

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** Where the published schema leaves open what the program reads. */
const open = /^\.(workloads|services)\[\]/;

const published = new URL('../../../../shared/schemas/agentgateway-config.schema.json', import.meta.url);

/** The schema's alternatives, references followed. */
function partsOf(schema: JsonSchema, defs: Readonly<Record<string, JsonSchema>>, into: Set<JsonSchema> = new Set()): Set<JsonSchema> {
  if (into.has(schema)) return into;
  into.add(schema);
  const target = schema.$ref === undefined ? undefined : defs[schema.$ref.replace('#/$defs/', '')];
  if (target !== undefined) partsOf(target, defs, into);
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) partsOf(part, defs, into);
  return into;
}

/** The shape's alternatives. */
function* shapesOf(lazy: Lazy): Generator<Shape> {
  const shape = shapeOf(lazy);
  yield shape;
  if (shape.kind === 'union') for (const option of shape.options) yield* shapesOf(option);
}

const fieldsOf = (shape: Shape): readonly (readonly [string, Field])[] =>
  shape.kind === 'struct'
    ? Object.entries({ ...shape.fields, ...shape.choice })
    : shape.kind === 'tagged'
      ? Object.entries(shape.variants)
      : [];

function compare(schema: JsonSchema, shape: Lazy): readonly string[] {
  const defs = schema.$defs ?? {};
  const differences: string[] = [];
  const seen = new Set<string>();
  const ids = new Map<unknown, number>();
  const idOf = (one: unknown): number => {
    const known = ids.get(one) ?? ids.size;
    ids.set(one, known);
    return known;
  };
  const idsOf = (list: readonly unknown[]): string => list.map(idOf).join();
  const visit = (nodes: readonly JsonSchema[], lazies: readonly Lazy[], path: string): void => {
    const into = new Set<JsonSchema>();
    for (const node of nodes) partsOf(node, defs, into);
    const parts = [...into].filter((part) => part.properties ?? part.items ?? part.additionalProperties);
    const shapes = [...new Set(lazies.flatMap((lazy) => [...shapesOf(lazy)]))];
    const key = `${idsOf(parts)} ${idsOf(shapes)}`;
    if (seen.has(key) || shapes.some(({ kind }) => kind === 'any')) return;
    seen.add(key);
    const wanted = new Map<string, JsonSchema[]>();
    for (const { properties } of parts)
      for (const [name, one] of Object.entries(properties ?? {})) wanted.set(name, [...(wanted.get(name) ?? []), one]);
    const known = new Map<string, Field[]>();
    for (const one of shapes) for (const [name, field] of fieldsOf(one)) known.set(name, [...(known.get(name) ?? []), field]);
    for (const [name, children] of wanted) {
      const fields = known.get(name);
      if (fields === undefined) differences.push(`missing ${path}.${name}`);
      else
        visit(
          children,
          fields.map((field) => field.shape),
          `${path}.${name}`,
        );
    }
    for (const name of known.keys()) if (!wanted.has(name) && !open.test(path)) differences.push(`too much ${path}.${name}`);
    const items = parts.flatMap((part) => (part.items === undefined ? [] : [part.items]));
    const lists = shapes.flatMap((one) => (one.kind === 'list' ? [one.of] : []));
    if (items.length > 0 && lists.length > 0) visit(items, lists, `${path}[]`);
    const values = parts.flatMap(({ additionalProperties: more }) => (typeof more === 'object' ? [more] : []));
    const maps = shapes.flatMap((one) => (one.kind === 'map' ? [one.of] : []));
    if (values.length > 0 && maps.length > 0) visit(values, maps, `${path}{}`);
  };
  visit([schema], [shape], '');
  return differences;
}

describe('the tables', () => {
  it.skipIf(!existsSync(published))('have the fields of the published schema', () => {
    expect(compare(JSON.parse(readFileSync(published, 'utf8')) as JsonSchema, root)).toEqual([]);
  });

  it('have a text for every field', () => {
    const seen = new Set<Shape>();
    const bare: string[] = [];
    let count = 0;
    const visit = (lazy: Lazy, path: string): void => {
      for (const shape of shapesOf(lazy)) {
        if (seen.has(shape)) continue;
        seen.add(shape);
        for (const [name, field] of fieldsOf(shape)) {
          count += 1;
          if (!/^.{8,}[.`]$/s.test(field.doc)) bare.push(`${path}.${name}: ${field.doc}`);
          visit(field.shape, `${path}.${name}`);
        }
        if (shape.kind === 'list' || shape.kind === 'map') visit(shape.of, path);
      }
    };
    visit(root, '');
    expect(bare).toEqual([]);
    expect(count).toBeGreaterThan(600);
  });
});
