// Columns from left to right as a request meets them, and in each column the order of the text: gateways that take the first route that
// fits make that order part of the answer. A node stands at the middle of what it leads to. Linear in nodes and edges.
import type { Graph } from '../graph.ts';
import type { Box, Layout, Placed, Size } from './layout.ts';

const GAP_X = 28;
/** Room for the share of the traffic that is written on an edge. */
const SHARE_X = 16;
const GAP_Y = 14;
const MARGIN = 12;
const DEFAULT: Size = { width: 140, height: 44 };

export const columns: Layout = {
  id: 'columns',
  title: 'In the order of the text',
  place: async (graph, sizes) => placeColumns(graph, sizes),
};

/** Where every node stands. Pure; the same graph gives the same boxes. */
export function placeColumns(graph: Graph, sizes: ReadonlyMap<string, Size>): Placed {
  const sizeOf = (id: string): Size => sizes.get(id) ?? DEFAULT;
  const forest = forestOf(graph);
  const lefts = leftsOf(graph, forest, sizeOf);
  const boxes = new Map<string, Box>();
  // A subtree owns a strip as high as itself or its children, so strips never overlap.
  const heights = new Map<string, number>();
  for (const id of forest.order.toReversed()) heights.set(id, Math.max(sizeOf(id).height, stripOf(forest.children.get(id) ?? [], heights)));
  const tops = new Map<string, number>();
  let y = MARGIN;
  for (const root of forest.roots) {
    tops.set(root, y);
    y += (heights.get(root) ?? 0) + GAP_Y;
  }
  for (const id of forest.order) {
    const top = tops.get(id) ?? 0;
    const strip = heights.get(id) ?? 0;
    const children = forest.children.get(id) ?? [];
    let at = top + (strip - stripOf(children, heights)) / 2;
    for (const child of children) {
      tops.set(child, at);
      at += (heights.get(child) ?? 0) + GAP_Y;
    }
    const { width, height } = sizeOf(id);
    boxes.set(id, { x: lefts[forest.depths.get(id) ?? 0] ?? MARGIN, y: Math.round(top + (strip - height) / 2), width, height });
  }
  const all = [...boxes.values()];
  return { boxes, width: extent(all.map((box) => box.x + box.width)), height: extent(all.map((box) => box.y + box.height)) };
}

const extent = (ends: readonly number[]): number => ends.reduce((most, end) => Math.max(most, end), 0) + MARGIN;

const stripOf = (children: readonly string[], heights: ReadonlyMap<string, number>): number =>
  children.reduce((sum, child) => sum + (heights.get(child) ?? 0) + GAP_Y, children.length === 0 ? 0 : -GAP_Y);

interface Forest {
  readonly roots: readonly string[];
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Every node once, parents before children. */
  readonly order: readonly string[];
  readonly depths: ReadonlyMap<string, number>;
}

/** Each node hangs on the first that leads to it; its column is the longest way to it, so that edges go to the right. */
function forestOf(graph: Graph): Forest {
  const outgoing = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  const incoming = new Map<string, number>(graph.nodes.map((node) => [node.id, 0]));
  for (const { from, to } of graph.edges) {
    if (!outgoing.has(from) || !outgoing.has(to) || from === to) continue;
    outgoing.get(from)?.push(to);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  const depths = depthsOf(graph, outgoing, incoming);
  const children = new Map<string, string[]>();
  const order: string[] = [];
  const seen = new Set<string>();
  const walk = (root: string): void => {
    const stack = [root];
    seen.add(root);
    while (stack.length > 0) {
      const id = stack.pop() as string;
      order.push(id);
      const own = (outgoing.get(id) ?? []).filter((to) => !seen.has(to) && (depths.get(to) ?? 0) > (depths.get(id) ?? 0));
      const first = [...new Set(own)];
      for (const to of first) seen.add(to);
      children.set(id, first);
      stack.push(...first.toReversed());
    }
  };
  const roots: string[] = [];
  const begin = (id: string): void => {
    roots.push(id);
    walk(id);
  };
  for (const { id } of graph.nodes) if ((incoming.get(id) ?? 0) === 0) begin(id);
  for (const { id } of graph.nodes) if (!seen.has(id)) begin(id);
  return { roots, children, order, depths };
}

/** Longest way from a node that nothing leads to. Nodes on a circle keep the column that they were first reached in. */
function depthsOf(
  graph: Graph,
  outgoing: ReadonlyMap<string, readonly string[]>,
  incoming: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const depths = new Map<string, number>(graph.nodes.map((node) => [node.id, 0]));
  const left = new Map(incoming);
  const ready = graph.nodes.filter((node) => (incoming.get(node.id) ?? 0) === 0).map((node) => node.id);
  for (let i = 0; i < ready.length; i++) {
    const id = ready[i] as string;
    for (const to of outgoing.get(id) ?? []) {
      depths.set(to, Math.max(depths.get(to) ?? 0, (depths.get(id) ?? 0) + 1));
      left.set(to, (left.get(to) ?? 0) - 1);
      if (left.get(to) === 0) ready.push(to);
    }
  }
  return depths;
}

/** Left edge of each column: as wide as its widest node, and further from the next where shares are written between them. */
function leftsOf(graph: Graph, { depths }: Forest, sizeOf: (id: string) => Size): readonly number[] {
  const widths: number[] = [];
  for (const { id } of graph.nodes) {
    const depth = depths.get(id) ?? 0;
    widths[depth] = Math.max(widths[depth] ?? 0, sizeOf(id).width);
  }
  const shared = new Set(graph.edges.flatMap(({ from, weight }) => (weight === undefined ? [] : [depths.get(from) ?? 0])));
  const lefts: number[] = [];
  let x = MARGIN;
  for (const [depth, width] of widths.entries()) {
    lefts.push(x);
    x += (width ?? 0) + GAP_X + (shared.has(depth) ? SHARE_X : 0);
  }
  return lefts;
}
