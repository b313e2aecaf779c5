// A tree against the schema tables, as the real loader reads it: unknown and missing fields, types, words, ranges. Every text with a role (expression,
// pattern) is handed on to those who know it. Total, and linear but for unions, which are bounded.
import { nearest } from '../../../base/nearest.ts';
import type { MapEntry, MapNode, ScalarNode, SyntaxNode } from '../../../text/syntax.ts';
import { isTextNumber } from '../read/at.ts';
import {
  type Field,
  type Fields,
  type Lazy,
  type NumberShape,
  type Shape,
  type StructShape,
  shapeOf,
  type TaggedShape,
  type TextShape,
  type UnionShape,
} from '../schema/kinds.ts';
import type { Place, Reporter } from './report.ts';

export interface FoundText {
  readonly node: ScalarNode;
  readonly text: string;
  readonly path: string;
  readonly shape: TextShape;
}

/** A map that was read as a struct. */
export interface FoundStruct {
  readonly name: string;
  readonly node: MapNode;
  readonly path: string;
}

export interface ShapeContext {
  readonly report: Reporter;
  readonly found: FoundText[];
  /** Every struct that was read, for the rules. */
  readonly structs: FoundStruct[];
  /** Steps left: hostile input cannot make alternatives of alternatives run for ever. */
  budget: number;
}

export const placeAt = (path: string, node: SyntaxNode): Place => ({ path, span: node.span });

export function checkShape(given: SyntaxNode, lazy: Lazy, path: string, c: ShapeContext): void {
  if (--c.budget < 0) return;
  const node = asLoaded(given);
  const shape = shapeOf(lazy);
  switch (shape.kind) {
    case 'any':
      return;
    case 'text':
      checkText(node, shape, path, c);
      return;
    case 'bool':
      if (!(node.kind === 'scalar' && typeof node.value === 'boolean')) wrongType(node, 'true or false', path, c);
      return;
    case 'integer':
      checkInteger(node, shape, path, c);
      return;
    case 'number':
      checkNumber(node, shape, path, c);
      return;
    case 'enum':
      checkWord(node, shape.values, path, c);
      return;
    case 'list':
      checkList(node, shape, path, c);
      return;
    case 'map':
      if (node.kind !== 'map') {
        wrongType(node, 'a map', path, c);
        return;
      }
      for (const entry of node.entries) {
        const fault = shape.keys?.(entry.key);
        if (fault !== undefined)
          c.report.add('agentgateway/bad-value', { path: join(path, entry.key), span: entry.keySpan }, { because: fault });
        checkShape(entry.value, shape.of, join(path, entry.key), c);
      }
      return;
    case 'struct':
      checkStruct(node, shape, path, c);
      return;
    case 'tagged':
      checkTagged(node, shape, path, c);
      return;
    case 'union':
      checkUnion(node, shape, path, c);
      return;
  }
}

/** The loader's YAML differs in numbers: `017` and `1e400` are texts, `0b11` is 3, and `.nan` and `.inf` are null. */
function asLoaded(node: SyntaxNode): SyntaxNode {
  if (node.kind !== 'scalar' || node.style !== 'plain') return node;
  const { kind, span, raw, style, value } = node;
  if (typeof value === 'string') return /^[-+]?0b[01]{1,64}$/.test(raw) ? { kind, span, raw, style, value: binary(raw) } : node;
  if (typeof value !== 'number') return node;
  if (!Number.isFinite(value) && !/\d/.test(raw)) return { kind, span, raw, style, value: null };
  return isTextNumber(node) ? { kind, span, raw, style, value: raw } : node;
}

const binary = (raw: string): bigint => BigInt(raw.replace(/^[-+]/, '')) * (raw.startsWith('-') ? -1n : 1n);

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

export function describe(node: SyntaxNode): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'null';
  if (typeof node.value === 'string')
    return node.value === '' ? 'an empty text' : `the text '${node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value}'`;
  return typeof node.value === 'boolean' ? String(node.value) : `the number ${node.raw}`;
}

