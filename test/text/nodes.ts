// Walks syntax trees for the tests.
import type { ScalarNode, SyntaxNode } from '../../src/text/syntax.ts';

/** Every scalar of a tree, keys included, in the order of the text. */
export function scalarsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  switch (node?.kind) {
    case 'scalar':
      return [node];
    case 'list':
      return node.items.flatMap(scalarsOf);
    case 'map':
      return node.entries.flatMap((entry) => [entry.keyNode, ...scalarsOf(entry.value)]);
    default:
      return [];
  }
}

/** Faults of the spans: a child must lie inside its parent and after the sibling before it. Shared nodes (aliases) are left out. */
export function spanFaults(node: SyntaxNode, text: string, path = '$'): readonly string[] {
  const { start, end } = node.span;
  const faults = start <= end && end <= text.length ? [] : [`${path}: ${start}..${end} is no span of the text`];
  const children: readonly (readonly [string, SyntaxNode])[] =
    node.kind === 'map'
      ? node.entries.flatMap((entry) => [[`${path}.${entry.key}#`, entry.keyNode] as const, [`${path}.${entry.key}`, entry.value] as const])
      : node.kind === 'list'
        ? node.items.map((item, i) => [`${path}[${i}]`, item] as const)
        : [];
  let last = start;
  for (const [where, child] of children) {
    if (child.span.start < last || child.span.end > end)
      faults.push(`${where}: ${child.span.start}..${child.span.end} is not in order inside ${start}..${end}`);
    last = child.span.end;
    faults.push(...spanFaults(child, text, where));
  }
  return faults;
}
