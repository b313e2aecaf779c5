// How large a node is drawn, known before it is drawn: the layout needs it, and the canvas obeys it.
import type { Graph, GraphNode } from '../../src/graph/graph.ts';
import type { Size } from '../../src/graph/layouts/layout.ts';

const CHARACTER = 6.4;
const MONO = 6.95;
const PADDING = 26;

const sizeOf = ({ label, detail, items }: GraphNode): Size => {
  const widest = Math.max(label.length * CHARACTER, detail.length * MONO, ...items.map((item) => item.label.length * CHARACTER + 14));
  return {
    width: Math.round(Math.min(176, Math.max(64, widest + PADDING))),
    height: (detail === '' ? 32 : 48) + items.length * 20 + (items.length > 0 ? 6 : 0),
  };
};

export const sizesOf = (graph: Graph): ReadonlyMap<string, Size> => new Map(graph.nodes.map((node) => [node.id, sizeOf(node)]));
