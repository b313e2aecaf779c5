// What JSON and YAML parse to: a tree that remembers where everything stands and how scalars were written, because
// dialects read the same characters differently (Envoy: unquoted `5` is no string; agentgateway: `$NAME` expands first).
import type { Span } from '../base/span.ts';

/** A parsed node. Spans are offsets in the text as the person wrote it (before environment expansion). */
export type SyntaxNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly MapEntry[];
  /** The entries made anew, where the node makes them: for who passes once over a large document and keeps nothing. */
  readonly makeEntries?: () => readonly MapEntry[];
  readonly tag?: string;
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** The key as a scalar: how it was written, with its tag. */
  readonly keyNode: ScalarNode;
  /** The key has no tag; spares making its node to find out. */
  readonly isUntagged?: boolean;
  /** The value where it is a string in double quotes, without a tag; spares making its node. */
  readonly quoted?: string | undefined;
  readonly value: SyntaxNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly SyntaxNode[];
  /** As `makeEntries`. */
  readonly makeItems?: () => readonly SyntaxNode[];
  readonly tag?: string;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  /** The value by the YAML 1.2 core schema (JSON: as it is). Integers beyond 2^53 are bigint. */
  readonly value: string | number | bigint | boolean | null;
  /** The characters of the scalar after unquoting and folding: what a schema of another kind resolves from. */
  readonly raw: string;
  /** How it is quoted. JSON strings are `double` (or `single` where a reader allows it), other JSON scalars `plain`. */
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** An explicit YAML tag such as `!ignore`. */
  readonly tag?: string;
}

/** The entry of a key, or undefined. Where a key stands twice the last wins. */
export function findEntry(node: SyntaxNode | undefined, key: string): MapEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  for (let i = node.entries.length - 1; i >= 0; i--) {
    const entry = node.entries[i] as MapEntry;
    if (entry.key === key) return entry;
  }
  return undefined;
}

/** The value under a key, or undefined. */
export const findValue = (node: SyntaxNode | undefined, key: string): SyntaxNode | undefined => findEntry(node, key)?.value;

/** Plain data of a node: objects without prototype surprises (`__proto__` is a plain key), arrays, scalars. */
export function plainOf(node: SyntaxNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainOf);
    case 'map': {
      const out: Record<string, unknown> = {};
      for (const entry of node.entries)
        Object.defineProperty(out, entry.key, { value: plainOf(entry.value), enumerable: true, writable: true, configurable: true });
      return out;
    }
  }
}

/** Entries whose key stands earlier in the same map. A reader keeps both; what a repeated key means is the dialect's. */
export function repeatedEntries(node: MapNode): readonly MapEntry[] {
  if (node.entries.length < 2) return [];
  const seen = new Set<string>();
  return node.entries.filter((entry) => seen.size === seen.add(entry.key).size);
}
