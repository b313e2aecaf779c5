// The way of an edge: it bends between columns, and runs straight where it passes others, so that it crosses no box.
import { edgesBy } from '../../src/graph/adjacent.ts';
import type { Graph } from '../../src/graph/graph.ts';
import type { Placed } from '../../src/graph/layouts/layout.ts';

export interface Way {
  /** An SVG path. */
  readonly path: string;
  /** Where it arrives. */
  readonly end: { readonly x: number; readonly y: number };
  /** Other shares would be written over its own. */
  readonly isCrowded: boolean;
}

/** Between columns there is at least this much. */
const GAP = 28;
/** Further apart than neighbouring columns are. */
const FAR = 60;
/** Further up or down than this a curve would be steep. */
const STEEP = 130;
const CORNER = 10;
/** What a share that is written on an edge takes of the height. */
const LINE = 14;

/** The ways of all edges whose ends are placed, by id. Edges with a share arrive below each other, where each can be read. */
export function waysOf(graph: Graph, placed: Placed): ReadonlyMap<string, Way> {
  const { ports, crowded } = portsOf(graph, placed);
  const ways = new Map<string, Way>();
  for (const { id, from, to } of graph.edges) {
    const [start, end] = [placed.boxes.get(from), placed.boxes.get(to)];
    if (start === undefined || end === undefined) continue;
    const [x0, y0, x1] = [start.x + start.width, start.y + start.height / 2, end.x];
    const y1 = end.y + end.height / 2 + (ports.get(id) ?? 0);
    const path = x1 - x0 <= FAR ? bend(x0, y0, x1, y1) : passing(x0, y0, x1, y1, placed.lanes.get(id) ?? y1);
    ways.set(id, { path: `M${x0} ${y0}${path}`, end: { x: x1, y: y1 }, isCrowded: crowded.has(id) });
  }
  return ways;
}

/** A curve; over a long way an elbow, so that many edges of one box are one line and not a band. */
function bend(x0: number, y0: number, x1: number, y1: number): string {
  const [middle, down] = [(x0 + x1) / 2, Math.sign(y1 - y0)];
  if (Math.abs(y1 - y0) <= STEEP) return `C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`;
  const r = Math.min(CORNER, (x1 - x0) / 2);
  return `H${middle - r}Q${middle} ${y0} ${middle} ${y0 + down * r}V${y1 - down * r}Q${middle} ${y1} ${middle + r} ${y1}H${x1}`;
}

const passing = (x0: number, y0: number, x1: number, y1: number, lane: number): string =>
  `${bend(x0, y0, x0 + GAP, lane)}H${x1 - GAP}${bend(x1 - GAP, lane, x1, y1)}`;

interface Ports {
  /** How far from the middle of its end an edge with a share arrives, where several do. */
  readonly ports: ReadonlyMap<string, number>;
  readonly crowded: ReadonlySet<string>;
}

/** Where there is no room for all shares they arrive at one point: equal ones are one text, others crowd each other. */
function portsOf({ edges }: Graph, { boxes }: Placed): Ports {
  const [ports, crowded] = [new Map<string, number>(), new Set<string>()];
  const shared = edges.filter(({ weight }) => weight !== undefined);
  for (const [to, list] of edgesBy('to', shared)) {
    const hasRoom = list.length * LINE <= (boxes.get(to)?.height ?? 0);
    const sorted = list.toSorted((a, b) => (boxes.get(a.from)?.y ?? 0) - (boxes.get(b.from)?.y ?? 0));
    for (const [at, { id }] of sorted.entries()) ports.set(id, hasRoom ? (at - (sorted.length - 1) / 2) * LINE : 0);
    if (!hasRoom && new Set(list.map(({ weight }) => weight)).size > 1) for (const { id } of list) crowded.add(id);
  }
  return { ports, crowded };
}
