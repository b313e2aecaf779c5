// The graph's table twin: the same nodes as rows, depth first, for keyboards, screen readers and print. A node that several lead to is
// written out where it is first reached; later it is a row that names it.
import type { Graph, GraphEdge, GraphNode } from './graph.ts';

export interface OutlineRow {
  readonly node: GraphNode;
  readonly depth: number;
  /** Share of the traffic from the row above, where there is a choice. */
  readonly weight: number | undefined;
  /** Mirrored traffic goes here. */
  readonly mirror: boolean;
  /** Already written out above. */
  readonly again: boolean;
}

/** Rows in reading order. Every node has at least one. */
export function outline(graph: Graph): readonly OutlineRow[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const outgoing = new Map<string, GraphEdge[]>();
  for (const edge of graph.edges) {
    const known = outgoing.get(edge.from);
    if (known === undefined) outgoing.set(edge.from, [edge]);
    else known.push(edge);
  }
  const reached = new Set(graph.edges.map((edge) => edge.to));
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();
  const visit = (id: string, depth: number, edge: GraphEdge | undefined): void => {
    const node = nodes.get(id);
    if (node === undefined) return;
    const again = seen.has(id);
    rows.push({ node, depth, weight: edge?.weight, mirror: edge?.kind === 'mirrors', again });
    if (again) return;
    seen.add(id);
    for (const next of outgoing.get(id) ?? []) visit(next.to, depth + 1, next);
  };
  for (const node of graph.nodes) if (!reached.has(node.id)) visit(node.id, 0, undefined);
  for (const node of graph.nodes) if (!seen.has(node.id)) visit(node.id, 0, undefined);
  return rows;
}
