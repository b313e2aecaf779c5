// Columns from left to right as a request meets them, and in each column the order of the text: gateways that take the first route that
// fits make that order part of the answer. A node stands at the middle of what it leads to, and is as wide as its column, so that edges bend
// between columns only. An edge that passes columns has a strip of its own there: no edge crosses a box. Linear in nodes and edges.
import type { Graph, GraphEdge } from '../graph.ts';
import { type Forest, forestOf } from './layers.ts';
import type { Box, Layout, Placed, Size } from './layout.ts';

const GAP_X = 28;
/** Room for the share of the traffic that is written on an edge. */
const SHARE_X = 20;
const GAP_Y = 12;
const MARGIN = 12;
/** Height of the strip of an edge that passes a column. */
const LANE = 4;
const DEFAULT: Size = { width: 140, height: 44 };

export const columns: Layout = {
  id: 'columns',
  title: 'In the order of the text',
  place: async (graph, sizes) => placeColumns(graph, sizes),
};

/** Where every node stands, and every long edge passes. Pure; the same graph gives the same places. */
export function placeColumns(graph: Graph, sizes: ReadonlyMap<string, Size>): Placed {
  const sizeOf = (id: string): Size => sizes.get(id) ?? DEFAULT;
  const forest = forestOf(graph);
  const columnOf = columnsOf(graph, forest, sizeOf);
  const { middles, bottom } = middlesOf(forest, sizeOf);
  const boxes = new Map<string, Box>();
  for (const id of forest.order) {
    const { x, width } = columnOf(id);
    const { height } = sizeOf(id);
    boxes.set(id, { x, y: Math.round((middles.nodes.get(id) ?? 0) - height / 2), width, height });
  }
  const right = [...boxes.values()].reduce((most, box) => Math.max(most, box.x + box.width), 0);
  return { boxes, lanes: middles.lanes, width: right + MARGIN, height: bottom + MARGIN };
}

interface Middles {
  readonly nodes: ReadonlyMap<string, number>;
  /** By the id of the edge. */
  readonly lanes: ReadonlyMap<string, number>;
}

/** A subtree owns a strip as high as its node or its children and lanes, so strips never overlap. Middles of nodes and lanes within theirs. */
function middlesOf(forest: Forest, sizeOf: (id: string) => Size): { readonly middles: Middles; readonly bottom: number } {
  const strips = new Map<string, number>();
  const inner = new Map<string, number>();
  for (const id of forest.order.toReversed()) {
    const parts = [...(forest.children.get(id) ?? []).map((child) => strips.get(child) ?? 0), ...lanesOf(forest, id).map(() => LANE)];
    const stacked = parts.reduce((sum, height) => sum + height + GAP_Y, parts.length === 0 ? 0 : -GAP_Y);
    inner.set(id, stacked);
    strips.set(id, Math.max(sizeOf(id).height, stacked));
  }
  const nodes = new Map<string, number>();
  const lanes = new Map<string, number>();
  let at = MARGIN;
  const place = (ids: readonly string[]): void => {
    for (const id of ids) {
      const strip = strips.get(id) ?? 0;
      nodes.set(id, at + strip / 2);
      at += strip + GAP_Y;
    }
  };
  place(forest.roots);
  const bottom = at - (forest.roots.length === 0 ? 0 : GAP_Y);
  for (const id of forest.order) {
    at = (nodes.get(id) ?? 0) - (inner.get(id) ?? 0) / 2;
    place(forest.children.get(id) ?? []);
    for (const edge of lanesOf(forest, id)) {
      lanes.set(edge.id, Math.round(at + LANE / 2));
      at += LANE + GAP_Y;
    }
  }
  return { middles: { nodes, lanes }, bottom };
}

const lanesOf = (forest: Forest, id: string): readonly GraphEdge[] => forest.passing.get(id) ?? [];

/** Left edge and width of the column of each node: as wide as its widest, and further from the next where shares are written between them. */
function columnsOf(
  graph: Graph,
  { depths }: Forest,
  sizeOf: (id: string) => Size,
): (id: string) => { readonly x: number; readonly width: number } {
  const widths: number[] = [];
  for (const { id } of graph.nodes) {
    const depth = depths.get(id) ?? 0;
    widths[depth] = Math.max(widths[depth] ?? 0, sizeOf(id).width);
  }
  // the share is written where the edge ends
  const shared = new Set(graph.edges.flatMap(({ to, weight }) => (weight === undefined ? [] : [(depths.get(to) ?? 0) - 1])));
  let x = MARGIN;
  const placed = widths.map((width, depth) => {
    const column = { x, width };
    x += width + GAP_X + (shared.has(depth) ? SHARE_X : 0);
    return column;
  });
  return (id) => placed[depths.get(id) ?? 0] ?? { x: MARGIN, width: DEFAULT.width };
}