function wrongType(node: SyntaxNode, wanted: string, path: string, c: ShapeContext): void {
  const quoted = wanted.startsWith('a text') || wanted.startsWith('a CEL') ? quoteFix(node) : undefined;
  c.report.add(
    'agentgateway/wrong-type',
    placeAt(path, node),
    { wanted, got: describe(node) },
    quoted === undefined ? {} : { fix: quoted },
  );
}

function quoteFix(node: SyntaxNode): { readonly title: string; readonly span: SyntaxNode['span']; readonly text: string } | undefined {
  if (node.kind !== 'scalar' || node.value === null || node.style !== 'plain') return undefined;
  return { title: 'Put it in quotes', span: node.span, text: `'${node.raw}'` };
}

function checkText(node: SyntaxNode, shape: TextShape, path: string, c: ShapeContext): void {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    wrongType(node, shape.word, path, c);
    return;
  }
  const fault = shape.check?.(node.value);
  if (fault !== undefined) c.report.add('agentgateway/bad-value', placeAt(path, node), { because: fault });
  if (shape.role !== 'plain' && shape.role !== 'secret') c.found.push({ node, text: node.value, path, shape });
}

/** `3000.0` is no integer, whatever its value. */
const isInteger = (node: ScalarNode): boolean =>
  typeof node.value === 'bigint' ||
  (typeof node.value === 'number' && Number.isInteger(node.value) && !/[.eE]/.test(node.raw.replace(/^[-+]?0[xob].*/i, '')));

function checkInteger(node: SyntaxNode, shape: Extract<Shape, { kind: 'integer' }>, path: string, c: ShapeContext): void {
  if (node.kind !== 'scalar' || !isInteger(node)) {
    wrongType(node, shape.word.startsWith('a whole number') ? shape.word : `a whole number (${shape.word})`, path, c);
    return;
  }
  const value = node.value as number | bigint;
  // 2^64 itself is one too many, and the nearest double of the largest number that is not.
  const tooMuch = shape.max >= 2 ** 64 ? value >= shape.max : value > shape.max;
  if (value < shape.min || tooMuch) c.report.add('agentgateway/out-of-range', placeAt(path, node), { value: node.raw, wanted: shape.word });
}

function checkNumber(node: SyntaxNode, { min = -Infinity, max = Infinity }: NumberShape, path: string, c: ShapeContext): void {
  if (!(node.kind === 'scalar' && (typeof node.value === 'number' || typeof node.value === 'bigint'))) {
    wrongType(node, 'a number', path, c);
    return;
  }
  const value = Number(node.value);
  if (value < min || value > max)
    c.report.add('agentgateway/out-of-range', placeAt(path, node), { value: node.raw, wanted: `${min} to ${max}` });
}

function checkWord(node: SyntaxNode, values: readonly string[], path: string, c: ShapeContext): void {
  const only = node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  // A bare word may also be written as a map of the word to null.
  if (only !== undefined && values.includes(only.key) && only.value.kind === 'scalar' && only.value.value === null) return;
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    wrongType(node, `one of ${values.join(', ')}`, path, c);
    return;
  }
  if (values.includes(node.value)) return;
  const near = nearest(node.value, values);
  c.report.add(
    'agentgateway/unknown-word',
    placeAt(path, node),
    { word: node.value, near, known: values.join(', ') },
    near === undefined ? {} : { fix: { title: `Change to '${near}'`, span: node.span, text: near } },
  );
}

function checkList(node: SyntaxNode, shape: Extract<Shape, { kind: 'list' }>, path: string, c: ShapeContext): void {
  if (node.kind !== 'list') {
    wrongType(node, 'a list', path, c);
    return;
  }
  if (node.items.length < shape.least) c.report.add('agentgateway/too-few', placeAt(path, node), { least: shape.least });
  for (const [i, item] of node.items.entries()) checkShape(item, shape.of, `${path}[${i}]`, c);
}

