// A place in a configuration: a node of the tree (or the lack of one), with its path and position. Readers walk with these
// functions and never fail: what is absent or of another shape reads as undefined, the schema has reported it.
//
//   textOf(child(at, 'hostname'))     // 'a.test', or undefined
import type { Span } from '../../../base/span.ts';
import type { Origin } from '../../../model/model.ts';
import { findEntry, plainOf, type ScalarNode, type SyntaxNode } from '../../../text/syntax.ts';

export interface At {
  readonly file: string;
  /** `binds[0].listeners[0]`; empty at the top. */
  readonly path: string;
  /** Where the value stands; for an absent one, where its parent does. */
  readonly span: Span;
  readonly node: SyntaxNode | undefined;
}

export const topOf = (file: string, node: SyntaxNode | undefined): At => ({
  file,
  path: '',
  span: node?.span ?? { start: 0, end: 0 },
  node,
});

export const originOf = (at: At): Origin => ({ file: at.file, path: at.path, span: at.span });

const isNull = (node: SyntaxNode): boolean => node.kind === 'scalar' && node.value === null;

/** The value under a key. An explicit null counts as absent, as an optional field of the real loader does. */
export function child(at: At, key: string): At {
  const entry = findEntry(at.node, key);
  const path = at.path === '' ? key : `${at.path}.${key}`;
  if (entry === undefined) return { file: at.file, path, span: at.span, node: undefined };
  return { file: at.file, path, span: entry.value.span, node: isNull(entry.value) ? undefined : entry.value };
}

export const isPresent = (at: At): boolean => at.node !== undefined;

export const hasKey = (at: At, key: string): boolean => findEntry(at.node, key) !== undefined;

export function items(at: At): readonly At[] {
  if (at.node?.kind !== 'list') return [];
  return at.node.items.map((node, i) => ({ file: at.file, path: `${at.path}[${i}]`, span: node.span, node }));
}

/** The values of a map in the order written. */
export function entries(at: At): readonly (readonly [key: string, value: At])[] {
  if (at.node?.kind !== 'map') return [];
  return at.node.entries.map((e) => [e.key, { file: at.file, path: `${at.path}.${e.key}`, span: e.value.span, node: e.value }] as const);
}

/** One value, or a list of them: `gateways: a` and `gateways: [a, b]`. */
export const oneOrMany = (at: At): readonly At[] => (at.node?.kind === 'list' ? items(at) : isPresent(at) ? [at] : []);

export function textOf({ node }: At): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  return typeof node.value === 'string' ? node.value : isTextNumber(node) ? node.raw : undefined;
}

/** `017` and `1e400` are numbers to YAML 1.2 and texts to the real loader: a zero leads, or no number is that large. */
export const isTextNumber = ({ value, style, raw }: ScalarNode): boolean =>
  typeof value === 'number' && style === 'plain' && (/^[-+]?0\d+$/.test(raw) || (!Number.isFinite(value) && /\d/.test(raw)));

/** A bare word, which may also be written as a map of the word to null. */
export const wordOf = (at: At): string | undefined => textOf(at) ?? entries(at)[0]?.[0];

export function numberOf(at: At): number | undefined {
  if (at.node?.kind !== 'scalar') return undefined;
  if (typeof at.node.value === 'bigint') return Number(at.node.value);
  return typeof at.node.value === 'number' ? at.node.value : undefined;
}

export function boolOf(at: At): boolean | undefined {
  return at.node?.kind === 'scalar' && typeof at.node.value === 'boolean' ? at.node.value : undefined;
}

export const textsOf = (at: At): readonly string[] => items(at).flatMap((item) => textOf(item) ?? []);

/** Name and text of every entry whose value is a string. */
export const pairsOf = (at: At): readonly (readonly [string, string])[] =>
  entries(at).flatMap(([key, value]) => {
    const text = textOf(value);
    return text === undefined ? [] : [[key, text] as const];
  });

export const dataOf = (at: At): unknown => (at.node === undefined ? undefined : plainOf(at.node));
