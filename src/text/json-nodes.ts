// Nodes of a JSON text: views of its tape, made when somebody looks. To readers they are SyntaxNodes like any other.
import type { Span } from '../base/span.ts';
import { integer } from './core-schema.ts';
import { decodeString } from './json-string.ts';
import { behind, CellKind, endAt, insideAt, keyAt, kindAt, startAt, type Tape } from './json-tape.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, SyntaxNode } from './syntax.ts';

/** The node at a place of the tape. */
export function nodeAt(tape: Tape, at: number): SyntaxNode {
  switch (kindAt(tape, at)) {
    case CellKind.map:
      return new JsonMap(tape, at);
    case CellKind.list:
      return new JsonList(tape, at);
    case CellKind.plain:
      return new JsonPlain(tape, at);
    case CellKind.word:
      return new JsonWord(tape, at);
    default:
      return new JsonString(tape, at);
  }
}

class JsonNode {
  protected readonly tape: Tape;
  protected readonly at: number;

  constructor(tape: Tape, at: number) {
    this.tape = tape;
    this.at = at;
  }
  get span(): Span {
    return { start: startAt(this.tape, this.at), end: endAt(this.tape, this.at) };
  }
}

export class JsonMap extends JsonNode implements MapNode {
  #entries: readonly MapEntry[] | undefined;

  get kind(): 'map' {
    return 'map';
  }
  get entries(): readonly MapEntry[] {
    this.#entries ??= this.makeEntries();
    return this.#entries;
  }
  makeEntries(): readonly MapEntry[] {
    const out: MapEntry[] = [];
    const end = behind(this.tape, this.at);
    for (let at = this.at + 3; at < end; at = behind(this.tape, at + 2)) out.push(new JsonEntry(this.tape, at));
    return out;
  }
}

export class JsonList extends JsonNode implements ListNode {
  #items: readonly SyntaxNode[] | undefined;

  get kind(): 'list' {
    return 'list';
  }
  get items(): readonly SyntaxNode[] {
    this.#items ??= this.makeItems();
    return this.#items;
  }
  makeItems(): readonly SyntaxNode[] {
    const out: SyntaxNode[] = [];
    const end = behind(this.tape, this.at);
    for (let at = this.at + 3; at < end; at = behind(this.tape, at)) out.push(nodeAt(this.tape, at));
    return out;
  }
}

export class JsonEntry implements MapEntry {
  readonly #tape: Tape;
  readonly #at: number;
  readonly key: string;
  #value: SyntaxNode | undefined;

  constructor(tape: Tape, at: number) {
    this.#tape = tape;
    this.#at = at;
    this.key = keyAt(tape, at);
  }
  get value(): SyntaxNode {
    this.#value ??= nodeAt(this.#tape, this.#at + 2);
    return this.#value;
  }
  get quoted(): string | undefined {
    const at = this.#at + 2;
    return kindAt(this.#tape, at) === CellKind.string && this.#tape.text.charCodeAt(startAt(this.#tape, at)) === 0x22
      ? insideAt(this.#tape, at)
      : undefined;
  }
  get isUntagged(): true {
    return true;
  }
  get keySpan(): Span {
    return { start: startAt(this.#tape, this.#at), end: endAt(this.#tape, this.#at) };
  }
  get keyNode(): ScalarNode {
    const first = this.#tape.text.charCodeAt(startAt(this.#tape, this.#at));
    const style = first === 0x22 ? 'double' : first === 0x27 ? 'single' : 'plain';
    return { kind: 'scalar', span: this.keySpan, value: this.key, raw: this.key, style };
  }
}

class JsonScalar extends JsonNode {
  get kind(): 'scalar' {
    return 'scalar';
  }
}

/** A string of which the text between the quotes is the value, unless it has escapes. */
export class JsonString extends JsonScalar implements ScalarNode {
  get raw(): string {
    const inside = insideAt(this.tape, this.at);
    return kindAt(this.tape, this.at) === CellKind.escaped ? decodeString(inside) : inside;
  }
  get value(): string {
    return this.raw;
  }
  get style(): 'double' | 'single' {
    return this.tape.text.charCodeAt(startAt(this.tape, this.at)) === 0x27 ? 'single' : 'double';
  }
}

/** A number, or one of the three words. */
export class JsonPlain extends JsonScalar implements ScalarNode {
  get style(): 'plain' {
    return 'plain';
  }
  get raw(): string {
    return this.tape.text.slice(startAt(this.tape, this.at), endAt(this.tape, this.at));
  }
  get value(): number | bigint | boolean | null {
    const { raw } = this;
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

/** What stands where a value is expected. */
class JsonWord extends JsonScalar implements ScalarNode {
  get style(): 'plain' {
    return 'plain';
  }
  get raw(): string {
    return this.tape.text.slice(startAt(this.tape, this.at), endAt(this.tape, this.at));
  }
  get value(): string {
    return this.raw;
  }
}
