// Where the arrow keys lead from a node: left and right along the edges, up and down within its column.
import type { Graph } from '../../src/graph/graph.ts';
import type { Box, Placed } from '../../src/graph/layouts/layout.ts';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export const isArrow = (key: string): key is Arrow => /^Arrow(?:Left|Right|Up|Down)$/.test(key);

/** The node that the key leads to, or undefined at the end. Of several ways along the edges a lit one is taken, else the nearest. */
export function neighbourOf(graph: Graph, placed: Placed, from: string, key: Arrow, lit: ReadonlySet<string>): string | undefined {
  const at = placed.boxes.get(from);
  if (at === undefined) return undefined;
  switch (key) {
    case 'ArrowRight':
      return nearest(placed, at, others(graph, from, 'from', 'to'), lit);
    case 'ArrowLeft':
      return nearest(placed, at, others(graph, from, 'to', 'from'), lit);
    case 'ArrowUp':
      return inColumn(placed, at, (box) => at.y - box.y);
    case 'ArrowDown':
      return inColumn(placed, at, (box) => box.y - at.y);
  }
}

const others = (graph: Graph, id: string, mine: 'from' | 'to', other: 'from' | 'to'): readonly string[] =>
  graph.edges.filter((edge) => edge[mine] === id).map((edge) => edge[other]);

const middleOf = ({ y, height }: Box): number => y + height / 2;

function nearest(placed: Placed, at: Box, ids: readonly string[], lit: ReadonlySet<string>): string | undefined {
  const onBeam = ids.filter((id) => lit.has(id));
  return least(onBeam.length > 0 ? onBeam : ids, (id) => {
    const box = placed.boxes.get(id);
    return box === undefined ? Number.POSITIVE_INFINITY : Math.abs(middleOf(box) - middleOf(at));
  });
}

function inColumn(placed: Placed, at: Box, distance: (box: Box) => number): string | undefined {
  const ids = [...placed.boxes].filter(([, box]) => box.x === at.x && distance(box) > 0).map(([id]) => id);
  return least(ids, (id) => distance(placed.boxes.get(id) as Box));
}

function least(ids: readonly string[], measure: (id: string) => number): string | undefined {
  let best: string | undefined;
  let bestMeasure = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const measured = measure(id);
    if (measured < bestMeasure) [best, bestMeasure] = [id, measured];
  }
  return best;
}
