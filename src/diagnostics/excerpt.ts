// The source lines around a span with carets under it, for terminals and reports:
//
//   12 │   port: eighty
//      │         ^^^^^^
import type { Span } from '../base/span.ts';
import { lineStartsOf, positionOf, type Source } from '../text/source.ts';

export interface Excerpt {
  readonly rows: readonly ExcerptRow[];
  /** Columns that a line number needs. */
  readonly gutter: number;
}

export type ExcerptRow =
  | { readonly kind: 'source'; readonly line: number; readonly text: string }
  /** Blanks, then carets: what stands under the line before. */
  | { readonly kind: 'marks'; readonly indent: number; readonly length: number };

/** Lines before the span that are shown. */
const CONTEXT = 1;
/** Lines of a span that are shown. */
const MAX_LINES = 3;
/** Characters of a line that are shown; a minified JSON line is cut around the span. */
const MAX_WIDTH = 120;

/** The excerpt for a span; an empty source gives none. */
export function excerptOf(source: Source, span: Span): Excerpt {
  if (source.text === '') return { rows: [], gutter: 0 };
  const first = positionOf(source, span.start);
  const last = positionOf(source, Math.max(span.start, span.end - 1));
  const from = Math.max(1, first.line - CONTEXT);
  const to = Math.min(last.line, first.line + MAX_LINES - 1);
  const rows: ExcerptRow[] = [];
  for (let line = from; line <= to; line++) {
    const whole = lineText(source, line);
    const start = line === first.line ? first.column - 1 : line < first.line ? whole.length : leadingBlanks(whole);
    const end = line === last.line ? last.column : whole.length;
    const cut = start > MAX_WIDTH - 20 ? start - 20 : 0;
    rows.push({ kind: 'source', line, text: shown(whole, cut) });
    if (line < first.line) continue;
    const indent = widthOf(whole.slice(cut, start)) + (cut > 0 ? 1 : 0);
    const length = Math.max(1, Math.min(widthOf(whole.slice(start, Math.max(start, end))), MAX_WIDTH - indent));
    rows.push({ kind: 'marks', indent, length });
  }
  return { rows, gutter: String(to).length };
}

function lineText(source: Source, line: number): string {
  const starts = lineStartsOf(source);
  const start = starts[line - 1] ?? source.text.length;
  const next = starts[line];
  return source.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
}

const leadingBlanks = (text: string): number => text.length - text.trimStart().length;

function shown(text: string, cut: number): string {
  const piece = text.slice(cut, cut + MAX_WIDTH);
  return visible(`${cut > 0 ? '…' : ''}${piece}${cut + MAX_WIDTH < text.length ? '…' : ''}`);
}

/** Tabs as two blanks, controls as their symbols: hostile text cannot move the cursor or change colours. */
export const visible = (text: string): string =>
  text
    .replaceAll('\t', '  ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) =>
      char < ' ' ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : '\ufffd',
    );

/** Columns of a piece of a line: wide characters count two, combining ones none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of visible(text)) {
    const code = char.codePointAt(0) as number;
    if (/\p{Mn}|\p{Me}|\u200d/u.test(char)) continue;
    width += isWide(code) ? 2 : 1;
  }
  return width;
}

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  (code >= 0x1f300 && code <= 0x1faff) ||
  (code >= 0x20000 && code <= 0x3fffd);
