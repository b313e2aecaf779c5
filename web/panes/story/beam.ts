// The beam in the editor's gutter: the lines that had a part in the answer. A step's place may hold other things that had none (a
// listener holds all its routes), so its beam ends where the first entity inside it begins.
import type { TraceStep } from '../../../src/model/decision.ts';
import type { Place } from '../../../src/protocol/engine.ts';
import { positionOf, type Source } from '../../../src/text/source.ts';

export interface Beam {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly tone: 'beam' | 'ok' | 'no';
}

/** Beam lines of a decision, in the order of its steps. */
export function beamOf(trace: readonly TraceStep[], outline: readonly Place[], sources: ReadonlyMap<string, Source>): readonly Beam[] {
  return trace.flatMap((step) => {
    const source = step.origin === undefined ? undefined : sources.get(step.origin.file);
    if (step.origin === undefined || source === undefined || step.result === 'skip' || step.result === 'no-match') return [];
    const { from, to } = ownLines(step.origin.file, step.origin.span, outline, source);
    return [{ file: step.origin.file, from, to, tone: step.result === 'deny' ? 'no' : 'beam' } as const];
  });
}

/** Lines of a place up to the first entity inside it. `outline` is in the order of the text. */
export function ownLines(
  file: string,
  span: { readonly start: number; readonly end: number },
  outline: readonly Place[],
  source: Source,
): { readonly from: number; readonly to: number } {
  const from = positionOf(source, span.start).line;
  let to = positionOf(source, Math.max(span.start, span.end - 1)).line;
  for (let i = firstBehind(outline, span.start); i < outline.length; i++) {
    const place = outline[i] as Place;
    if (place.span.start >= span.end) break;
    if (place.file !== file || place.span.end > span.end) continue;
    const { line } = positionOf(source, place.span.start);
    if (line <= from) continue;
    to = Math.min(to, line - 1);
    break;
  }
  return { from, to };
}

/** Index of the first place that begins behind an offset. */
function firstBehind(outline: readonly Place[], offset: number): number {
  let low = 0;
  let high = outline.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((outline[middle] as Place).span.start > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
