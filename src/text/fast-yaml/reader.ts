// A fast reader for the YAML that configurations are made of: block and flow collections, scalars of one line, block scalars,
// comments. It is some fifty times faster than the library and a tenth of its size. Whatever it is not sure of (anchors, tags,
// several lines of plain or quoted text, tabs, anything malformed) it leaves: it then gives nothing and the library reads the
// text. What it does read is the tree that the library would give, spans included; a test holds the two against each other.
import type { SyntaxDocument } from '../parsed.ts';
import { limits } from '../problem.ts';
import type { SyntaxNode } from '../syntax.ts';
import { APOSTROPHE, COLON, COMMA, CR, Cursor, DASH, HASH, isMarker, LF, QUOTE, SPACE } from './cursor.ts';
import { emptyScalar, GrowingList, GrowingMap, type Key, YamlEntry } from './nodes.ts';
import { Scalars } from './scalars.ts';

/** The documents of a text, or undefined when the library must read it. */
export function readFastYaml(text: string): readonly SyntaxDocument[] | undefined {
  // A byte order mark, a directive, a lone carriage return, a NUL: for the library.
  if (/^[\ufeff%]|\r(?!\n)|[\0\u2028\u2029\u0085]/.test(text)) return undefined;
  return new FastReader(text).documents();
}

const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

class FastReader {
  readonly #cursor: Cursor;
  readonly #scalars: Scalars;
  #depth = 0;

  constructor(text: string) {
    this.#cursor = new Cursor(text);
    this.#scalars = new Scalars(this.#cursor);
  }

  documents(): readonly SyntaxDocument[] | undefined {
    const cursor = this.#cursor;
    const { text } = cursor;
    let found = cursor.toContent(0);
    if (!found && /^---\r?\n/.test(text.slice(cursor.at, cursor.at + 5))) found = cursor.toContent(cursor.lineEnd() + 1);
    if (!found) return undefined; // nothing written, or a marker with something: rare, and the library's
    const root = this.#rootNode();
    if (root === undefined || cursor.gaveUp || cursor.at < text.length) return undefined;
    return [{ root, span: { start: 0, end: text.length } }];
  }

