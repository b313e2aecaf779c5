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

/** Below this the text of a box cannot be read. */
export const READABLE = 0.82;

/** The one that has to be made least smaller to be seen whole; where none can be read then, to be seen in its width. Of several the roomiest. */
export function fittedTo({ width, height }: Size, choices: readonly Fitted[]): Fitted | undefined {
  const across = ({ placed }: Fitted): number => Math.min(1, width / placed.width);
  const whole = (choice: Fitted): number => Math.min(across(choice), height / choice.placed.height);
  return most(choices, choices.some((choice) => whole(choice) >= READABLE) ? whole : across);
}

function most(choices: readonly Fitted[], measure: (choice: Fitted) => number): Fitted | undefined {
  let best: Fitted | undefined;
  for (const choice of choices) if (best === undefined || measure(choice) > measure(best) * 1.01) best = choice;
  return best;
}
