// The boxes of route tables, once it is known who uses each. A table that one listener or route leads to says nothing that this one does not,
// so it is folded into it; one that several lead to keeps its box, since n users of m routes are n + m edges through it and n · m without;
// one that nobody leads to gives its place to its virtual hosts.
import type { Entity } from '../model/model.ts';
import type { Graph, GraphEdge, GraphNode } from './graph.ts';

/** By table: the virtual host whose routes hang on the table's own box, because it has nothing of its own to say. */
type Tables = ReadonlyMap<string, Entity | undefined>;
/** By table: the box that stands for it; none where nobody leads to it. */
type StandIns = ReadonlyMap<string, string | undefined>;

/** Nodes and edges without the boxes of tables that are folded. Linear in both. */
export function foldTables(nodes: readonly GraphNode[], edges: readonly GraphEdge[], tables: Tables): Pick<Graph, 'nodes' | 'edges'> {
  const users = usersOf(edges, tables);
  const standIns = new Map<string, string | undefined>();
  const absorbed = new Map<string, string[]>();
  for (const [table, host] of tables) {
    const [first, ...others] = users.get(table) ?? [];
    const into = first === undefined ? undefined : others.length === 0 && first.weight === undefined ? first.from : table;
    standIns.set(table, into);
    if (into === undefined) continue;
    const entities = [...(into === table ? [] : [table]), ...(host === undefined ? [] : [host.id])];
    listIn(absorbed, into).push(...entities);
  }
  return { nodes: nodes.flatMap(nodeOf), edges: edgesOf(edges, standIns, tables) };

  function nodeOf(node: GraphNode): readonly GraphNode[] {
    const more = absorbed.get(node.id);
    if (!standIns.has(node.id) || standIns.get(node.id) === node.id)
      return [more === undefined ? node : { ...node, entities: [...node.entities, ...more] }];
    const host = tables.get(node.id);
    if (standIns.get(node.id) !== undefined || host === undefined) return [];
    return [{ ...node, kind: 'virtual-host', entities: [host.id, node.id], term: host.term, label: host.name || 'every host' }];
  }
}

function usersOf(edges: readonly GraphEdge[], tables: Tables): ReadonlyMap<string, readonly GraphEdge[]> {
  const users = new Map<string, GraphEdge[]>();
  for (const edge of edges) if (tables.has(edge.to)) listIn(users, edge.to).push(edge);
  return users;
}

/** Edges from and to what stands for each table; those within one box are none. */
function edgesOf(edges: readonly GraphEdge[], standIns: StandIns, tables: Tables): readonly GraphEdge[] {
  const out = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const { kind, to } = edge;
    const isFolded = standIns.has(to) && standIns.get(to) !== to;
    const from = standIns.has(edge.from) ? (standIns.get(edge.from) ?? (tables.get(edge.from) && edge.from)) : edge.from;
    if (isFolded || from === undefined || from === to) continue;
    const id = `${kind}:${from}>${to}`;
    out.set(id, { ...edge, id, from });
  }
  return [...out.values()];
}

function listIn<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: Item[] = [];
  lists.set(key, made);
  return made;
}
