// The pass over a text that `typing.ts` asks: indentation and brackets, never the whole grammar.
import type { Span } from '../base/span.ts';
import type { ScalarNode } from './syntax.ts';

export type PathPart = string | number;

export interface TypingPlace {
  /** Of the map whose key is typed, or of the value that is typed. */
  readonly path: readonly PathPart[];
  /** What is typed. `either`: a new node, which may become a value or the first key of a map. */
  readonly at: 'key' | 'value' | 'either';
  /** The key or scalar that the offset is in; empty where nothing is written yet. */
  readonly word: Span;
  readonly style: ScalarNode['style'];
  /** Other keys of the map at `path`, also those below the offset. */
  readonly keys: readonly string[];
  /** Column (from 0) at which a key of this map stands. */
  readonly column: number;
  /** Inside brackets, where lines mean nothing. */
  readonly flow: boolean;
  /** A colon follows the key already. */
  readonly colon: boolean;
  /** The maps around the offset, the outermost first; the map of `keys` is among them when a key is typed. */
  readonly around: readonly MapAround[];
}

export interface MapAround {
  /** How many parts of a path lead to it. */
  readonly depth: number;
  readonly keys: readonly string[];
  /** Of its scalars those that were asked for (`watch`), also where they stand below the offset. Quotes are taken off. */
  readonly scalars: ReadonlyMap<string, string>;
}

/** A scalar value with its path, as `scalarsOf` hands them out. Quotes are taken off, escapes are not read. */
export interface TypedScalar {
  readonly path: readonly PathPart[];
  readonly value: string;
  readonly span: Span;
}

interface MapFrame {
  readonly kind: 'map';
  readonly column: number;
  readonly flow: boolean;
  readonly keys: string[];
  readonly scalars: Map<string, string>;
  key: string | undefined;
}
interface ListFrame {
  readonly kind: 'list';
  readonly column: number;
  readonly flow: boolean;
  index: number;
}
type Frame = MapFrame | ListFrame;

/** Deeper brackets are followed, but not told apart. */
const MAX_DEPTH = 200;

/** What stands between quotes; the closing one may be missing. */
export const unquoted = (raw: string, quote: string): string => raw.slice(1, raw.length > 1 && raw.endsWith(quote) ? -1 : undefined);

const unquotedScalar = (raw: string): string => (raw.startsWith('"') || raw.startsWith("'") ? unquoted(raw, raw[0] as string) : raw);

export class Scanner {
  readonly #text: string;
  readonly #offset: number;
  readonly #visit: ((scalar: TypedScalar) => void) | undefined;
  readonly #watch: ReadonlySet<string>;
  #frames: Frame[] = [];
  /** The plain scalar that a deeper line goes on with. */
  #plain: { start: number; end: number; column: number; found: boolean } | undefined;
  #found:
    | {
        path: readonly PathPart[];
        at: TypingPlace['at'];
        word: Span;
        style: ScalarNode['style'];
        map: MapFrame | undefined;
        frames: readonly Frame[];
      }
    | undefined;
  #column = 0;
  #flow = false;
  #colon = false;
  #key: string | undefined;
  /** The place is that of a new node: a map that begins below it, at its column, is the map it belongs to. */
  #orphan: { readonly column: number; readonly depth: number } | undefined;

  constructor(text: string, offset: number, visit: ((scalar: TypedScalar) => void) | undefined, watch: ReadonlySet<string> = new Set()) {
    this.#text = text;
    this.#offset = offset;
    this.#visit = visit;
    this.#watch = watch;
  }

