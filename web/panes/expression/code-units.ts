// Spans of CEL count code points; editors count UTF-16 code units.
import type { Span } from '../../../src/base/span.ts';

export function codeUnits(text: string, span: Span): Span {
  if (!/[\ud800-\udbff]/.test(text)) return span;
  const characters = Array.from(text);
  const unitsBefore = (points: number) => characters.slice(0, points).join('').length;
  return { start: unitsBefore(span.start), end: unitsBefore(span.end) };
}
