// A text with a name, and the way back from an offset to what a person sees. Example:
// `positionOf(source, 12)` is `{ line: 2, column: 3 }`.
import type { Span } from '../base/span.ts';

/** A named text. Offsets everywhere in the core refer to `text`, in UTF-16 code units. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A place as people and editors count it: both from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<Source, readonly number[]>();

/** Offsets at which the lines of a source begin; the first is 0. Computed once per source. */
export function lineStartsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let i = source.text.indexOf('\n'); i >= 0; i = source.text.indexOf('\n', i + 1)) starts.push(i + 1);
  lineStarts.set(source, starts);
  return starts;
}

/** The position of an offset; an offset past the end gives the end. */
export function positionOf(source: Source, offset: number): Position {
  const starts = lineStartsOf(source);
  const clamped = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= clamped) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: clamped - (starts[low] as number) + 1 };
}

/** The text of a span. */
export const textOf = (source: Source, span: Span): string => source.text.slice(span.start, span.end);