  /** The document's node; the cursor then stands at the end of the text, or the reader has given up. */
  #rootNode(): SyntaxNode | undefined {
    const cursor = this.#cursor;
    const code = cursor.code();
    if (code === OPEN_MAP || code === OPEN_LIST) {
      const node = this.#flow(-1);
      if (node !== undefined) cursor.nextLine();
      return node;
    }
    return this.#blockNode(-1);
  }

  /** A node that begins a line (or follows dashes) at column `indent`, which is greater than `parent`. */
  #blockNode(parent: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    const column = cursor.indent;
    if (this.#atDash()) return this.#list(column);
    const code = cursor.code();
    if (code === OPEN_MAP || code === OPEN_LIST || code === 0x7c || code === 0x3e) return this.#inline(parent);
    const key = this.#scalars.blockKey();
    if (key === undefined) return undefined;
    return key === 'none' ? this.#inline(parent) : this.#map(column, key);
  }

  #atDash(): boolean {
    const cursor = this.#cursor;
    if (cursor.code() !== DASH) return false;
    const next = cursor.code(cursor.at + 1);
    return next === SPACE || next === LF || next === CR || Number.isNaN(next);
  }

  /** A value on the line of its key or dash, and the way to the next line's first token. */
  #inline(parent: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    switch (cursor.code()) {
      case OPEN_MAP:
      case OPEN_LIST:
        return this.#thenLine(this.#flow(parent));
      case QUOTE:
      case APOSTROPHE:
        return this.#thenLine(this.#scalars.quoted());
      case 0x7c:
      case 0x3e: {
        const node = this.#scalars.block(parent);
        if (node !== undefined) this.#more = cursor.toContent(cursor.at);
        return cursor.gaveUp ? undefined : node;
      }
      default:
        return this.#thenLine(this.#scalars.plain(false));
    }
  }

  /** Whether the cursor stands at a token of this document: what the last move to a line said. */
  #more = true;

  #thenLine<Node>(node: Node | undefined): Node | undefined {
    if (node === undefined) return undefined;
    this.#more = this.#cursor.nextLine();
    return this.#cursor.gaveUp ? undefined : node;
  }

  #list(column: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    if (++this.#depth > limits.depth) return cursor.giveUp();
    const list = new GrowingList(cursor.at);
    do {
      const dash = cursor.at++;
      const item = this.#item(column, dash);
      if (item === undefined) return undefined;
      list.items.push(item);
    } while (this.#more && cursor.indent === column && this.#atDash());
    if (this.#more && cursor.indent > column) return cursor.giveUp();
    list.end = endOf(list.items.at(-1) as SyntaxNode);
    this.#depth--;
    return list;
  }

  #item(column: number, dash: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    cursor.skipSpaces();
    if (cursor.gaveUp) return undefined;
    if (cursor.atLineEnd) {
      this.#more = cursor.nextLine();
      if (cursor.gaveUp) return undefined;
      return this.#more && cursor.indent > column ? this.#blockNode(column) : cursor.giveUp();
    }
    cursor.indent = column + (cursor.at - dash);
    return this.#blockNode(column);
  }

  /** A block map whose first key has been read. */
  #map(column: number, first: Key): SyntaxNode | undefined {
    const cursor = this.#cursor;
    if (++this.#depth > limits.depth) return cursor.giveUp();
    const map = new GrowingMap(first.start);
    for (let key: Key | 'none' | undefined = first; ; ) {
      const value = this.#value(column);
      if (value === undefined) return undefined;
      map.entries.push(new YamlEntry(key, value));
      if (!this.#more || cursor.indent !== column) break;
      if (this.#atDash()) return cursor.giveUp();
      key = this.#scalars.blockKey();
      if (key === undefined || key === 'none') return cursor.giveUp();
    }
    if (this.#more && cursor.indent > column) return cursor.giveUp();
    map.end = endOf((map.entries.at(-1) as YamlEntry).value);
    this.#depth--;
    return map;
  }

  /** What follows a key's colon. */
  #value(column: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    const colon = cursor.at;
    cursor.skipSpaces();
    if (cursor.gaveUp) return undefined;
    if (!cursor.atLineEnd) return this.#atDash() ? cursor.giveUp() : this.#inline(column);
    this.#more = cursor.nextLine();
    if (cursor.gaveUp) return undefined;
    if (this.#more && cursor.indent > column) return this.#blockNode(column);
    if (this.#more && cursor.indent === column && this.#atDash()) return this.#list(column);
    return this.#emptyAt(colon);
  }

  /** The library puts an empty value behind the blanks that follow the colon. */
  #emptyAt(colon: number): SyntaxNode {
    const { text } = this.#cursor;
    let at = colon;
    while (text.charCodeAt(at) === SPACE) at++;
    return emptyScalar(text, at);
  }

  /** A flow collection; its lines are indented more than `parent`. */
  #flow(parent: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    if (++this.#depth > limits.depth) return cursor.giveUp();
    const node = cursor.code() === OPEN_MAP ? this.#flowMap(parent) : this.#flowList(parent);
    this.#depth--;
    return node;
  }

  #flowMap(parent: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    const map = new GrowingMap(cursor.at++);
    for (;;) {
      if (!this.#flowBlanks(parent)) return undefined;
      if (cursor.code() === CLOSE_MAP) break;
      const key = this.#scalars.flowKey();
      if (key === undefined || !this.#flowBlanks(parent)) return undefined;
      const value = this.#flowValue(parent);
      if (value === undefined) return undefined;
      map.entries.push(new YamlEntry(key, value));
      if (!this.#flowBlanks(parent)) return undefined;
      if (cursor.code() === COMMA) cursor.at++;
      else if (cursor.code() !== CLOSE_MAP) return cursor.giveUp();
    }
    map.end = ++cursor.at;
    return map;
  }

  #flowList(parent: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    const list = new GrowingList(cursor.at++);
    for (;;) {
      if (!this.#flowBlanks(parent)) return undefined;
      if (cursor.code() === CLOSE_LIST) break;
      const item = this.#flowValue(parent);
      if (item === undefined || !this.#flowBlanks(parent)) return undefined;
      list.items.push(item);
      if (cursor.code() === COMMA) cursor.at++;
      else if (cursor.code() !== CLOSE_LIST) return cursor.giveUp();
    }
    list.end = ++cursor.at;
    return list;
  }

  #flowValue(parent: number): SyntaxNode | undefined {
    const cursor = this.#cursor;
    switch (cursor.code()) {
      case OPEN_MAP:
      case OPEN_LIST:
        return this.#flow(parent);
      case QUOTE:
      case APOSTROPHE:
        return this.#scalars.quoted();
      default: {
        const start = cursor.at;
        const node = this.#scalars.plain(true);
        return node === undefined || cursor.at === start || cursor.code() === COLON ? cursor.giveUp() : node;
      }
    }
  }

  /** Blanks, comments and line breaks inside a flow collection. False when the reader has given up. */
  #flowBlanks(parent: number): boolean {
    const cursor = this.#cursor;
    cursor.skipSpaces();
    const code = cursor.code();
    if (code === HASH || code === LF || code === CR) {
      if (!cursor.atLineEnd || !cursor.toContent(cursor.lineEnd() + 1) || cursor.indent <= parent || isMarker(cursor.text, cursor.at))
        cursor.giveUp();
    } else if (Number.isNaN(code)) cursor.giveUp();
    return !cursor.gaveUp;
  }
}

const endOf = (node: SyntaxNode): number => (node instanceof GrowingMap || node instanceof GrowingList ? node.end : node.span.end);