  run(): void {
    let at = 0;
    while (at <= this.#text.length) at = this.#line(at);
  }

  place(): TypingPlace | undefined {
    const found = this.#found;
    if (found === undefined) return undefined;
    const { path, at, word, style, map } = found;
    const keys = (map?.keys ?? []).filter((key) => key !== this.#key || at === 'value');
    const around = found.frames.flatMap((frame, depth) =>
      frame.kind === 'map' ? [{ depth, keys: frame.keys, scalars: frame.scalars }] : [],
    );
    return { path, at, word, style, keys, column: this.#column, flow: this.#flow, colon: this.#colon, around };
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }

  #skipBlanks(at: number, end: number): number {
    let i = at;
    while (i < end && (this.#text[i] === ' ' || this.#text[i] === '\t' || this.#text[i] === '\r')) i++;
    return i;
  }

  /** Reads a line, and what it opens that goes on; gives the start of the next line. */
  #line(start: number): number {
    const end = this.#lineEnd(start);
    let at = this.#skipBlanks(start, end);
    if (at === end || this.#text[at] === '#') {
      if (at === end && this.#isIn(start, end)) this.#blank(this.#offset - start);
      else if (at < end && this.#isIn(start, at)) this.#blank(this.#offset - start);
      return end + 1;
    }
    if (at === start && /^(?:---|\.\.\.)(?:\s|$)/.test(this.#text.slice(at, at + 4))) {
      this.#frames = [];
      return end + 1;
    }
    if (this.#isIn(start, at - 1)) this.#blank(this.#offset - start);
    let column = at - start;
    const continues = this.#plain !== undefined && column > this.#plain.column && this.#keyAt(at, end) === undefined;
    if (continues && !this.#isDash(at, end)) return this.#continuePlain(at, end);
    this.#plain = undefined;
    if (this.#orphan !== undefined && column < this.#orphan.column) this.#orphan = undefined;
    this.#leave(column, this.#isDash(at, end));
    while (this.#isDash(at, end)) {
      this.#item(column);
      const next = this.#skipBlanks(at + 1, end);
      if (this.#isIn(at + 1, next) && (next === end || this.#offset < next))
        this.#note('either', { start: this.#offset, end: this.#offset }, 'plain', next - start);
      if (next === end || this.#text[next] === '#') return end + 1;
      at = next;
      column = at - start;
    }
    return this.#node(at, end, column);
  }

  #isIn(start: number, end: number): boolean {
    return this.#found === undefined && this.#offset >= start && this.#offset <= end;
  }

  #isDash(at: number, end: number): boolean {
    return this.#text[at] === '-' && (at + 1 >= end || /\s/.test(this.#text[at + 1] as string));
  }

  /** Ends what stands deeper than a column. */
  #leave(column: number, dash: boolean): void {
    for (;;) {
      const top = this.#frames.at(-1);
      if (top === undefined) return;
      if (top.column > column || (top.column === column && top.kind === 'list' && !dash)) this.#frames.pop();
      else return;
    }
  }

  #item(column: number): void {
    const top = this.#frames.at(-1);
    if (top?.kind === 'list' && top.column === column && !top.flow) top.index++;
    else this.#push({ kind: 'list', column, flow: false, index: 0 });
  }

  #push(frame: Frame): void {
    if (this.#frames.length < MAX_DEPTH) this.#frames.push(frame);
  }

  #begin(map: MapFrame): void {
    const orphan = this.#orphan;
    if (orphan?.column === map.column && orphan.depth === this.#frames.length && this.#found !== undefined)
      this.#found = { ...this.#found, at: 'key', map, frames: [...this.#frames, map] };
    this.#orphan = undefined;
    this.#push(map);
  }

  #path(frames: readonly Frame[] = this.#frames): PathPart[] {
    return frames.flatMap((frame): PathPart[] => (frame.kind === 'list' ? [frame.index] : frame.key === undefined ? [] : [frame.key]));
  }

  #note(at: TypingPlace['at'], word: Span, style: ScalarNode['style'], column: number, flow = false): void {
    const top = this.#frames.at(-1);
    const map = at === 'key' && top?.kind === 'map' ? top : undefined;
    const path = this.#path();
    this.#found = { path: map?.key !== undefined ? path.slice(0, -1) : path, at, word, style, map, frames: [...this.#frames] };
    this.#column = column;
    this.#flow = flow;
  }

  /** An empty line: whatever a key at this column would belong to. */
  #blank(column: number): void {
    const saved = this.#frames;
    this.#frames = [...saved];
    this.#leave(column, false);
    const top = this.#frames.at(-1);
    const word = { start: this.#offset, end: this.#offset };
    if (top === undefined || (top.kind === 'map' && top.column === column)) this.#note('key', word, 'plain', column);
    else this.#note('either', word, 'plain', column);
    if (this.#found?.map === undefined) this.#orphan = { column, depth: this.#frames.length };
    this.#frames = saved;
  }

  /** The key that starts here, with the offset behind its colon. */
  #keyAt(at: number, end: number): { readonly key: string; readonly end: number; readonly value: number } | undefined {
    const first = this.#text[at];
    if (first === '{' || first === '[' || first === '|' || first === '>') return undefined;
    let close = at;
    if (first === '"' || first === "'") {
      close = this.#quoteEnd(at, end);
      const colon = this.#skipBlanks(close, end);
      return this.#isColon(colon, end) ? { key: this.#text.slice(at + 1, close - 1), end: close, value: colon + 1 } : undefined;
    }
    for (let i = at; i < end; i++) {
      if (this.#text[i] === '#' && /\s/.test(this.#text[i - 1] ?? '')) return undefined;
      if (this.#isColon(i, end)) return { key: this.#text.slice(at, i).trimEnd(), end: i, value: i + 1 };
    }
    return undefined;
  }

  #isColon(at: number, end: number): boolean {
    return this.#text[at] === ':' && at < end && (at + 1 >= end || /\s/.test(this.#text[at + 1] as string));
  }

  /** The offset behind the closing quote; an open one ends at `end`. */
  #quoteEnd(at: number, end: number): number {
    const quote = this.#text[at];
    for (let i = at + 1; i < end; i++) {
      if (quote === '"' && this.#text[i] === '\\') i++;
      else if (this.#text[i] === quote) {
        if (quote === "'" && this.#text[i + 1] === quote) i++;
        else return i + 1;
      }
    }
    return end;
  }

  #node(at: number, end: number, column: number): number {
    const key = this.#keyAt(at, end);
    if (key === undefined) {
      const top = this.#frames.at(-1);
      const isKey = top === undefined ? !/[{["']/.test(this.#text[at] as string) : top.kind === 'map' && top.column === column;
      const before = this.#found;
      const next = this.#value(at, end, column, isKey ? 'key' : 'either', column - 1);
      if (this.#found !== before && this.#found?.map === undefined) this.#orphan = { column, depth: this.#frames.length };
      return next;
    }
    const top = this.#frames.at(-1);
    if (top?.kind === 'map' && top.column === column) top.key = undefined;
    else this.#begin({ kind: 'map', column, flow: false, keys: [], scalars: new Map(), key: undefined });
    if (this.#isIn(at, key.end)) {
      this.#colon = true;
      this.#key = key.key;
      this.#note('key', { start: at, end: key.end }, 'plain', column);
    }
    const map = this.#frames.at(-1);
    if (map?.kind === 'map') {
      map.keys.push(key.key);
      map.key = key.key;
    }
    const value = this.#skipBlanks(key.value, end);
    if (this.#isIn(key.value, value) && (value === end || this.#offset < value || this.#text[value] === '#'))
      this.#note('value', { start: this.#offset, end: this.#offset }, 'plain', column);
    if (value === end || this.#text[value] === '#') return end + 1;
    return this.#value(value, end, column, 'value', column);
  }

  /** A value at `at`; `column` is that of its line's key or of itself, `parent` the one that deeper lines must exceed. */
  #value(at: number, end: number, column: number, as: TypingPlace['at'], parent: number): number {
    const first = this.#text[at] as string;
    if (first === '&' || first === '!') {
      const next = this.#skipBlanks(at + (/^\S+/.exec(this.#text.slice(at, Math.min(end, at + 200)))?.[0].length ?? 1), end);
      return next >= end ? end + 1 : this.#value(next, end, column, as, parent);
    }
    if (first === '{' || first === '[') return this.#flowAt(at, parent);
    if ((first === '|' || first === '>') && as !== 'key') return this.#block(at, end, column, first === '|' ? 'literal' : 'folded');
    if (first === '"' || first === "'") return this.#quoted(at, end, column, as, first === '"' ? 'double' : 'single');
    return this.#plainAt(at, end, column, as, parent);
  }

  #plainAt(at: number, end: number, column: number, as: TypingPlace['at'], parent: number): number {
    const close = this.#plainEnd(at, end);
    const found = this.#isIn(at, close);
    if (found) this.#note(as, { start: at, end: close }, 'plain', column);
    this.#plain = { start: at, end: close, column: parent, found };
    this.#emit(at, close);
    return end + 1;
  }

  #plainEnd(at: number, end: number): number {
    let close = end;
    for (let i = at + 1; i < end; i++)
      if (this.#text[i] === '#' && /\s/.test(this.#text[i - 1] as string)) {
        close = i;
        break;
      }
    while (close > at && /\s/.test(this.#text[close - 1] as string)) close--;
    return close;
  }

  #continuePlain(at: number, end: number): number {
    const plain = this.#plain;
    if (plain === undefined) return end + 1;
    plain.end = this.#plainEnd(at, end);
    if (plain.found && this.#found !== undefined) this.#found = { ...this.#found, word: { start: plain.start, end: plain.end } };
    else if (this.#isIn(at, plain.end)) {
      plain.found = true;
      this.#note('value', { start: plain.start, end: plain.end }, 'plain', plain.column);
    }
    return end + 1;
  }

  #quoted(at: number, end: number, column: number, as: TypingPlace['at'], style: 'single' | 'double'): number {
    let close = this.#quoteEnd(at, end);
    // A quote that is open at its line's end goes on only while the lines are indented deeper.
    if (!this.#isClosed(at, close)) {
      let last = end;
      while (last < this.#text.length) {
        const next = this.#lineEnd(last + 1);
        const content = this.#skipBlanks(last + 1, next);
        if (content < next && content - last - 1 <= column) break;
        last = next;
        close = this.#quoteEnd(at, last);
        if (this.#isClosed(at, close)) break;
      }
      if (!this.#isClosed(at, close)) close = end;
    }
    if (this.#isIn(at, close)) this.#note(as, { start: at, end: close }, style, column);
    this.#emit(at, close);
    return this.#lineEnd(close) + 1;
  }

  #isClosed(at: number, close: number): boolean {
    return close > at + 1 && this.#text[close - 1] === this.#text[at] && this.#quoteEnd(at, close) === close;
  }

  #block(at: number, end: number, column: number, style: 'literal' | 'folded'): number {
    const top = this.#frames.at(-1);
    const parent = top === undefined ? -1 : Math.min(top.column, column);
    let last = end;
    while (last < this.#text.length) {
      const next = this.#lineEnd(last + 1);
      const content = this.#skipBlanks(last + 1, next);
      if (content < next && content - last - 1 <= parent) break;
      last = next;
    }
    if (this.#isIn(at, last)) this.#note('value', { start: at, end: last }, style, column);
    return last + 1;
  }

  #emit(start: number, end: number): void {
    const top = this.#frames.at(-1);
    if (top?.kind === 'map' && top.key !== undefined && this.#watch.has(top.key) && end - start < 1000)
      top.scalars.set(top.key, unquotedScalar(this.#text.slice(start, end)));
    if (this.#visit === undefined || this.#frames.length > 16) return;
    const raw = this.#text.slice(start, end);
    this.#visit({ path: this.#path(), value: unquotedScalar(raw), span: { start, end } });
  }

  /** Brackets, until they close, or until a line that must be the next key of the block around them. */
  #flowAt(start: number, parent: number): number {
    const base = this.#frames.length;
    let depth = 0; // beyond MAX_DEPTH frames are not pushed, brackets still count
    let at = start;
    while (at < this.#text.length) {
      const char = this.#text[at] as string;
      if (char === '\n') {
        if (base > 0 && this.#nextKeyEnds(at + 1, parent)) break;
        this.#flowGap(at, at + 1);
        at++;
      } else if (char === ' ' || char === '\t' || char === '\r') {
        this.#flowGap(at, at + 1);
        at++;
      } else if (char === '#' && /[\s,]/.test(this.#text[at - 1] ?? ' ')) {
        const end = this.#lineEnd(at);
        at = end;
      } else if (char === '{' || char === '[') {
        depth++;
        this.#push(
          char === '{'
            ? { kind: 'map', column: 1e9, flow: true, keys: [], scalars: new Map(), key: undefined }
            : { kind: 'list', column: 1e9, flow: true, index: 0 },
        );
        at++;
      } else if (char === '}' || char === ']') {
        this.#flowGap(at, at);
        depth--;
        if (this.#frames.length > base && depth < MAX_DEPTH - base) this.#frames.pop();
        at++;
        if (depth <= 0) break;
      } else if (char === ',') {
        this.#flowGap(at, at);
        const top = this.#frames.at(-1);
        if (top?.kind === 'list') top.index++;
        else if (top !== undefined) top.key = undefined;
        at++;
      } else at = this.#flowToken(at);
    }
    if (at >= this.#text.length) this.#flowGap(at, at);
    this.#frames.length = Math.min(this.#frames.length, base);
    return this.#lineEnd(at) + 1;
  }

  #nextKeyEnds(at: number, parent: number): boolean {
    const end = this.#lineEnd(at);
    const content = this.#skipBlanks(at, end);
    if (content === end || content - at > parent) return false;
    return this.#isDash(content, end) || (/[\w-]/.test(this.#text[content] as string) && this.#keyAt(content, end) !== undefined);
  }

  /** Nothing is written where the offset is. */
  #flowGap(start: number, end: number): void {
    if (!this.#isIn(start, end) || (start === end && this.#offset !== start)) return;
    const next = this.#text[this.#offset] ?? '';
    if (start !== end && this.#offset === end && /\S/.test(next) && !/[,}\]]/.test(next)) return;
    const top = this.#frames.at(-1);
    const word = { start: this.#offset, end: this.#offset };
    this.#note(top?.kind === 'map' && top.key === undefined ? 'key' : 'value', word, 'plain', 0, true);
  }

  #flowToken(at: number): number {
    const first = this.#text[at] as string;
    const quoted = first === '"' || first === "'";
    let close = at + 1;
    if (quoted) close = this.#quoteEnd(at, this.#lineEnd(at));
    else {
      while (close < this.#text.length && !/[,[\]{}\n]/.test(this.#text[close] as string) && !this.#flowColon(close)) close++;
      if (first === ':') close = at + 1;
      while (close > at + 1 && /\s/.test(this.#text[close - 1] as string)) close--;
    }
    const top = this.#frames.at(-1);
    const end = this.#lineEnd(close);
    const colon = this.#skipBlanks(close, end);
    const isColon = quoted ? this.#text[colon] === ':' : this.#flowColon(colon);
    const style = first === '"' ? 'double' : first === "'" ? 'single' : 'plain';
    if (top?.kind === 'map' && top.key === undefined) {
      const key = quoted ? unquoted(this.#text.slice(at, close), first) : this.#text.slice(at, close);
      if (this.#isIn(at, close)) {
        this.#colon = isColon;
        this.#key = key;
        this.#note('key', { start: at, end: close }, style, 0, true);
      }
      top.keys.push(key);
      if (!isColon) return close;
      top.key = key;
      return colon + 1;
    }
    if (this.#isIn(at, close)) this.#note('value', { start: at, end: close }, style, 0, true);
    this.#emit(at, close);
    return Math.max(close, at + 1);
  }

  #flowColon(at: number): boolean {
    return this.#text[at] === ':' && /[\s,[\]{}]|^$/.test(this.#text[at + 1] ?? '');
  }
}
