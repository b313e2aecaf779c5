// Text to tokens, one at a time, mostly by character codes, without a token array. The scanner never fails: what
// no token can begin with is reported and skipped; near misses (`&`, `=`, smart quotes) are reported with a fix and read as
// what was meant, so that the parser sees a sensible text.
import type { Reporter } from './reporter.ts';
import * as T from './token.ts';
import { wordAt } from './words.ts';

const NEWLINE = 10;
const RETURN = 13;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const BACKSLASH = 92;
const BACKQUOTE = 96;

export class Scanner {
  readonly text: string;
  readonly #reporter: Reporter;
  #next = 0;

  /** The current token: its kind and its UTF-16 offsets. */
  kind: T.TokenKind = T.END;
  start = 0;
  end = 0;
  /** Of a NAME: its characters, and whether it is a reserved word. */
  name = '';
  reserved = false;
  /** Of a string or bytes token: where the content begins and ends, whether it is raw, and whether it needs decoding. */
  contentStart = 0;
  contentEnd = 0;
  raw = false;
  escaped = false;
  /** Where the token before the current one ended. */
  previousEnd = 0;

  constructor(text: string, reporter: Reporter) {
    this.text = text;
    this.#reporter = reporter;
  }

  /** The characters of the current token. */
  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  /** Goes to the next token. At the end of the text the kind is END, again and again. */
  advance(): void {
    this.previousEnd = this.end;
    const text = this.text;
    for (;;) {
      const start = this.#next;
      if (start >= text.length) {
        this.#token(T.END, text.length, text.length);
        return;
      }
      const c = text.charCodeAt(start);
      if (c === 32 || (c >= 9 && c <= 13 && c !== 11)) {
        this.#next = start + 1;
        continue;
      }
      if (this.#scan(c, start)) return;
    }
  }

  /** Gives up the rest of the text: the next token is END. */
  skipToEnd(): void {
    this.#token(T.END, this.text.length, this.text.length);
  }

  #token(kind: T.TokenKind, start: number, end: number): true {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.#next = end;
    return true;
  }

