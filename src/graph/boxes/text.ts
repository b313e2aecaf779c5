// What is written in a box, line by line, and how large that makes it: the layout needs it before anything is drawn, and the canvas obeys it.
import type { Graph, GraphItem, GraphNode } from '../graph.ts';
import type { Size } from '../layouts/layout.ts';
import { mono, sans, widthOf, wrap } from './wrap.ts';

const NARROWEST = 62;
/** Padding and border, left and right, above and below. */
const AROUND = 24;
const ABOVE_AND_BELOW = 14;
const LABEL = { face: sans(12), height: 17, most: 3 };
const DETAIL = { face: mono, height: 16, most: 4 };
const ROW = { face: sans(11.5), height: 16, most: 3, gap: 3, indent: 12 };
/** Between the text and the rows. */
const RULE = 7;

export interface NodeText {
  readonly label: readonly string[];
  readonly detail: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The lines of a box that is at most `widest` wide. */
export function textOf({ label, detail, items }: GraphNode, widest: number): NodeText {
  const room = widest - AROUND;
  return {
    label: wrap(label, LABEL.face, room, LABEL.most),
    detail: wrap(detail, DETAIL.face, room, DETAIL.most),
    rows: items.map((item) => wrap(rowOf(item), ROW.face, room - ROW.indent, ROW.most)),
  };
}

/** A row in words: what is known by name only has a question mark. */
export const rowOf = ({ label, detail, opaque }: GraphItem): string => [label, opaque ? '?' : '', detail].filter(Boolean).join(' ');

function sizeOf(node: GraphNode, widest: number): Size {
  const { label, detail, rows } = textOf(node, widest);
  const lines = [
    ...label.map((line) => widthOf(line.trimEnd(), LABEL.face)),
    ...detail.map((line) => widthOf(line.trimEnd(), DETAIL.face)),
    ...rows.flat().map((line) => widthOf(line.trimEnd(), ROW.face) + ROW.indent),
  ];
  const rowsHeight = rows.reduce((sum, { length }) => sum + length * ROW.height + ROW.gap, rows.length === 0 ? 0 : RULE);
  return {
    width: Math.min(widest, Math.max(NARROWEST, Math.ceil(Math.max(0, ...lines)) + AROUND)),
    height: ABOVE_AND_BELOW + label.length * LABEL.height + detail.length * DETAIL.height + rowsHeight,
  };
}

/** The sizes of all nodes where none is wider than `widest`. */
export const sizesOf = (graph: Graph, widest: number): ReadonlyMap<string, Size> =>
  new Map(graph.nodes.map((node) => [node.id, sizeOf(node, widest)]));
