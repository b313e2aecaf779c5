// Entries of maps and items of lists as Envoy's loader takes them.
import type { ListNode, MapEntry, MapNode, SyntaxNode } from '../../../text/syntax.ts';

/** A key with `!ignore` before it is left out with its value. */
export const isIgnored = (entry: MapEntry): boolean => entry.isUntagged !== true && entry.keyNode.tag === '!ignore';
export const entriesOf = (node: MapNode): readonly MapEntry[] => node.makeEntries?.() ?? node.entries;
export const itemsOf = (node: ListNode): readonly SyntaxNode[] => node.makeItems?.() ?? node.items;

/** Envoy 1.40: where a key stands twice, the last wins wholly. */
export function lastOfEach(entries: readonly MapEntry[]): readonly MapEntry[] {
  if (!hasRepeats(entries)) return entries;
  const seen = new Map<string, MapEntry>();
  for (const entry of entries) if (!isIgnored(entry)) seen.set(entry.key, entry);
  return entries.filter((e) => seen.get(e.key) === e);
}

/** Whether a key stands twice. Most maps are small, and comparing all with all costs nothing there. */
function hasRepeats(entries: readonly MapEntry[]): boolean {
  if (entries.length > 12) return new Set(entries.map(({ key }) => key)).size < entries.length;
  for (let i = 1; i < entries.length; i++)
    for (let j = 0; j < i; j++) if ((entries[i] as MapEntry).key === (entries[j] as MapEntry).key) return true;
  return false;
}
