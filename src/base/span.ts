/**
 * A half-open range of a text. The unit is said where a span is stored: configuration text counts UTF-16 code
 * units (as JavaScript strings and editors do), CEL expressions count code points (as the CEL specification does).
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The empty span at one place. */
export const at = (offset: number): Span => ({ start: offset, end: offset });

/** The smallest span that covers both. */
export const cover = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });
