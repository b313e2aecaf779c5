// Columns from left to right in the order in which a request meets them, by dagre.
import type { Graph } from '../graph.ts';
import type { Box, Layout, Placed, Size } from './layout.ts';

const GAP_X = 56;
const GAP_Y = 16;
/** dagre's better ranker takes minutes above a thousand nodes; the simple one a second. */
const SMALL = 300;
const DEFAULT: Size = { width: 160, height: 44 };

export const layered: Layout = { id: 'layered', title: 'Columns', place };

async function place(graph: Graph, sizes: ReadonlyMap<string, Size>): Promise<Placed> {
  const dagre = await import('@dagrejs/dagre');
  const g = new dagre.graphlib.Graph();
  g.setGraph({
    rankdir: 'LR',
    ranksep: GAP_X,
    nodesep: GAP_Y,
    marginx: 16,
    marginy: 16,
    ranker: graph.nodes.length > SMALL ? 'longest-path' : 'tight-tree',
  });
  g.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) g.setNode(node.id, { ...(sizes.get(node.id) ?? DEFAULT) });
  for (const edge of graph.edges) g.setEdge(edge.from, edge.to);
  dagre.layout(g);
  const boxes = new Map<string, Box>();
  for (const { id } of graph.nodes) {
    const { x, y, width, height } = g.node(id);
    boxes.set(id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height });
  }
  const all = [...boxes.values()];
  return {
    boxes,
    width: Math.max(0, ...all.map((box) => box.x + box.width)),
    height: Math.max(0, ...all.map((box) => box.y + box.height)),
  };
}
