// Nodes of a JSON text. A 20 MB dump has more than a million scalars of which few are read, so spans, values and key nodes
// are made when somebody asks; until then a node is a few numbers. To readers they are SyntaxNodes like any other.
import type { Span } from '../base/span.ts';
import { integer } from './core-schema.ts';
import { decodeString } from './json-string.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, SyntaxNode } from './syntax.ts';

export class JsonMap implements MapNode {
  readonly kind = 'map';
  readonly start: number;
  end: number;
  readonly entries: MapEntry[] = [];

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }
  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

export class JsonList implements ListNode {
  readonly kind = 'list';
  readonly start: number;
  end: number;
  readonly items: SyntaxNode[] = [];

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }
  get span(): Span {
    return { start: this.start, end: this.end };
  }
}

export class JsonEntry implements MapEntry {
  readonly key: string;
  readonly value: SyntaxNode;
  readonly #start: number;
  readonly #end: number;
  readonly #style: ScalarNode['style'];

  constructor(key: string, start: number, end: number, style: ScalarNode['style'], value: SyntaxNode) {
    this.key = key;
    this.value = value;
    this.#start = start;
    this.#end = end;
    this.#style = style;
  }
  get keySpan(): Span {
    return { start: this.#start, end: this.#end };
  }
  get keyNode(): ScalarNode {
    return { kind: 'scalar', span: this.keySpan, value: this.key, raw: this.key, style: this.#style };
  }
}

/** A string of which the text between the quotes is the value, unless it has escapes. */
export class JsonString implements ScalarNode {
  readonly kind = 'scalar';
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  readonly #escapes: boolean;

  constructor(text: string, start: number, end: number, escapes: boolean) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
    this.#escapes = escapes;
  }
  get span(): Span {
    return { start: this.#start, end: this.#end };
  }
  get raw(): string {
    const closed = this.#end - this.#start > 1 && this.#text.charCodeAt(this.#end - 1) === this.#text.charCodeAt(this.#start);
    const inside = this.#text.slice(this.#start + 1, closed ? this.#end - 1 : this.#end);
    return this.#escapes ? decodeString(inside) : inside;
  }
  get value(): string {
    return this.raw;
  }
  get style(): 'double' | 'single' {
    return this.#text.charCodeAt(this.#start) === 0x27 ? 'single' : 'double';
  }
}

/** A number, or one of the three words. */
export class JsonPlain implements ScalarNode {
  readonly kind = 'scalar';
  readonly style = 'plain';
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
  }
  get span(): Span {
    return { start: this.#start, end: this.#end };
  }
  get raw(): string {
    return this.#text.slice(this.#start, this.#end);
  }
  get value(): number | bigint | boolean | null {
    const raw = this.raw;
    switch (raw) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
      case '':
        return null;
      default:
        return /^-?\d{1,400}$/.test(raw) ? integer(raw) : Number(raw);
    }
  }
}
