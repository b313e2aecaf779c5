// The graph as React Flow takes it: nodes and edges with what the beam and the selection make of them.
import type { Edge, Node } from '@xyflow/react';
import type { Beam } from '../../src/graph/beam.ts';
import type { Fitted } from '../../src/graph/boxes/fitted.ts';
import type { Graph, GraphEdge, GraphNode } from '../../src/graph/graph.ts';
import { outline } from '../../src/graph/outline.ts';
import { sayShare } from './share.ts';
import { type Way, waysOf } from './way.ts';

export type DrawnNode = Node<
  {
    readonly node: GraphNode;
    /** No text of it is wider, in pixels. */
    readonly widest: number;
    readonly beam: Beam;
    /** The row that is selected or pointed at. */
    readonly litRow: string | undefined;
  },
  'entity'
>;

export type DrawnEdge = Edge<{ readonly way: Way; readonly share: string | undefined }, 'way'>;

/** Nodes in reading order, which is the order of the Tab key. */
export const inReadingOrder = (graph: Graph): readonly GraphNode[] => [...new Set(outline(graph).map(({ node }) => node))];

/**
 * Nodes as they look now. A node that looks as it did is the one that was drawn `before`, so that it is not drawn
 * again.
 */
export function drawNodes(
  nodes: readonly GraphNode[],
  { widest, placed }: Fitted,
  beam: Beam,
  lit: string | undefined,
  before: ReadonlyMap<string, DrawnNode>,
): readonly DrawnNode[] {
  return nodes.map((node) => {
    const { x = 0, y = 0, width = 160, height = 44 } = placed.boxes.get(node.id) ?? {};
    const litRow = node.items.find((item) => item.entity === lit)?.entity;
    const selected = lit !== undefined && node.entities.includes(lit);
    const known = before.get(node.id);
    const isSame = known?.data.node === node && known.data.beam === beam && known.data.litRow === litRow && known.selected === selected;
    if (isSame && known.position.x === x && known.position.y === y && known.width === width && known.data.widest === widest) return known;
    return {
      id: node.id,
      type: 'entity',
      position: { x, y },
      width,
      height,
      data: { node, widest, beam, litRow },
      ariaLabel: `${[node.term, node.label, node.detail].filter(Boolean).join(' ')}${sayBeam(node.id, beam)}`,
      selected,
    };
  });
}

const ENDS = { denied: 'denied here', answered: 'answered here', lost: 'ends here' } as const;

function sayBeam(id: string, beam: Beam): string {
  if (beam.copies.has(id)) return ', gets a copy of the request';
  if (!beam.nodes.has(id)) return '';
  return beam.end?.node === id ? `, on the way of the request, ${ENDS[beam.end.kind]}` : ', on the way of the request';
}

/** Lit edges last: they lie above the others. */
export function drawEdges(graph: Graph, { placed }: Fitted, beam: Beam): readonly DrawnEdge[] {
  const ways = waysOf(graph, placed);
  return graph.edges.flatMap((edge) => {
    const way = ways.get(edge.id);
    return way === undefined ? [] : [drawEdge(edge, way, beam)];
  });
}

function drawEdge({ id, from, to, kind, weight }: GraphEdge, way: Way, beam: Beam): DrawnEdge {
  const on = beam.edges.has(id);
  const state = on ? 'on-beam' : beam.copies.has(id) ? 'copy' : beam.nodes.size > 0 ? 'dark' : '';
  const isTold = weight !== undefined && weight < 1 && (on || !way.isCrowded);
  const share = isTold ? sayShare(weight) : undefined;
  return {
    id,
    source: from,
    target: to,
    type: 'way',
    className: `${state} ${kind}`,
    zIndex: on ? 1 : 0,
    focusable: false,
    data: { way, share },
  };
}
