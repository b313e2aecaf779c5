// A map that fits where it is shown: the wider its boxes the fewer lines they need, so it is placed for several widths.
import type { Graph } from '../graph.ts';
import type { Layout, Placed, Size } from '../layouts/layout.ts';
import { sizesOf } from './text.ts';

export interface Fitted {
  /** No box is wider, in pixels. */
  readonly widest: number;
  readonly placed: Placed;
}

/** From roomy to narrow. */
const WIDTHS: readonly number[] = [208, 172, 144, 122];

/** The same map with boxes of several widths, roomy ones first. */
export const placeFitted = (graph: Graph, layout: Layout): Promise<readonly Fitted[]> =>
  Promise.all(WIDTHS.map(async (widest) => ({ widest, placed: await layout.place(graph, sizesOf(graph, widest)) })));

/** The one that has to be made least smaller to be seen whole; of several the roomiest. */
export function fittedTo(area: Size, choices: readonly Fitted[]): Fitted | undefined {
  let best: Fitted | undefined;
  let bestScale = 0;
  for (const choice of choices) {
    const { width, height } = choice.placed;
    const scale = Math.min(1, area.width / width, area.height / height);
    if (best === undefined || scale > bestScale + 0.01) [best, bestScale] = [choice, scale];
  }
  return best;
}