function checkStruct(node: SyntaxNode, shape: StructShape, path: string, c: ShapeContext): void {
  if (node.kind === 'list' && shape.positional) {
    checkPositional(node.items, node, shape, path, c);
    return;
  }
  if (node.kind !== 'map') {
    wrongType(node, `a map (${shape.name})`, path, c);
    return;
  }
  c.structs.push({ name: shape.name, node, path });
  const chosen: MapEntry[] = [];
  for (const entry of node.entries) {
    const field = own(shape.fields, entry.key);
    const alternative = shape.choice === undefined ? undefined : own(shape.choice, entry.key);
    if (field !== undefined) checkField(entry, field, path, c);
    else if (alternative !== undefined) {
      if (shape.choiceOptional && entry.value.kind === 'scalar' && entry.value.value === null) continue;
      if (chosen.length === 0) checkField(entry, alternative, path, c);
      chosen.push(entry);
    } else if (!shape.open) unknownField(entry, shape.name, { ...shape.fields, ...shape.choice }, path, c);
  }
  missingFields(node, shape, path, c);
  if (shape.choice === undefined) return;
  const [first, second] = chosen;
  if (first === undefined && !shape.choiceOptional)
    c.report.add('agentgateway/no-alternative', placeAt(path, node), { in: shape.name, known: Object.keys(shape.choice).join(', ') });
  if (first !== undefined && second !== undefined)
    c.report.add(
      'agentgateway/two-alternatives',
      { path: join(path, second.key), span: second.keySpan },
      { in: shape.name, first: first.key, second: second.key },
    );
}

/** The loader takes a list for a struct: values in the order of its fields. */
function checkPositional(items: readonly SyntaxNode[], node: SyntaxNode, shape: StructShape, path: string, c: ShapeContext): void {
  const fields = Object.values(shape.fields);
  if (items.length > fields.length) {
    wrongType(node, `a map (${shape.name})`, path, c);
    return;
  }
  for (const [i, item] of items.entries()) checkValue(item, fields[i] as Field, `${path}[${i}]`, c);
  const missing = fields.slice(items.length).some((f) => f.presence === 'required');
  if (missing) wrongType(node, `a map (${shape.name})`, path, c);
}

const own = (fields: Fields, key: string): Field | undefined => (Object.hasOwn(fields, key) ? fields[key] : undefined);

const checkField = (entry: MapEntry, field: Field, path: string, c: ShapeContext): void =>
  checkValue(entry.value, field, join(path, entry.key), c);

function checkValue(given: SyntaxNode, field: Field, path: string, c: ShapeContext): void {
  const node = asLoaded(given);
  if (field.presence === 'optional' && node.kind === 'scalar' && node.value === null) return;
  checkShape(node, field.shape, path, c);
}

function unknownField(entry: MapEntry, name: string, fields: Fields, path: string, c: ShapeContext): void {
  const known = Object.keys(fields);
  const near = nearest(entry.key, known);
  c.report.add(
    'agentgateway/unknown-field',
    { path: join(path, entry.key), span: entry.keySpan },
    { field: entry.key, in: name, near, known: known.join(', ') },
    near === undefined || entry.keyNode.style !== 'plain' ? {} : { fix: { title: `Rename to '${near}'`, span: entry.keySpan, text: near } },
  );
}

function missingFields(node: MapNode, shape: StructShape, path: string, c: ShapeContext): void {
  for (const [key, field] of Object.entries(shape.fields))
    if (field.presence === 'required' && !node.entries.some((entry) => entry.key === key))
      c.report.add('agentgateway/missing-field', placeAt(path, node), { field: key, in: shape.name, doc: field.doc });
}

function checkTagged(node: SyntaxNode, shape: TaggedShape, path: string, c: ShapeContext): void {
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    if (shape.words.includes(node.value)) return;
    const all = [...shape.words, ...Object.keys(shape.variants)];
    c.report.add('agentgateway/unknown-word', placeAt(path, node), {
      word: node.value,
      near: nearest(node.value, all),
      known: all.join(', '),
    });
    return;
  }
  if (node.kind !== 'map') {
    wrongType(node, `a map with one of ${[...Object.keys(shape.variants), ...shape.words].join(', ')}`, path, c);
    return;
  }
  const [first, second] = node.entries;
  if (first === undefined) {
    c.report.add('agentgateway/no-alternative', placeAt(path, node), {
      in: shape.name,
      known: [...Object.keys(shape.variants), ...shape.words].join(', '),
    });
    return;
  }
  const variant = own(shape.variants, first.key);
  if (variant === undefined && !(shape.words.includes(first.key) && first.value.kind === 'scalar' && first.value.value === null))
    unknownField(first, shape.name, shape.variants, path, c);
  if (variant !== undefined) checkField(first, variant, path, c);
  if (second !== undefined)
    c.report.add(
      'agentgateway/two-alternatives',
      { path: join(path, second.key), span: second.keySpan },
      { in: shape.name, first: first.key, second: second.key },
    );
}

