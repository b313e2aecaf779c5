// Where routes were left out of a drawing, the clusters and endpoints that only those lead to are left out with them: a cluster that
// nothing drawn leads to says nothing about the way of a request.
import { edgesBy } from './adjacent.ts';
import type { Graph } from './graph.ts';

/** The graph without unreached clusters, when routes are hidden in it; else the graph itself. */
export function prune(graph: Graph): Graph {
  if (graph.hidden === 0) return graph;
  const outgoing = edgesBy('from', graph.edges);
  const kept = new Set<string>();
  const open = graph.nodes.filter(({ kind }) => kind !== 'cluster' && kind !== 'endpoint').map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (kept.has(id)) continue;
    kept.add(id);
    for (const { to } of outgoing.get(id) ?? []) open.push(to);
  }
  return {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => kept.has(id)),
    edges: graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}
