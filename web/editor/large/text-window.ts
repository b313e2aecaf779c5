// The part of a large text that stands in the textarea: whole lines around those on the screen.
import type { TextLines } from '../lines.ts';

export interface TextWindow {
  /** Lines from 0, `to` not among them. */
  readonly from: number;
  readonly to: number;
  /** Offsets of the text that is in the textarea; the line break after its last line is not. */
  readonly start: number;
  readonly end: number;
}

/** Lines kept above and below the screen. */
const AROUND = 150;
/** Nearer than this to its edge, the window moves. */
const NEAR = 40;

/** The window for a screen that shows the lines from `top` to `bottom`. */
export function windowAround({ starts }: TextLines, length: number, top: number, bottom: number): TextWindow {
  const count = starts.length;
  const from = Math.max(0, Math.min(top, count - 1) - AROUND);
  const to = Math.min(count, Math.max(bottom, from) + AROUND + 1);
  return { from, to, start: starts[from] as number, end: to < count ? (starts[to] as number) - 1 : length };
}

/** Whether the screen has come too near to an edge behind which there is more. */
export const isNearEdge = (window: TextWindow, count: number, top: number, bottom: number): boolean =>
  (window.from > 0 && top < window.from + NEAR) || (window.to < count && bottom > window.to - 1 - NEAR);

/** The whole text after the part in the window became `inside`. */
export const withWindow = (text: string, { start, end }: TextWindow, inside: string): string =>
  text.slice(0, start) + inside + text.slice(end);
