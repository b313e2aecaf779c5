// The graph's table twin: the same nodes as rows, depth first, for keyboards, screen readers and print. A node that several lead to is
// written out where it is first reached; later it is a row that names it.
import { edgesBy } from './adjacent.ts';
import type { Graph, GraphEdge, GraphItem, GraphNode } from './graph.ts';

export interface OutlineRow {
  readonly node: GraphNode;
  /** A filter, policy or endpoint of the node, which is a row of its own below it. */
  readonly item: GraphItem | undefined;
  readonly depth: number;
  /** Share of the traffic from the row above, where there is a choice. */
  readonly weight: number | undefined;
  /** Mirrored traffic goes here. */
  readonly mirror: boolean;
  /** Already written out above. */
  readonly again: boolean;
}

/** A node to be written out, and the edge that led to it. Groups of routes nest as deep as a text likes, so a stack of our own holds them. */
interface Step {
  readonly id: string;
  readonly depth: number;
  readonly edge: GraphEdge | undefined;
}

/** Rows in reading order. Every node has at least one. */
export function outline(graph: Graph): readonly OutlineRow[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const outgoing = edgesBy('from', graph.edges);
  const reached = new Set(graph.edges.map((edge) => edge.to));
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();
  const walk = (root: string): void => {
    const open: Step[] = [{ id: root, depth: 0, edge: undefined }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const { id, depth, edge } = step;
      const node = nodes.get(id);
      if (node === undefined) continue;
      const again = seen.has(id);
      rows.push({ node, item: undefined, depth, weight: edge?.weight, mirror: edge?.kind === 'mirrors', again });
      if (again) continue;
      seen.add(id);
      for (const item of node.items) rows.push({ node, item, depth: depth + 1, weight: undefined, mirror: false, again: false });
      for (const next of (outgoing.get(id) ?? []).toReversed()) open.push({ id: next.to, depth: depth + 1, edge: next });
    }
  };
  for (const node of graph.nodes) if (!reached.has(node.id)) walk(node.id);
  for (const node of graph.nodes) if (!seen.has(node.id)) walk(node.id);
  return rows;
}
