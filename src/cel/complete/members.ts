// What can follow a dot: fields by type, keys of the present value, functions and macros that take the operand, and what a namespace holds.
import type { Span } from '../../base/span.ts';
import type { Type } from '../types/type.ts';
import { isMap, kindOf, mapGet, mapKeys } from '../values/kind.ts';
import { quote } from '../values/text.ts';
import { Optional, type Value } from '../values/value.ts';
import { callablesOf } from './callables.ts';
import { callRows, nameRow, type Row } from './items.ts';
import { fits, type Known, knownOf, shapeOf, type World } from './known.ts';
import { HEADER_NAMES } from './usual.ts';

/** At most so many keys of one map are offered. */
const MOST_KEYS = 200;

export interface MemberPlace {
  /** From the dot to the end of the word. */
  readonly chain: Span;
  readonly optional: boolean;
  readonly isCalled: boolean;
}

export function memberRows(world: World, operand: string, place: MemberPlace): readonly Row[] {
  const spaced = namespaceRows(world, operand, place.isCalled);
  if (spaced.length > 0 && !world.names.has(operand)) return spaced;
  const known = knownOf(world, operand);
  if (known === undefined) return spaced;
  const shape = shapeOf(known);
  const callables = callablesOf(world.env.loaded.profile).filter(({ receiver }) => receiver !== undefined && fits(shape, receiver));
  const calls = place.optional ? [] : callRows(world.env, callables, place.isCalled, (name) => name);
  return [...fieldRows(world, known, place), ...calls, ...spaced];
}

/** Fields of the type, in its order, then keys that only the value has. */
function fieldRows(world: World, known: Known, place: MemberPlace): readonly Row[] {
  const value = known.value instanceof Optional ? known.value.value : known.value;
  const fields = fieldsOf(world, insideOf(shapeOf(known)));
  const typed = [...fields].map(([name, type]) => nameRow('field', name, { type, value: valueAt(value, name) }));
  const keys = keysOf(value).filter((key) => !fields.has(key));
  return [...typed, ...keys.map((key) => keyRow(key, value, place))];
}

/** A key as a member: by its name where it is one, else in an index that takes the place of the dot. */
function keyRow(key: string, value: Value | undefined, { chain, optional }: MemberPlace): Row {
  const found = valueAt(value, key);
  const row = nameRow('field', key, { type: shapeOf({ type: { kind: 'dyn' }, value: found }), value: found });
  return IDENTIFIER.test(key) ? row : { ...row, insert: `[${optional ? '?' : ''}${quote(key)}]`, replace: chain };
}

const IDENTIFIER = /^[A-Za-z_]\w*$/;

const insideOf = (type: Type): Type => (type.kind === 'optional' ? type.of : type);

function fieldsOf({ environment }: World, type: Type): ReadonlyMap<string, Type> {
  if (type.kind === 'opaque') return new Map(Object.entries(type.fields ?? {}));
  if (type.kind !== 'message') return new Map();
  const { types } = environment;
  return new Map(types.fieldNames(type.name).map((field) => [field, types.findField(type.name, field) ?? { kind: 'dyn' as const }]));
}

const valueAt = (value: Value | undefined, key: string): Value | undefined =>
  value !== undefined && kindOf(value) === 'map' && isMap(value) ? mapGet(value, key) : undefined;

function keysOf(value: Value | undefined): readonly string[] {
  if (value === undefined || kindOf(value) !== 'map' || !isMap(value)) return [];
  return mapKeys(value)
    .filter((key): key is string => typeof key === 'string')
    .slice(0, MOST_KEYS);
}

/** Keys for the quotes of an index: those that the value has, those of its type, and for headers the usual ones. */
export function indexRows(world: World, operand: string): readonly Row[] {
  const known = knownOf(world, operand);
  if (known === undefined) return [];
  const value = known.value instanceof Optional ? known.value.value : known.value;
  const rows = keysOf(value).map((key) => {
    const found = valueAt(value, key);
    return nameRow('value', key, { type: shapeOf({ type: { kind: 'dyn' }, value: found }), value: found });
  });
  const names = new Set(rows.map(({ label }) => label));
  const declared = [...fieldsOf(world, insideOf(shapeOf(known)))].filter(([name]) => !names.has(name));
  const usual = /\bheaders$/.test(operand) ? HEADER_NAMES.filter((name) => !names.has(name)) : [];
  return [
    ...rows,
    ...declared.map(([name, type]) => nameRow('value', name, { type, value: valueAt(value, name) })),
    ...usual.map((name): Row => ({ kind: 'value', label: name, insert: name, note: 'not in this request' })),
  ];
}

/** `math.` → `math.least`, `google.protobuf.` → `google.protobuf.Duration`: the next part of every longer name. */
function namespaceRows(world: World, operand: string, isCalled: boolean): readonly Row[] {
  if (!/^[A-Za-z_][\w.]*$/.test(operand) || world.locals.includes(operand.split('.')[0] ?? '')) return [];
  const prefix = `${operand}.`;
  const functions = callablesOf(world.env.loaded.profile).filter(({ name, receiver }) => receiver === undefined && name.startsWith(prefix));
  const rows = new Map<string, Row>();
  for (const name of world.environment.variableNames()) {
    if (!name.startsWith(prefix)) continue;
    const [next = '', ...more] = name.slice(prefix.length).split('.');
    const declared = more.length === 0 ? world.environment.variable(name) : undefined;
    const known: Known = { type: declared?.type ?? { kind: 'dyn' }, value: declared?.constant };
    rows.set(next, more.length > 0 ? { kind: 'constant', label: next, insert: next } : constantRow(next, known));
  }
  return [...callRows(world.env, functions, isCalled, (name) => name.slice(prefix.length)), ...rows.values()];
}

/** A constant of a library, or the name of a type. */
export const constantRow = (name: string, known: Known): Row =>
  known.type.kind === 'type' ? { kind: 'type', label: name, insert: name } : nameRow('constant', name, known);
