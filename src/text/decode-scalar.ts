// Decodes a written scalar again, remembering for every character of the value where it was written. Only the common forms
// need to be right: the caller compares the value with the parsed one and gives up on a difference.
import type { Span } from '../base/span.ts';

export interface Decoded {
  readonly value: string;
  /** For each UTF-16 unit of `value` its offset in the text; one more for the end. */
  readonly offsets: readonly number[];
}

class Output {
  value = '';
  readonly offsets: number[] = [];

  push(chars: string, offset: number): void {
    this.value += chars;
    for (let i = 0; i < chars.length; i++) this.offsets.push(offset);
  }
  copy(text: string, start: number, end: number): void {
    this.value += text.slice(start, end);
    for (let i = start; i < end; i++) this.offsets.push(i);
  }
  trimBlanks(from: number): void {
    let length = this.value.length;
    while (length > from && (this.value[length - 1] === ' ' || this.value[length - 1] === '\t')) length--;
    this.value = this.value.slice(0, length);
    this.offsets.length = length;
  }
  done(end: number): Decoded {
    this.offsets.push(end);
    return { value: this.value, offsets: this.offsets };
  }
}

export const decodePlain = (text: string, span: Span): Decoded => decodeFlow(text, span.start, span.end, () => undefined);

export const decodeSingle = (text: string, span: Span): Decoded =>
  decodeFlow(text, span.start + 1, span.end - 1, (offset) => (text.startsWith("''", offset) ? { value: "'", length: 2 } : undefined));

export const decodeDouble = (text: string, span: Span): Decoded =>
  decodeFlow(text, span.start + 1, span.end - 1, (offset) => (text[offset] === '\\' ? readEscape(text, offset) : undefined));

interface Escape {
  readonly value: string;
  readonly length: number;
}

/** Flow scalars: blanks around a line break go, one break is a space, more are breaks less one. */
function decodeFlow(text: string, start: number, end: number, escapeAt: (offset: number) => Escape | undefined): Decoded {
  const out = new Output();
  let kept = 0; // escaped blanks before this are not trimmed
  for (let i = start; i < end; ) {
    const found = escapeAt(i);
    if (found !== undefined) {
      out.push(found.value, i);
      i += found.length;
      kept = out.value.length;
    } else if (text[i] === '\n' || text.startsWith('\r\n', i)) {
      out.trimBlanks(kept);
      const fold = /(?:\r?\n[ \t]*)+/y;
      fold.lastIndex = i;
      const whole = fold.exec(text)?.[0] ?? '\n';
      const breaks = whole.split('\n').length - 1;
      out.push(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), i);
      i += whole.length;
      kept = out.value.length;
    } else {
      out.copy(text, i, i + 1);
      i++;
    }
  }
  return out.done(end);
}

const singles: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

function readEscape(text: string, offset: number): Escape {
  const rest = text.slice(offset + 1, offset + 10);
  const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
  if (hex !== null) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
    return { value: code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), length: 1 + hex[0].length };
  }
  const fold = /^\r?\n[ \t]*/.exec(text.slice(offset + 1, offset + 1 + 300));
  if (fold !== null) return { value: '', length: 1 + fold[0].length };
  const char = rest[0] ?? '';
  return { value: singles.get(char) ?? char, length: 1 + char.length };
}

/**
 * Block scalars: the indentation goes, then line breaks stay (literal) or single ones become spaces (folded). A header's number
 * counts from the parent's indentation, which is not known here: it is the one that gives `raw`.
 */
export function decodeBlock(text: string, span: Span, style: 'literal' | 'folded', raw: string): Decoded | undefined {
  const header = /^[|>]([-+0-9]*)[ \t]*(?:#[^\r\n]*)?\r?\n/.exec(text.slice(span.start, span.start + 1000));
  if (header === null) return undefined;
  const start = span.start + header[0].length;
  const marks = header[1] ?? '';
  const blanks = /^(?:[ ]*\r?\n)*([ ]*)/.exec(text.slice(start, span.end))?.[1]?.length ?? 0;
  const counted = /[1-9]/.exec(marks)?.[0];
  const indents = counted === undefined ? [blanks] : Array.from({ length: MAX_INDENT }, (_, i) => Number(counted) + i);
  for (const indent of indents) {
    const decoded = decodeLines(text, { start, end: span.end }, style, indent, marks);
    if (decoded.value === raw) return decoded;
  }
  return undefined;
}

/** Parent indentations that are tried. */
const MAX_INDENT = 40;

function decodeLines(text: string, span: Span, style: 'literal' | 'folded', indent: number, marks: string): Decoded {
  const out = new Output();
  let folding = false;
  for (let line = span.start; line < span.end; ) {
    const newline = text.indexOf('\n', line);
    const end = newline < 0 || newline > span.end ? span.end : newline;
    const from = Math.min(line + indent, end);
    const to = text[end - 1] === '\r' && end > from ? end - 1 : end;
    const isText = to > from && !/[ \t]/.test(text[from] as string);
    if (folding && isText) foldBreaks(out);
    out.copy(text, from, to);
    if (newline >= 0 && newline < span.end) out.push('\n', newline);
    if (to > from) folding = style === 'folded' && isText;
    line = end + 1;
  }
  return chomp(out, marks, span.end);
}

/** Between two text lines one break becomes a space, of several the first goes. */
function foldBreaks(out: Output): void {
  const breaks = out.value.length - out.value.replace(/\n+$/, '').length;
  const offset = out.offsets[out.value.length - 1] ?? 0;
  out.value = out.value.slice(0, -1);
  out.offsets.length = out.value.length;
  if (breaks === 1) out.push(' ', offset);
}

function chomp(out: Output, header: string, end: number): Decoded {
  if (header.includes('+')) return out.done(end);
  const content = out.value.replace(/\n+$/, '');
  const length = header.includes('-') || content === '' ? content.length : Math.min(content.length + 1, out.value.length);
  out.value = out.value.slice(0, length);
  out.offsets.length = length;
  return out.done(end);
}
