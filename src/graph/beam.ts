// The beam: the way of one request through the graph. It is what the trace passed, and it ends where the request ended.
import type { Decision } from '../model/decision.ts';
import { edgesBy, reachedFrom } from './adjacent.ts';
import type { Graph } from './graph.ts';

export interface Beam {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  /** Entities of policies that saw the request, and of the endpoint that got it: rows within nodes. */
  readonly items: ReadonlySet<string>;
  /** Nodes and edges that only a copy of the request reached. */
  readonly copies: ReadonlySet<string>;
  /** Where it ends without an upstream, and why: the last node reached. */
  readonly end: { readonly node: string; readonly item: string | undefined; readonly kind: 'denied' | 'answered' | 'lost' } | undefined;
}

export const darkness: Beam = { nodes: new Set(), edges: new Set(), items: new Set(), copies: new Set(), end: undefined };

/** The beam of a decision. Entities that the graph does not draw are left out. */
export function beamOf(graph: Graph, decision: Decision): Beam {
  const nodeOf = new Map<string, string>();
  const rows = new Map<string, string>();
  for (const node of graph.nodes) {
    for (const entity of node.entities) nodeOf.set(entity, node.id);
    for (const item of node.items) rows.set(item.entity, node.id);
  }
  const nodes = new Set<string>();
  const items = new Set<string>();
  let last: { node: string; item: string | undefined; denied: boolean } | undefined;
  for (const step of decision.trace) {
    if (step.entity === undefined || step.result === 'no-match' || step.result === 'skip') continue;
    const node = nodeOf.get(step.entity);
    const row = rows.get(step.entity);
    if (node !== undefined) nodes.add(node);
    if (row !== undefined) items.add(step.entity);
    const reached = node ?? row;
    if (reached !== undefined) last = { node: reached, item: row === undefined ? undefined : step.entity, denied: step.result === 'deny' };
    if (step.result === 'deny') break;
  }
  lightTheWayIn(graph, nodes);
  lightTheTables(graph, nodes);
  lightTheWayOut(graph, nodes, items, decision);
  const end = endOf(decision, last);
  // What was chosen beyond the place where the request was stopped was never reached.
  if (end?.kind === 'denied') for (const id of reachedFrom(end.node, graph.edges)) nodes.delete(id);
  const edges = new Set(
    graph.edges.filter((edge) => edge.kind !== 'mirrors' && nodes.has(edge.from) && nodes.has(edge.to)).map((edge) => edge.id),
  );
  return { nodes, edges, items, copies: copiesOf(graph, nodes, decision), end };
}

/** A request that is somewhere came in by the only way there is, also where no step of the trace says so (the socket of a listener). */
function lightTheWayIn(graph: Graph, nodes: Set<string>): void {
  const into = edgesBy(
    'to',
    graph.edges.filter(({ kind }) => kind !== 'mirrors'),
  );
  for (let [at] = nodes; at !== undefined; ) {
    const ways = into.get(at) ?? [];
    const way = ways[0]?.from;
    if (ways.length !== 1 || way === undefined || nodes.has(way)) return;
    nodes.add(way);
    at = way;
  }
}

/** A table that several use lies between the one that was left and the route that was taken; no step of a trace is about it. */
function lightTheTables(graph: Graph, nodes: Set<string>): void {
  const tables = new Set(graph.nodes.flatMap(({ kind, id }) => (kind === 'route-table' ? [id] : [])));
  if (tables.size === 0) return;
  const isLit = new Set(graph.edges.flatMap(({ from, to }) => (tables.has(from) && nodes.has(to) ? [from] : [])));
  for (const { from, to } of graph.edges) if (isLit.has(to) && nodes.has(from)) nodes.add(to);
}

/** A request that was forwarded reached the cluster and the endpoint that the decision names, also where no step of the trace does. */
function lightTheWayOut(graph: Graph, nodes: Set<string>, items: Set<string>, decision: Decision): void {
  if (decision.outcome !== 'forward' && decision.outcome !== 'tunnel') return;
  const chosen = (decision.backends ?? []).filter((backend) => backend.chosen).map((backend) => backend.name);
  const names = new Set([decision.cluster, decision.endpoint, ...chosen]);
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
  // Twice: from the route to its cluster, from there to the endpoint.
  for (let round = 0; round < 2; round++)
    for (const edge of graph.edges)
      if (edge.kind !== 'mirrors' && nodes.has(edge.from) && names.has(labels.get(edge.to))) nodes.add(edge.to);
  for (const node of graph.nodes)
    if (nodes.has(node.id))
      for (const { kind, label, entity } of node.items) if (kind === 'endpoint' && names.has(label)) items.add(entity);
}

/** Edges along which a copy went, and the nodes that nothing else of the request reached. */
function copiesOf(graph: Graph, nodes: ReadonlySet<string>, decision: Decision): ReadonlySet<string> {
  const names = new Set(decision.mirrors);
  const copies = new Set<string>();
  if (names.size === 0) return copies;
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
  for (const { id, kind, from, to } of graph.edges) {
    const label = labels.get(to);
    if (kind !== 'mirrors' || !nodes.has(from) || label === undefined || !names.has(label)) continue;
    copies.add(id);
    if (!nodes.has(to)) copies.add(to);
  }
  return copies;
}

function endOf(decision: Decision, last: { node: string; item: string | undefined; denied: boolean } | undefined): Beam['end'] {
  if (last === undefined || decision.outcome === 'forward' || decision.outcome === 'tunnel') return undefined;
  const status = decision.status ?? 0;
  const kind =
    last.denied || status === 401 || status === 403 || status === 429
      ? 'denied'
      : decision.outcome === 'redirect' || (status > 0 && status < 400)
        ? 'answered'
        : 'lost';
  return { node: last.node, item: last.item, kind };
}