  /** Scans a token that begins with `c` at `start`; false when only something to skip was there. */
  #scan(c: number, start: number): boolean {
    if (isLetter(c)) return this.#wordOrString(c, start);
    if (isDigit(c)) return this.#number(start);
    const after = this.text.charCodeAt(start + 1);
    switch (c) {
      case DOUBLE_QUOTE:
      case SINGLE_QUOTE:
        return this.#string(T.STRING, start, start, false);
      case BACKQUOTE:
        return this.#backquoted(start);
      case T.DOT:
        return isDigit(after) ? this.#number(start) : this.#token(T.DOT, start, start + 1);
      case T.OPEN_PAREN:
      case T.CLOSE_PAREN:
      case T.OPEN_BRACKET:
      case T.CLOSE_BRACKET:
      case T.OPEN_BRACE:
      case T.CLOSE_BRACE:
      case T.COMMA:
      case T.COLON:
      case T.QUESTION:
      case T.PLUS:
      case T.MINUS:
      case T.STAR:
      case T.PERCENT:
        return this.#token(c, start, start + 1);
      case T.SLASH:
        if (after === T.SLASH) return this.#skipTo(endOfLine(this.text, start));
        if (after === T.STAR) return this.#blockComment(start);
        return this.#token(c, start, start + 1);
      case T.BANG:
        return after === 61 ? this.#comparison(T.NOT_EQUALS, start) : this.#token(c, start, start + 1);
      case 61:
        return after === 61 ? this.#comparison(T.EQUALS, start) : this.#slip(T.EQUALS, start, start + 1);
      case T.LESS:
        if (after === 61) return this.#token(T.LESS_EQUALS, start, start + 2);
        if (after === T.GREATER) return this.#slip(T.NOT_EQUALS, start, start + 2);
        return this.#token(c, start, start + 1);
      case T.GREATER:
        return after === 61 ? this.#token(T.GREATER_EQUALS, start, start + 2) : this.#token(c, start, start + 1);
      case 38:
        return after === 38 ? this.#token(T.AND, start, start + 2) : this.#slip(T.AND, start, start + 1);
      case 124:
        return after === 124 ? this.#token(T.OR, start, start + 2) : this.#slip(T.OR, start, start + 1);
      default:
        return this.#stray(c, start);
    }
  }

  #skipTo(offset: number): false {
    this.#next = offset;
    return false;
  }

  /** `==` and `!=`, and JavaScript's `===` and `!==`. */
  #comparison(kind: T.TokenKind, start: number): true {
    return this.text.charCodeAt(start + 2) === 61 ? this.#slip(kind, start, start + 3) : this.#token(kind, start, start + 2);
  }

  /** A sign of another language: reported, and taken for what it means. */
  #slip(kind: T.TokenKind, start: number, end: number): true {
    this.#reporter.report('sign', start, end);
    return this.#token(kind, start, end);
  }

  #wordOrString(c: number, start: number): true {
    const text = this.text;
    let end = start + 1;
    let hash = c;
    for (let part = text.charCodeAt(end); isWordPart(part); part = text.charCodeAt(++end)) hash = (hash * 31 + part) | 0;
    const quote = text.charCodeAt(end);
    if ((quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE) && end - start <= 2) {
      const second = text.charCodeAt(start + 1);
      if (end - start === 1 && isR(c)) return this.#string(T.STRING, start, end, true);
      if (end - start === 1 && isB(c)) return this.#string(T.BYTES, start, end, false);
      if (end - start === 2 && isB(c) && isR(second)) return this.#string(T.BYTES, start, end, true);
      if (end - start === 2 && isR(c) && isB(second)) {
        this.#reporter.report('raw_bytes', start, end);
        return this.#string(T.BYTES, start, end, true);
      }
    }
    const word = wordAt(text, start, end, hash);
    this.name = word.text;
    this.reserved = word.kind === T.RESERVED_WORD;
    return this.#token(this.reserved ? T.NAME : word.kind, start, end);
  }

  #number(start: number): true {
    const text = this.text;
    NUMBER.lastIndex = start;
    const [number = '', fraction, exponent] = NUMBER.exec(text) ?? [];
    let kind = fraction === undefined && exponent === undefined ? T.INT : T.DOUBLE;
    let end = start + number.length;
    const suffix = text.charCodeAt(end);
    if (kind === T.INT && (suffix === 117 || suffix === 85)) {
      kind = T.UINT;
      end++;
    }
    if (isWordPart(text.charCodeAt(end))) return this.#badNumber(kind, start, end);
    return this.#token(kind, start, end);
  }

  /** A number with letters at its end: say what is wrong, and read all of it as one number. `1in [1]` is none. */
  #badNumber(kind: T.TokenKind, start: number, digitsEnd: number): true {
    const text = this.text;
    if (text.startsWith('in', digitsEnd) && !isWordPart(text.charCodeAt(digitsEnd + 2))) return this.#token(kind, start, digitsEnd);
    let end = digitsEnd;
    while (isWordPart(text.charCodeAt(end))) end++;
    this.#reporter.report('number', start, end);
    this.#token(kind, start, digitsEnd);
    this.#next = end;
    return true;
  }

  #string(kind: T.TokenKind, start: number, quoteAt: number, raw: boolean): true {
    const text = this.text;
    const quote = text.charCodeAt(quoteAt);
    const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    const width = triple ? 3 : 1;
    let i = quoteAt + width;
    this.contentStart = i;
    this.raw = raw;
    this.escaped = false;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === quote && (!triple || (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote))) {
        this.contentEnd = i;
        return this.#token(kind, start, i + width);
      }
      if (c === BACKSLASH && !raw) {
        this.escaped = true;
        i++;
      } else if (c === RETURN && triple) this.escaped = true;
      if (!triple && (text.charCodeAt(i) === NEWLINE || text.charCodeAt(i) === RETURN)) break;
    }
    return this.#unterminated(kind, start, Math.min(i, text.length), text.slice(quoteAt, quoteAt + width));
  }

  #unterminated(kind: T.TokenKind, start: number, end: number, quotes: string): true {
    this.#reporter.report('unterminated', start, end, quotes);
    this.contentEnd = Math.max(this.contentStart, end);
    return this.#token(kind, start, end);
  }

  /** `‘a’` and `“a”`, as word processors write them. Ends at the closing smart quote, else at an equal plain one. */
  #smartString(start: number): true {
    const text = this.text;
    const single = text.charCodeAt(start) < 0x201c;
    const plain = single ? "'" : '"';
    let end = start + 1;
    while (end < text.length && text.charCodeAt(end) !== NEWLINE) {
      const c = text.charCodeAt(end);
      if (text[end] === plain || (single ? c === 0x2018 || c === 0x2019 : c === 0x201c || c === 0x201d)) break;
      end++;
    }
    const closed = end < text.length && text.charCodeAt(end) !== NEWLINE;
    this.#reporter.report('smart_quotes', start, start + 1, plain, end, closed);
    this.contentStart = start + 1;
    this.contentEnd = end;
    this.raw = false;
    this.escaped = text.slice(start, end).includes('\\');
    return this.#token(T.STRING, start, closed ? end + 1 : end);
  }

  #backquoted(start: number): true {
    const text = this.text;
    let end = start + 1;
    while (isBackquotable(text.charCodeAt(end))) end++;
    this.contentStart = start + 1;
    this.contentEnd = end;
    if (text.charCodeAt(end) !== BACKQUOTE) {
      this.#reporter.report('back_quote', start, Math.min(end + 1, text.length));
      return this.#token(T.BACKQUOTED, start, end);
    }
    if (end === start + 1) this.#reporter.report('empty_name', start, end + 1);
    return this.#token(T.BACKQUOTED, start, end + 1);
  }

  #blockComment(start: number): false {
    const close = this.text.indexOf('*/', start + 2);
    const end = close < 0 ? this.text.length : close + 2;
    this.#reporter.report('block_comment', start, end);
    return this.#skipTo(end);
  }

  /** A character that begins no token. A run of them is one fault. */
  #stray(c: number, start: number): boolean {
    const text = this.text;
    if (c >= 0x2018 && c <= 0x201e && c !== 0x201a && c !== 0x201b) return this.#smartString(start);
    if (isOddSpace(c)) return this.#skip('space', start, start + 1);
    if (c === 59) return this.#skip('semicolon', start, start + 1);
    if (c === 35) {
      this.#reporter.report('hash', start, start + 1);
      return this.#skipTo(endOfLine(text, start));
    }
    STRAY.lastIndex = start + 1;
    STRAY.test(text);
    return this.#skip('stray', start, Math.max(start + 1, STRAY.lastIndex));
  }

  #skip(id: 'space' | 'semicolon' | 'stray', start: number, end: number): false {
    this.#reporter.report(id, start, end);
    return this.#skipTo(end);
  }
}

const isDigit = (c: number) => c >= 48 && c <= 57;
const isLetter = (c: number) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
const isWordPart = (c: number) => isLetter(c) || isDigit(c);
const isR = (c: number) => c === 114 || c === 82;
const isB = (c: number) => c === 98 || c === 66;
const isBackquotable = (c: number) => isWordPart(c) || c === 46 || c === 45 || c === 47 || c === 32;
/** Spaces that people paste without seeing them: no-break space, zero-width space, byte-order mark, … */
const isOddSpace = (c: number) =>
  c === 0xa0 || c === 0xfeff || (c >= 0x2000 && c <= 0x200b) || c === 0x202f || c === 0x3000 || c === 0x85 || c === 11;
/** A number without its suffix: hexadecimal, or with a fraction and an exponent perhaps. */
const NUMBER = /0x[\da-fA-F]+|\d*(\.\d+)?([eE][+-]?\d+)?/y;

/** Characters that have no meaning at all. */
const STRAY = /[^\w\t-\r "'`.()[\]{},:?+\-*%/!=<>&|;#\u0085\u00a0\ufeff\u2000-\u200b\u202f\u3000\u2018-\u201e]*/y;

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}
