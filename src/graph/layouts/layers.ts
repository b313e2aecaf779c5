// Which column a node stands in, and whose child it is there.
import { edgesBy } from '../adjacent.ts';
import type { Graph, GraphEdge } from '../graph.ts';

export interface Forest {
  readonly roots: readonly string[];
  /** Each node hangs on one that leads to it: of several on the one in the middle. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Every node once, parents before children, in the order of the text. */
  readonly order: readonly string[];
  /** The column of each node. */
  readonly depths: ReadonlyMap<string, number>;
  /** By node: edges from it that pass a column on the way to a node that hangs on another. */
  readonly passing: ReadonlyMap<string, readonly GraphEdge[]>;
}

/** The column of a node is the longest way to it, so that edges go to the right. Linear in nodes and edges; circles are cut where they close. */
export function forestOf(graph: Graph): Forest {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  const inside = graph.edges.filter(({ from, to }) => from !== to && ids.has(from) && ids.has(to));
  const back = edgesThatCloseCircles(graph, inside);
  const forward = inside.filter((edge) => !back.has(edge));
  const depths = depthsOf(graph, forward);
  const outgoing = edgesBy('from', forward);
  const parents = new Map([...edgesBy('to', forward)].map(([id, into]) => [id, into[Math.floor((into.length - 1) / 2)]?.from]));
  const roots = graph.nodes.flatMap(({ id }) => (parents.has(id) ? [] : [id]));
  const children = new Map<string, readonly string[]>();
  const passing = new Map<string, readonly GraphEdge[]>();
  const order: string[] = [];
  const open = roots.toReversed();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    order.push(id);
    const all = outgoing.get(id) ?? [];
    const own = [...new Set(all.map(({ to }) => to))].filter((to) => parents.get(to) === id);
    children.set(id, own);
    const column = depths.get(id) ?? 0;
    passing.set(
      id,
      all.filter(({ to }) => parents.get(to) !== id && (depths.get(to) ?? 0) > column + 1),
    );
    for (const child of own.toReversed()) open.push(child);
  }
  return { roots, children, order, depths, passing };
}

/** A walk in depth, with a stack of our own: an edge to a node that the walk is still in closes a circle. */
function edgesThatCloseCircles(graph: Graph, edges: readonly GraphEdge[]): ReadonlySet<GraphEdge> {
  const outgoing = edgesBy('from', edges);
  const reached = new Set(edges.map(({ to }) => to));
  const closing = new Set<GraphEdge>();
  const state = new Map<string, 'in' | 'done'>();
  const begin = (root: string): void => {
    if (state.has(root)) return;
    const stack = [{ id: root, next: 0 }];
    state.set(root, 'in');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = outgoing.get(top.id)?.[top.next++];
      if (edge === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(edge.to) === 'in') closing.add(edge);
      else if (!state.has(edge.to)) {
        state.set(edge.to, 'in');
        stack.push({ id: edge.to, next: 0 });
      }
    }
  };
  for (const { id } of graph.nodes) if (!reached.has(id)) begin(id);
  for (const { id } of graph.nodes) begin(id);
  return closing;
}

/** Longest way from a node that nothing leads to. `edges` have no circle. */
function depthsOf(graph: Graph, edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const outgoing = edgesBy('from', edges);
  const depths = new Map(graph.nodes.map(({ id }) => [id, 0]));
  const left = new Map<string, number>();
  for (const { to } of edges) left.set(to, (left.get(to) ?? 0) + 1);
  const ready = graph.nodes.flatMap(({ id }) => (left.has(id) ? [] : [id]));
  for (let id = ready.pop(); id !== undefined; id = ready.pop())
    for (const { to } of outgoing.get(id) ?? []) {
      depths.set(to, Math.max(depths.get(to) ?? 0, (depths.get(id) ?? 0) + 1));
      const remaining = (left.get(to) ?? 0) - 1;
      left.set(to, remaining);
      if (remaining === 0) ready.push(to);
    }
  return depths;
}
