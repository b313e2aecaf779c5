// Edges by the node at one of their ends, in the order of the graph.
import type { GraphEdge } from './graph.ts';

/** Edges by the node that they leave (`from`) or reach (`to`). Nodes without any have no entry. */
export function edgesBy(end: 'from' | 'to', edges: readonly GraphEdge[]): ReadonlyMap<string, readonly GraphEdge[]> {
  const by = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = by.get(edge[end]);
    if (known === undefined) by.set(edge[end], [edge]);
    else known.push(edge);
  }
  return by;
}

/** Every node that `from` leads to, itself not included. */
export function reachedFrom(from: string, edges: readonly GraphEdge[]): ReadonlySet<string> {
  const outgoing = edgesBy('from', edges);
  const found = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const { to } of outgoing.get(at) ?? []) {
      if (to === from || found.has(to)) continue;
      found.add(to);
      open.push(to);
    }
  return found;
}
