// Scalars of one line, and block scalars.
import { KeyTable } from '../key-table.ts';
import type { ScalarNode } from '../syntax.ts';
import { APOSTROPHE, BACKSLASH, COLON, COMMA, CR, type Cursor, HASH, LF, QUOTE, SPACE, TAB } from './cursor.ts';
import { DecodedScalar, type Key, PlainScalar } from './nodes.ts';

/** Longest implicit key (YAML 1.2 §7.4). */
const MAX_KEY = 1000;

/** Escapes of double quotes that the fast reader decodes; others are left to the library. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

/** Characters that no plain scalar begins with; `-`, `?` and `:` may when text follows. */
const INDICATORS = new Set(Array.from('[]{},#&*!|>\'"%@`-?:', (char) => char.charCodeAt(0)));

const isBlank = (code: number): boolean => code === SPACE || code === LF || code === CR || Number.isNaN(code);
const isFlowIndicator = (code: number): boolean => code === COMMA || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;

export class Scalars {
  readonly #cursor: Cursor;
  readonly #keys: KeyTable;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#keys = new KeyTable(cursor.text);
  }

  /** A quoted scalar that ends on its line. */
  quoted(): ScalarNode | undefined {
    const start = this.#cursor.at;
    const style = this.#cursor.code() === QUOTE ? 'double' : 'single';
    const raw = this.#quotedText(style);
    return raw === undefined ? undefined : new DecodedScalar(raw, style, start, this.#cursor.at);
  }

  #quotedText(style: 'double' | 'single'): string | undefined {
    const cursor = this.#cursor;
    const start = cursor.at + 1;
    const close = style === 'double' ? QUOTE : APOSTROPHE;
    let plain = true;
    for (let at = start; ; at++) {
      const code = cursor.code(at);
      if (code === LF || Number.isNaN(code)) return cursor.giveUp();
      if (code === close) {
        if (style === 'single' && cursor.code(at + 1) === APOSTROPHE) {
          plain = false;
          at++;
          continue;
        }
        cursor.at = at + 1;
        const inside = cursor.text.slice(start, at);
        return plain ? inside : style === 'single' ? inside.replaceAll("''", "'") : this.#unescape(inside);
      }
      if (code === BACKSLASH && style === 'double') {
        plain = false;
        at++;
      }
    }
  }

  #unescape(inside: string): string | undefined {
    let known = true;
    const text = inside.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex: string | undefined, char: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const value = escapes.get(char as string);
      known &&= value !== undefined;
      return value ?? '';
    });
    return known ? text : this.#cursor.giveUp();
  }

  /** Whether a plain scalar may begin here. */
  #beginsPlain(inFlow: boolean): boolean {
    const code = this.#cursor.code();
    if (!INDICATORS.has(code)) return true;
    if (code !== 0x2d && code !== 0x3f && code !== COLON) return false;
    const next = this.#cursor.code(this.#cursor.at + 1);
    return !isBlank(next) && next !== TAB && !(inFlow && isFlowIndicator(next));
  }

  /**
   * The end of the plain characters from the cursor on: before `: `, ` #`, the line's end, in a flow collection before its
   * indicators. Trailing blanks are not part of it. The cursor stays.
   */
  #plainEnd(inFlow: boolean): number | undefined {
    const { text, at: start } = this.#cursor;
    if (!this.#beginsPlain(inFlow)) return this.#cursor.giveUp();
    let end = start;
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE) continue;
      if (code === LF || code === CR || Number.isNaN(code)) return end;
      if (code === TAB) return this.#cursor.giveUp();
      if (code === HASH && text.charCodeAt(at - 1) === SPACE) return end;
      if (code === COLON) {
        const next = text.charCodeAt(at + 1);
        if (isBlank(next) || (inFlow && isFlowIndicator(next))) return end;
        if (next === TAB) return this.#cursor.giveUp();
      } else if (inFlow && isFlowIndicator(code)) return end;
      end = at + 1;
    }
  }

  /** A plain scalar; its line may go on with a colon, which the caller looks at. */
  plain(inFlow: boolean): ScalarNode | undefined {
    const start = this.#cursor.at;
    const end = this.#plainEnd(inFlow);
    if (end === undefined) return undefined;
    this.#cursor.at = end;
    return new PlainScalar(this.#cursor.text, start, end);
  }

  /** A key with its colon, or `none` when the line has none here. The cursor then stands behind the colon, else where it was. */
  blockKey(): Key | 'none' | undefined {
    const cursor = this.#cursor;
    const start = cursor.at;
    const key = this.#keyText();
    if (key === undefined) return undefined;
    cursor.skipSpaces();
    const next = cursor.code(cursor.at + 1);
    if (cursor.code() !== COLON || !isBlank(next)) {
      cursor.at = start;
      return next === TAB ? cursor.giveUp() : 'none';
    }
    cursor.at++;
    return key.end - start > MAX_KEY ? cursor.giveUp() : key;
  }

  #keyText(): Key | undefined {
    const cursor = this.#cursor;
    const start = cursor.at;
    const first = cursor.code();
    if (first === QUOTE || first === APOSTROPHE) {
      const style = first === QUOTE ? 'double' : 'single';
      const text = this.#quotedText(style);
      return text === undefined ? undefined : { text, start, end: cursor.at, style };
    }
    const end = this.#plainEnd(false);
    if (end === undefined) return undefined;
    cursor.at = end;
    return { text: this.#keys.slice(start, end), start, end, style: 'plain' };
  }

  /** A key in a flow map with its colon. A key without one (`{a, b}`) is left to the library. */
  flowKey(): Key | undefined {
    const cursor = this.#cursor;
    const start = cursor.at;
    const first = cursor.code();
    const quoted = first === QUOTE || first === APOSTROPHE;
    let key: Key | undefined;
    if (quoted) key = this.#keyText();
    else {
      const end = this.#plainEnd(true);
      if (end === undefined || end === start) return cursor.giveUp();
      cursor.at = end;
      key = { text: this.#keys.slice(start, end), start, end, style: 'plain' };
    }
    if (key === undefined) return undefined;
    cursor.skipSpaces();
    if (cursor.code() !== COLON || key.end - start > MAX_KEY) return cursor.giveUp();
    cursor.at++;
    return key;
  }

  /** A block scalar whose lines are indented more than `parent`. Explicit indentation, and a document that is one, are left to the library. */
  block(parent: number): ScalarNode | undefined {
    const cursor = this.#cursor;
    if (parent < 0) return cursor.giveUp();
    const start = cursor.at;
    const style = cursor.code() === 0x7c ? 'literal' : 'folded';
    cursor.at++;
    const chomp = cursor.text[cursor.at] === '-' ? 'strip' : cursor.text[cursor.at] === '+' ? undefined : 'clip';
    if (chomp === undefined) return cursor.giveUp();
    if (chomp === 'strip') cursor.at++;
    cursor.skipSpaces();
    if (!cursor.atLineEnd) return cursor.giveUp();
    const lines = this.#blockLines(cursor.lineEnd() + 1, parent);
    if (lines === undefined) return undefined;
    const joined = style === 'literal' ? lines.join('\n') : folded(lines);
    if (joined === undefined) return cursor.giveUp();
    return new DecodedScalar(chomp === 'clip' ? `${joined}\n` : joined, style, start, cursor.at);
  }

  /** The lines without their indentation, trailing blank ones left out; the cursor goes behind the last one's LF. */
  #blockLines(from: number, parent: number): readonly string[] | undefined {
    const cursor = this.#cursor;
    const { text } = cursor;
    const lines: string[] = [];
    let indent = -1;
    let kept = 0;
    let end = from;
    for (let line = from; line < text.length; ) {
      const feed = cursor.lineEnd(line);
      const lineEnd = text.charCodeAt(feed - 1) === CR ? feed - 1 : feed;
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      if (at >= lineEnd) {
        if (indent < 0 && at > line) return cursor.giveUp(); // leading lines of blanks only: their indentation matters
        lines.push(indent >= 0 && at - line > indent ? text.slice(line + indent, lineEnd) : '');
      } else {
        if (indent < 0) indent = at - line;
        if (at - line < indent || indent <= parent) break;
        if (text.charCodeAt(at) === TAB && at - line === indent) return cursor.giveUp();
        lines.push(text.slice(line + indent, lineEnd));
        kept = lines.length;
        end = feed + 1;
      }
      line = feed + 1;
    }
    if (kept === 0 || end > text.length) return cursor.giveUp();
    if (lines.slice(kept).some((line) => line !== '')) return cursor.giveUp();
    cursor.at = end;
    lines.length = kept;
    return lines;
  }
}

/** `>`: lines are joined by blanks, blank lines are breaks. Lines that are indented more are left to the library. */
function folded(lines: readonly string[]): string | undefined {
  let out = lines[0] ?? '';
  if (lines.some((line) => line.startsWith(' ') || line.startsWith('\t')) || out === '') return undefined;
  let breaks = 0;
  for (const line of lines.slice(1)) {
    breaks++;
    if (line === '') continue;
    out += `${breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)}${line}`;
    breaks = 0;
  }
  return out;
}
