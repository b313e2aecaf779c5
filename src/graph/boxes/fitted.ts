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
const WIDTHS: readonly number[] = [208, 172, 146, 128];

/** The same map with boxes of several widths, roomy ones first. */
export const placeFitted = (graph: Graph, layout: Layout): Promise<readonly Fitted[]> =>
  Promise.all(WIDTHS.map(async (widest) => ({ widest, placed: await layout.place(graph, sizesOf(graph, widest)) })));

/** Made smaller than this the text of a box cannot be read. */
const READABLE = 0.82;

/** Where less than this of the height can be seen whole, a smaller map would show little more. */
const HIGH = 0.6;

/** How large a map is drawn in a pane: whole where that can be read, a high one as large as its width lets it, and never larger than it is. */
export function scaleIn({ width, height }: Size, placed: Size): number {
  const [across, down] = [width / placed.width, height / placed.height];
  return Math.min(1, Math.max(READABLE, down < HIGH ? across : Math.min(across, down)));
}

/** The one of which most is seen; a cut at the side, where the way of a request goes on, counts more than one below. Of several the roomiest. */
export function fittedTo(pane: Size, choices: readonly Fitted[]): Fitted | undefined {
  let best: Fitted | undefined;
  let most = 0;
  for (const choice of choices) {
    const { placed } = choice;
    const scale = scaleIn(pane, placed);
    const seen = Math.min(1, pane.width / (placed.width * scale)) ** 2 * Math.min(1, pane.height / (placed.height * scale));
    // what is seen whole is better the larger it is
    const measure = seen * (1 + scale / 10);
    if (best === undefined || measure > most * 1.005) [best, most] = [choice, measure];
  }
  return best;
}
