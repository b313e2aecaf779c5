// JSON text → a positioned tree, in one pass that writes where things stand onto a tape of numbers (json-tape.ts); nodes are made of
// it when somebody looks. A 30 MB dump takes about as long as JSON.parse. The scan goes on after a mistake, so that half-typed text
// still gives most of its tree.
import { nodeAt } from './json-nodes.ts';
import { type JsonOptions, strictJson } from './json-options.ts';
import { isEscape } from './json-string.ts';
import { CellKind, TapeWriter } from './json-tape.ts';
import { type ParsedText, tooLong } from './parsed.ts';
import { limits, ProblemList } from './problem.ts';
import type { SyntaxNode } from './syntax.ts';

/** Reads one JSON value. Never throws; what is wrong stands in `problems`. */
export function parseJson(text: string, options: JsonOptions = strictJson): ParsedText {
  if (text.length > limits.textLength) return tooLong(text.length, limits.textLength);
  const reader = new Reader(text, options);
  const root = reader.document();
  return { documents: [{ root, span: { start: 0, end: text.length } }], problems: reader.problems.problems };
}

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const WORD = /[^\s,:[\]{}"']+/y;
const BARE_KEY = /[A-Za-z_$][A-Za-z0-9_$]*/y;

class Reader {
  readonly problems = new ProblemList();
  readonly #text: string;
  readonly #options: JsonOptions;
  readonly #tape: TapeWriter;
  #at = 0;
  #depth = 0;
  #endReported = false;

  constructor(text: string, options: JsonOptions) {
    this.#text = text;
    this.#options = options;
    this.#tape = new TapeWriter(text);
  }

  document(): SyntaxNode | undefined {
    if (this.#text.charCodeAt(0) === 0xfeff) {
      this.problems.add('json/byte-order-mark', 'A byte order mark is not JSON.', 0, 1);
      this.#at = 1;
    }
    if (Number.isNaN(this.#peek())) {
      this.problems.add('json/empty', 'There is no JSON value here.', this.#at);
      return undefined;
    }
    this.#value();
    if (!Number.isNaN(this.#peek())) this.problems.add('json/trailing-text', 'Text follows the JSON value.', this.#at, this.#text.length);
    return nodeAt(this.#tape.finish(), 0);
  }

  /** The code of the next character that is not white space; NaN at the end. Comments are skipped and reported. */
  #peek(): number {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.#at++;
      else if (code === 0x2f && this.#comment()) continue;
      else return code;
    }
  }

  #comment(): boolean {
    const start = this.#at;
    const block = this.#text.startsWith('/*', start);
    if (!block && !this.#text.startsWith('//', start)) return false;
    const close = this.#text.indexOf(block ? '*/' : '\n', start + 2);
    this.#at = close < 0 ? this.#text.length : close + (block ? 2 : 1);
    this.problems.add('json/comment', 'JSON has no comments.', start, this.#at);
    return true;
  }

  /** Passes a value and writes it onto the tape. */
  #value(): void {
    const code = this.#peek();
    switch (code) {
      case OPEN_MAP:
      case OPEN_LIST:
        this.#nested(code);
        return;
      case QUOTE:
        this.#string(QUOTE);
        return;
      case APOSTROPHE:
        if (this.#options.singleQuotes !== true)
          this.problems.add('json/single-quotes', 'JSON strings take double quotes.', this.#at, this.#at + 1);
        this.#string(APOSTROPHE);
        return;
      default:
        this.#plain();
    }
  }

  #nested(open: number): void {
    if (this.#depth >= limits.depth) {
      this.#skipDeep();
      return;
    }
    this.#depth++;
    if (open === OPEN_MAP) this.#map();
    else this.#list();
    this.#depth--;
  }

  /** Passes over what is nested too deep, without recursion. */
  #skipDeep(): void {
    const start = this.#at;
    this.problems.add('text/too-deep', `Nested deeper than ${limits.depth} levels; what is inside is not read.`, start, start + 1);
    let open = 0;
    do {
      const code = this.#peek();
      if (code === QUOTE) {
        this.#scanString(QUOTE);
        continue;
      }
      if (code === OPEN_MAP || code === OPEN_LIST) open++;
      if (code === CLOSE_MAP || code === CLOSE_LIST) open--;
      this.#at++;
    } while (open > 0 && this.#at < this.#text.length);
    this.#at = Math.min(this.#at, this.#text.length);
    this.#tape.scalar(CellKind.plain, start, start);
  }

  #map(): void {
    const start = this.#at++;
    const map = this.#tape.open(CellKind.map, start);
    for (;;) {
      const code = this.#peek();
      if (code === CLOSE_MAP) {
        this.#at++;
        break;
      }
      if (Number.isNaN(code) || code === CLOSE_LIST) {
        this.#unclosed(code, 'json/unclosed-map', "This '{' is not closed.", start);
        break;
      }
      if (!this.#entry(code)) break;
      if (!this.#separator(CLOSE_MAP)) break;
    }
    this.#tape.close(map, this.#at);
  }

  /** Reads `key: value`. False when no key could be found and nothing was consumed that helps. */
  #entry(code: number): boolean {
    const start = this.#at;
    const kind = code === QUOTE || code === APOSTROPHE ? this.#quotedKey(code) : this.#bareKey();
    const end = this.#at;
    if (kind === undefined) {
      this.problems.add('json/key-expected', `A key is expected here, found ${this.#found()}.`, start, start + 1);
      return this.#recover();
    }
    this.#tape.key(kind, start, end);
    if (this.#peek() === COLON) this.#at++;
    else {
      const key = this.#tape.keyText(kind, start, end);
      this.problems.add('json/colon-expected', `A ':' is expected after the key '${key}', found ${this.#found()}.`, this.#at, this.#at + 1);
      const next = this.#peek();
      if (next === COMMA || next === CLOSE_MAP || Number.isNaN(next)) {
        this.#tape.scalar(CellKind.plain, end, end);
        return true;
      }
    }
    this.#value();
    return true;
  }

  #quotedKey(quote: number): number {
    const start = this.#at;
    if (quote === APOSTROPHE && this.#options.singleQuotes !== true)
      this.problems.add('json/single-quotes', 'JSON strings take double quotes.', start, start + 1);
    return this.#scanString(quote) ? CellKind.escaped : CellKind.string;
  }

  #bareKey(): number | undefined {
    BARE_KEY.lastIndex = this.#at;
    const found = BARE_KEY.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    const isWord = found === 'null' || found === 'true' || found === 'false';
    if (this.#options.unquotedKeys !== true || isWord)
      this.problems.add('json/unquoted-key', 'JSON keys take double quotes.', this.#at, this.#at + found.length);
    this.#at += found.length;
    return CellKind.plain;
  }

  #list(): void {
    const start = this.#at++;
    const list = this.#tape.open(CellKind.list, start);
    for (;;) {
      const code = this.#peek();
      if (code === CLOSE_LIST) {
        this.#at++;
        break;
      }
      if (Number.isNaN(code) || code === CLOSE_MAP) {
        this.#unclosed(code, 'json/unclosed-list', "This '[' is not closed.", start);
        break;
      }
      this.#value();
      if (!this.#separator(CLOSE_LIST)) break;
    }
    this.#tape.close(list, this.#at);
  }

  /** At the end of the text every open bracket is unclosed; the innermost is reported. */
  #unclosed(found: number, code: string, message: string, start: number): void {
    if (this.#endReported) return;
    this.#endReported = Number.isNaN(found);
    this.problems.add(code, message, start, start + 1);
  }

  /** Passes the comma between two items. False at the end of the text. */
  #separator(close: number): boolean {
    const code = this.#peek();
    if (code === COMMA) {
      const comma = this.#at++;
      if (this.#peek() === close && this.#options.trailingCommas !== true)
        this.problems.add('json/trailing-comma', 'A comma stands before the closing bracket.', comma, comma + 1);
      return true;
    }
    if (code === close || code === CLOSE_MAP || code === CLOSE_LIST || Number.isNaN(code)) return true;
    this.problems.add(
      'json/comma-expected',
      `A ',' or '${String.fromCharCode(close)}' is expected here, found ${this.#found()}.`,
      this.#at,
      this.#at + 1,
    );
    return code === COLON ? this.#recover() : true;
  }

  /** After a mistake: goes on behind the next comma, or before the next bracket. False at the end of the text. */
  #recover(): boolean {
    for (;;) {
      const code = this.#peek();
      if (Number.isNaN(code)) return false;
      if (code === COMMA) return true;
      if (code === CLOSE_MAP || code === CLOSE_LIST || code === OPEN_MAP || code === OPEN_LIST) {
        if (code === OPEN_MAP || code === OPEN_LIST) this.#discard();
        return true;
      }
      if (code === QUOTE) this.#scanString(QUOTE);
      else this.#at++;
    }
  }

  /** Passes a value that belongs nowhere. */
  #discard(): void {
    const before = this.#tape.length;
    this.#value();
    this.#tape.length = before;
  }

  #found(): string {
    const code = this.#peek();
    return Number.isNaN(code) ? 'the end of the text' : `'${String.fromCodePoint(this.#text.codePointAt(this.#at) as number)}'`;
  }

  #string(quote: number): void {
    const start = this.#at;
    const kind = this.#scanString(quote) ? CellKind.escaped : CellKind.string;
    this.#tape.scalar(kind, start, this.#at);
  }

  /** Passes a string, quotes included; says whether it has escapes. An unclosed one ends with its line. */
  #scanString(quote: number): boolean {
    const text = this.#text;
    const start = this.#at;
    let escapes = false;
    let i = start + 1;
    for (;;) {
      const code = text.charCodeAt(i);
      if (code === quote) break;
      if (code === BACKSLASH) {
        escapes = true;
        if (!isEscape(text, i + 1, this.#options.singleQuotes === true))
          this.problems.add('json/bad-escape', 'JSON knows no such escape.', i, i + 2);
        i += 2;
      } else if (code >= 0x20) i++;
      else if (Number.isNaN(code) || (code === 0x0a && this.#options.controlCharacters !== true)) {
        this.problems.add('json/unclosed-string', 'This string has no closing quote.', start, Math.min(i, text.length));
        this.#at = Math.min(i, text.length);
        return escapes;
      } else {
        if (this.#options.controlCharacters !== true)
          this.problems.add('json/control-character', 'A control character must be escaped.', i, i + 1);
        i++;
      }
    }
    this.#at = i + 1;
    return escapes;
  }

  #plain(): void {
    const start = this.#at;
    WORD.lastIndex = start;
    const word = WORD.exec(this.#text)?.[0] ?? '';
    NUMBER.lastIndex = start;
    const ok = word === 'true' || word === 'false' || word === 'null' || (word !== '' && NUMBER.exec(this.#text)?.[0] === word);
    if (!ok) {
      const what = word === '' ? this.#found() : `'${word.length > 40 ? `${word.slice(0, 40)}…` : word}'`;
      this.problems.add('json/value-expected', `A JSON value is expected here, found ${what}.`, start, start + Math.max(1, word.length));
      const code = this.#text.charCodeAt(start);
      if (word === '' && code !== COMMA && code !== CLOSE_MAP && code !== CLOSE_LIST && start < this.#text.length) this.#at++;
    }
    this.#at += word.length;
    this.#tape.scalar(ok ? CellKind.plain : CellKind.word, start, start + word.length);
  }
}
