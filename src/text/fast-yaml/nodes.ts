// Nodes of the fast reader. Like those of JSON they are a few numbers until somebody asks; plain scalars and keys of YAML resolve
// by the core schema.
import type { Span } from '../../base/span.ts';
import { resolvePlain } from '../core-schema.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, SyntaxNode } from '../syntax.ts';

/** An unquoted scalar on one line. */
export class PlainScalar implements ScalarNode {
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
  get value(): ScalarNode['value'] {
    return resolvePlain(this.raw);
  }
}

export const emptyScalar = (text: string, offset: number): ScalarNode => new PlainScalar(text, offset, offset);

/** A scalar whose value is not the text between its ends. */
export class DecodedScalar implements ScalarNode {
  readonly kind = 'scalar';
  readonly raw: string;
  readonly style: ScalarNode['style'];
  readonly #start: number;
  readonly #end: number;

  constructor(raw: string, style: ScalarNode['style'], start: number, end: number) {
    this.raw = raw;
    this.style = style;
    this.#start = start;
    this.#end = end;
  }
  get span(): Span {
    return { start: this.#start, end: this.#end };
  }
  get value(): string {
    return this.raw;
  }
}

export class YamlEntry implements MapEntry {
  readonly key: string;
  readonly value: SyntaxNode;
  readonly #start: number;
  readonly #end: number;
  readonly #style: ScalarNode['style'];

  constructor(key: Key, value: SyntaxNode) {
    this.key = key.text;
    this.value = value;
    this.#start = key.start;
    this.#end = key.end;
    this.#style = key.style;
  }
  get keySpan(): Span {
    return { start: this.#start, end: this.#end };
  }
  get keyNode(): ScalarNode {
    return {
      kind: 'scalar',
      span: this.keySpan,
      value: this.#style === 'plain' ? resolvePlain(this.key) : this.key,
      raw: this.key,
      style: this.#style,
    };
  }
}

/** A key that was read, its colon still ahead. */
export interface Key {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly style: ScalarNode['style'];
}

/** A map or list that grows while it is read. */
export class GrowingMap implements MapNode {
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

export class GrowingList implements ListNode {
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
