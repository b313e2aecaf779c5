// A parsed pattern as a small program for an automaton: one instruction per character set, fork, assertion or group border.
import { asciiOf, type CharSet, contains } from './char-set.ts';
import type { Assertion, Node, Pattern } from './tree.ts';

export type Instruction =
  | { readonly op: 'character'; readonly set: CharSet; readonly ascii: Uint8Array; next: number }
  /** Tries `next` first, then `other`. */
  | { readonly op: 'fork'; next: number; other: number }
  | { readonly op: 'assert'; readonly what: Assertion; next: number }
  | { readonly op: 'save'; readonly slot: number; next: number }
  | { readonly op: 'match' };

export interface Program {
  readonly code: readonly Instruction[];
  readonly start: number;
  /** Capture slots: two a group, the whole match first. */
  readonly slots: number;
  /** Whether assertions look at neighbours, and not only at the ends of the text. */
  readonly looksAround: boolean;
}

/** What the Rust crate allows a compiled pattern, in its bytes; Go's limit is of the same order. */
const MOST_BYTES = 10 * 2 ** 20;
const BYTES_OF_INSTRUCTION = 40;
/** A range beyond ASCII takes several steps over the bytes of UTF-8. */
const BYTES_OF_RANGE = 14;

/** The program, or undefined when it would be too large. */
export function compileProgram(pattern: Pattern): Program | undefined {
  const compiler = new Compiler();
  const end = compiler.add({ op: 'match' });
  const close = compiler.add({ op: 'save', slot: 1, next: end });
  const body = compiler.node(pattern.root, close);
  const start = compiler.add({ op: 'save', slot: 0, next: body });
  if (compiler.full) return undefined;
  const looksAround = compiler.code.some((one) => one.op === 'assert' && one.what !== 'text-start' && one.what !== 'text-end');
  return { code: compiler.code, start, slots: 2 * (pattern.groups + 1), looksAround };
}

/** Compiles from the end: every node is given the instruction to go on with. */
class Compiler {
  readonly code: Instruction[] = [];

  #bytes = 0;
  readonly #flags = new Map<CharSet, Uint8Array>();

  get full(): boolean {
    return this.#bytes > MOST_BYTES;
  }

  add(instruction: Instruction): number {
    this.code.push(instruction);
    this.#bytes += BYTES_OF_INSTRUCTION;
    if (instruction.op === 'character' && (instruction.set.at(-1) ?? 0) > 127) this.#bytes += (BYTES_OF_RANGE * instruction.set.length) / 2;
    return this.code.length - 1;
  }

  node(node: Node, next: number): number {
    if (this.full) return next;
    switch (node.kind) {
      case 'empty':
        return next;
      case 'set':
        return this.add({ op: 'character', set: node.set, ascii: this.#flagsOf(node.set), next });
      case 'assert':
        return this.add({ op: 'assert', what: node.what, next });
      case 'group': {
        const close = this.add({ op: 'save', slot: 2 * node.index + 1, next });
        return this.add({ op: 'save', slot: 2 * node.index, next: this.node(node.body, close) });
      }
      case 'sequence':
        return node.items.reduceRight((after, item) => this.node(item, after), next);
      case 'choice':
        return node.items.reduceRight<number | undefined>((others, item) => {
          const branch = this.node(item, next);
          return others === undefined ? branch : this.add({ op: 'fork', next: branch, other: others });
        }, undefined) as number;
      case 'repeat':
        return this.#repeat(node.body, node.min, node.max, node.greedy, next);
    }
  }

  /** The flags of a set, made once for all instructions that share it. */
  #flagsOf(set: CharSet): Uint8Array {
    const known = this.#flags.get(set) ?? asciiOf(set);
    this.#flags.set(set, known);
    return known;
  }

  #repeat(body: Node, min: number, max: number | undefined, greedy: boolean, next: number): number {
    let after = max === undefined ? this.#loop(body, min, greedy, next) : this.#optionals(body, max - min, greedy, next);
    const copies = max === undefined ? min - 1 : min;
    for (let i = 0; i < copies && !this.full; i++) after = this.node(body, after);
    return after;
  }

  /** `body*`, or `body+` when at least one is wanted. */
  #loop(body: Node, min: number, greedy: boolean, next: number): number {
    const fork = this.add({ op: 'fork', next: -1, other: -1 });
    const start = this.node(body, fork);
    this.#connect(fork, start, next, greedy);
    if (min > 0) return start;
    // A body that may be empty is entered once in any case, as in Go: `(x+)?`.
    return isNullable(body) ? this.#fork(start, next, greedy) : fork;
  }

  #optionals(body: Node, count: number, greedy: boolean, next: number): number {
    let after = next;
    for (let i = 0; i < count && !this.full; i++) after = this.#fork(this.node(body, after), next, greedy);
    return after;
  }

  #fork(body: number, skip: number, greedy: boolean): number {
    return this.add(greedy ? { op: 'fork', next: body, other: skip } : { op: 'fork', next: skip, other: body });
  }

  #connect(fork: number, body: number, skip: number, greedy: boolean): void {
    this.code[fork] = greedy ? { op: 'fork', next: body, other: skip } : { op: 'fork', next: skip, other: body };
  }
}

/** Whether an instruction takes a character. */
export const takes = (instruction: Instruction & { op: 'character' }, c: number): boolean =>
  c < 128 ? instruction.ascii[c] === 1 : contains(instruction.set, c);

/** Whether a node can match without taking a character. */
export function isNullable(node: Node): boolean {
  switch (node.kind) {
    case 'empty':
    case 'assert':
      return true;
    case 'set':
      return false;
    case 'group':
      return isNullable(node.body);
    case 'sequence':
      return node.items.every(isNullable);
    case 'choice':
      return node.items.some(isNullable);
    case 'repeat':
      return node.min === 0 || isNullable(node.body);
  }
}