/** The first alternative that fits as a whole; when none does, the faults of the one that comes nearest. */
function checkUnion(node: SyntaxNode, shape: UnionShape, path: string, c: ShapeContext): void {
  const options = shape.options.map(shapeOf).filter((option) => looksLike(node, option));
  let best: Attempt | undefined;
  for (const option of options) {
    const tried = attempt(node, option, path, c);
    if (tried.faults === 0) {
      keepAll(c, tried);
      return;
    }
    if (best === undefined || tried.faults < best.faults) best = tried;
  }
  if (best === undefined) {
    wrongType(node, shape.options.map((option) => wordOf(shapeOf(option))).join(' or '), path, c);
    return;
  }
  best.replay();
}

interface Attempt {
  readonly faults: number;
  readonly found: readonly FoundText[];
  readonly structs: readonly FoundStruct[];
  readonly replay: () => void;
}

function keepAll(c: ShapeContext, { found, structs }: Pick<Attempt, 'found' | 'structs'>): void {
  for (const one of found) c.found.push(one);
  for (const one of structs) c.structs.push(one);
}

function attempt(node: SyntaxNode, option: Shape, path: string, c: ShapeContext): Attempt {
  const calls: (() => void)[] = [];
  const found: FoundText[] = [];
  const structs: FoundStruct[] = [];
  const report: Reporter = { list: [], add: (...args) => void calls.push(() => c.report.add(...args)) };
  const inner: ShapeContext = { report, found, structs, budget: Math.min(c.budget, 20_000) };
  const before = inner.budget;
  checkShape(node, option, path, inner);
  c.budget -= before - inner.budget;
  return {
    faults: calls.length,
    found,
    structs,
    replay: () => {
      for (const call of calls.slice(0, 20)) call();
      keepAll(c, { found, structs });
    },
  };
}

/** Whether an alternative is worth trying: the kind of node, and for maps a key that it knows. */
function looksLike(node: SyntaxNode, option: Shape): boolean {
  switch (option.kind) {
    case 'any':
      return true;
    case 'text':
    case 'enum':
      return node.kind === 'scalar' && typeof node.value === 'string';
    case 'bool':
      return node.kind === 'scalar' && typeof node.value === 'boolean';
    case 'integer':
    case 'number':
      return node.kind === 'scalar' && (typeof node.value === 'number' || typeof node.value === 'bigint');
    case 'list':
      return node.kind === 'list';
    case 'map':
      return node.kind === 'map';
    case 'struct': {
      if (node.kind !== 'map') return node.kind === 'list' && option.positional;
      const required = Object.entries(option.fields).filter(([, f]) => f.presence === 'required');
      if (required.length > 0)
        return (
          required.some(([key]) => node.entries.some((e) => e.key === key)) ||
          node.entries.some((e) => own(option.fields, e.key) !== undefined)
        );
      return true;
    }
    case 'tagged':
      return node.kind === 'map' || (node.kind === 'scalar' && typeof node.value === 'string');
    case 'union':
      return option.options.some((one) => looksLike(node, shapeOf(one)));
  }
}

export function wordOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.word;
    case 'bool':
      return 'true or false';
    case 'integer':
    case 'number':
      return 'a number';
    case 'enum':
      return `one of ${shape.values.join(', ')}`;
    case 'list':
      return `a list of ${wordOf(shapeOf(shape.of))}`;
    case 'map':
      return 'a map';
    case 'struct':
      return `a map (${shape.name})`;
    case 'tagged':
      return `a map (${shape.name})`;
    case 'union':
      return shape.options.map((one) => wordOf(shapeOf(one))).join(' or ');
    case 'any':
      return 'anything';
  }
}
