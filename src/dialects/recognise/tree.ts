// What recognition looks at: the keys of a document, and no more than the head of its text.
import { findValue, type SyntaxNode } from '../../text/syntax.ts';

/** Characters of a text that are looked at. */
export const HEAD = 65_536;

export const has = (document: SyntaxNode | undefined, ...keys: readonly string[]): boolean =>
  keys.every((key) => findValue(document, key) !== undefined);

/** The value of a key as text. */
export function textAt(document: SyntaxNode | undefined, key: string): string | undefined {
  const value = findValue(document, key);
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** A value further down, by the keys that lead to it. */
export const valueAt = (document: SyntaxNode | undefined, ...path: readonly string[]): SyntaxNode | undefined =>
  path.reduce<SyntaxNode | undefined>(findValue, document);

/** The first item of the list under a key. */
export function firstOf(document: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  const value = findValue(document, key);
  return value?.kind === 'list' ? value.items[0] : undefined;
}
