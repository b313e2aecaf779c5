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
/** Columns of a line that are shown where the reader names no other number. */
const USUAL_WIDTH = 120;
/** Columns before a span that are shown of a line that is cut, where there is room. */
const LEAD = 20;

/**
 * The excerpt for a span; an empty source gives none. A line of more than `width` columns (minified JSON) is cut around the span, an
 * ellipsis at each end where it goes on.
 */
export function excerptOf(source: Source, span: Span, width = USUAL_WIDTH): Excerpt {
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
    const cut = line < first.line ? 0 : cutBefore(whole, start, width);
    rows.push({ kind: 'source', line, text: shown(whole, cut, width) });
    if (line < first.line) continue;
    const indent = widthOf(whole.slice(cut, start)) + (cut > 0 ? 1 : 0);
    const marked = whole.slice(start, Math.min(Math.max(start, end), start + width));
    rows.push({ kind: 'marks', indent, length: Math.max(1, Math.min(widthOf(marked), width - indent)) });
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

/** Where a line begins to be shown, so that what stands at `start` can be seen. */
function cutBefore(text: string, start: number, width: number): number {
  const lead = Math.min(LEAD, Math.floor(width / 3));
  if (start <= width && widthOf(text.slice(0, start)) <= width - lead) return 0;
  let cut = start;
  for (let columns = 0; cut > 0 && columns < lead; ) {
    const before = cut - (cut > 1 && isPair(text, cut - 2) ? 2 : 1);
    columns += widthOf(text.slice(before, cut));
    cut = before;
  }
  return cut;
}

function shown(text: string, cut: number, width: number): string {
  const end = endWithin(text, cut, width);
  return visible(`${cut > 0 ? '…' : ''}${text.slice(cut, end)}${end < text.length ? '…' : ''}`);
}

/** Where the part of a text ends that begins at `from` and has at most `width` columns. */
function endWithin(text: string, from: number, width: number): number {
  let end = from;
  for (let columns = 0; end < text.length; ) {
    const next = end + (isPair(text, end) ? 2 : 1);
    columns += widthOf(text.slice(end, next));
    if (columns > width) break;
    end = next;
  }
  return end;
}

/** Whether two code units are one character. */
const isPair = (text: string, at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff;

/** Tabs as two blanks, controls as their symbols: hostile text cannot move the cursor or change colours. */
export const visible = (text: string): string =>
  text
    .replaceAll('\t', '  ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) =>
      char < ' ' ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : '\ufffd',
    );

/** Columns of a piece of a line: wide characters and emoji count two, combining and invisible ones none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const char of visible(text)) {
    if (NO_WIDTH.test(char)) continue;
    width += isWide(char.codePointAt(0) as number) || EMOJI.test(char) ? 2 : 1;
  }
  return width;
}

const NO_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;
/** Without the letters of flags, which come in pairs of one column each. */
const EMOJI = /(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}/u;

/** East Asian characters that are wide. Source: Unicode, Standard Annex 11. */
const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
  (code >= 0xa960 && code <= 0xa97f) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe10 && code <= 0xfe19) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  (code >= 0x20000 && code <= 0x3fffd);
