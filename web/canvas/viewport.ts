// Which part of the graph is shown at first, and when it has to move: text stays readable, and the end of the beam in view.
import type { Beam } from '../../src/graph/beam.ts';
import { scaleIn } from '../../src/graph/boxes/fitted.ts';
import type { Box, Placed } from '../../src/graph/layouts/layout.ts';
import type { Area } from './use-area.ts';

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const EDGE = 14;
/** The strip at the bottom where the buttons are. */
export const BUTTONS = 40;

/** The whole graph where that is readable; else the way of the beam, from the left as far as it goes. No box is cut at the left. */
export function firstView(area: Area, placed: Placed, ending: string | undefined): Viewport {
  const height = Math.max(1, area.height - BUTTONS);
  const zoom = scaleIn({ width: area.width, height }, placed);
  const end = ending === undefined ? undefined : placed.boxes.get(ending);
  return {
    zoom,
    x: fromTheLeft(area.width, placed, zoom, end),
    y: centred(height, placed.height * zoom, end === undefined ? 0 : (end.y + end.height / 2) * zoom),
  };
}

/** Where the way ends: its last node to the right, which is its end. */
export function endingOf({ nodes, end }: Beam, { boxes }: Placed): string | undefined {
  if (end !== undefined) return end.node;
  let last: string | undefined;
  for (const id of nodes) if ((boxes.get(id)?.x ?? -1) > (boxes.get(last ?? '')?.x ?? -1)) last = id;
  return last;
}

/** Centred when all fits; else from the first column with which `end` is seen. */
function fromTheLeft(room: number, placed: Placed, zoom: number, end: Box | undefined): number {
  const size = placed.width * zoom;
  if (size <= room) return (room - size) / 2;
  const most = end === undefined ? 0 : room - (end.x + end.width) * zoom - EDGE;
  if (most >= 0) return 0;
  const lefts = [...placed.boxes.values()].map(({ x }) => EDGE - x * zoom).filter((x) => x <= most);
  return Math.max(...lefts, EDGE - (end?.x ?? 0) * zoom);
}

/** Centred when all fits, else with `wanted` in the middle, as far as there is something to see above and below. */
function centred(room: number, size: number, wanted: number): number {
  if (size <= room) return (room - size) / 2;
  return Math.max(room - size, Math.min(0, room / 2 - wanted));
}

/** The viewport moved by no more than what brings a box into view; undefined when it is in view. */
export function reveal(view: Viewport, area: Area, box: Box): Viewport | undefined {
  const x = shift(view.x + box.x * view.zoom, box.width * view.zoom, area.width);
  const y = shift(view.y + box.y * view.zoom, box.height * view.zoom, area.height - BUTTONS);
  return x === 0 && y === 0 ? undefined : { ...view, x: view.x + x, y: view.y + y };
}

function shift(start: number, size: number, room: number): number {
  if (start < EDGE) return EDGE - start;
  const over = start + size + EDGE - room;
  return over > 0 ? -over : 0;
}
