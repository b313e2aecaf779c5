// The linear-time engine for patterns that the host's backtracking RegExp might take for ever on: all ways through the
// program are followed at once, one character at a time (Thompson's construction, with captures as Pike added them).
// Written here and not taken from a library because it must run synchronously and serve two dialects, of which the
// libraries know one (Rust's Unicode word boundaries and class operations are not RE2).
import { EDGE, holds } from './assertion.ts';
import { type Instruction, type Program, takes } from './program.ts';

/** Start and end of the whole match and of every group, -1 where a group took no part. */
export type Slots = readonly number[];

/** Called with the number of steps taken since the last call, so that an evaluation's budget can end the run. */
export type Spend = (steps: number) => void;

/** The leftmost match that begins at or after `from`; the one that Perl would find first. `anchored`: only at `from`. */
export function search(program: Program, text: string, from: number, anchored: boolean, spend: Spend): Slots | undefined {
  const { code } = program;
  const fresh: Slots = new Array<number>(program.slots).fill(-1);
  const wave = new Wave(program);
  let waiting: number[] = [];
  let captured: Slots[] = [];
  let found: Slots | undefined;
  let before = from === 0 ? EDGE : codePointBefore(text, from);
  for (let at = from; ; ) {
    const c = at < text.length ? (text.codePointAt(at) as number) : EDGE;
    wave.begin(at, before, c);
    for (let i = 0; i < waiting.length; i++) wave.follow(waiting[i] as number, captured[i] as Slots);
    // New threads have the lowest priority, and none begin once there is a match.
    if (found === undefined && (!anchored || at === from)) wave.follow(program.start, fresh);
    spend(wave.waiting.length + 1);
    waiting = [];
    captured = [];
    for (let i = 0; i < wave.waiting.length; i++) {
      const instruction = code[wave.waiting[i] as number] as Instruction;
      if (instruction.op === 'match') {
        found = wave.captured[i];
        break; // the threads after this one have lower priority
      }
      if (instruction.op === 'character' && c !== EDGE && takes(instruction, c)) {
        waiting.push(instruction.next);
        captured.push(wave.captured[i] as Slots);
      }
    }
    if (c === EDGE || (waiting.length === 0 && (found !== undefined || anchored))) return found;
    before = c;
    at += c > 0xffff ? 2 : 1;
  }
}

/** The instructions that wait for a character (or match) at one place of the text, in order of priority, with their captures. */
class Wave {
  waiting: number[] = [];
  captured: Slots[] = [];
  readonly #code: readonly Instruction[];
  /** By instruction, the place at which it was reached last. */
  readonly #reached: Int32Array;
  readonly #rest: number[] = [];
  readonly #restCaptured: Slots[] = [];
  #at = 0;
  #before = EDGE;
  #after = EDGE;

  constructor(program: Program) {
    this.#code = program.code;
    this.#reached = new Int32Array(program.code.length).fill(-1);
  }

  begin(at: number, before: number, after: number): void {
    this.waiting = [];
    this.captured = [];
    this.#at = at;
    this.#before = before;
    this.#after = after;
  }

  /** Goes through forks, assertions and group borders from an instruction. No recursion: programs can be long. */
  follow(start: number, slots: Slots): void {
    this.#push(start, slots);
    for (let at = this.#rest.pop(); at !== undefined; at = this.#rest.pop()) {
      const captured = this.#restCaptured.pop() as Slots;
      if (this.#reached[at] === this.#at) continue;
      this.#reached[at] = this.#at;
      this.#step(at, captured);
    }
  }

  #step(at: number, captured: Slots): void {
    const instruction = this.#code[at] as Instruction;
    switch (instruction.op) {
      case 'fork':
        this.#push(instruction.other, captured);
        this.#push(instruction.next, captured);
        break;
      case 'assert':
        if (holds(instruction.what, this.#before, this.#after)) this.#push(instruction.next, captured);
        break;
      case 'save': {
        const saved = captured.slice();
        saved[instruction.slot] = this.#at;
        this.#push(instruction.next, saved);
        break;
      }
      default:
        this.waiting.push(at);
        this.captured.push(captured);
    }
  }

  #push(at: number, captured: Slots): void {
    this.#rest.push(at);
    this.#restCaptured.push(captured);
  }
}

export function codePointBefore(text: string, at: number): number {
  const c = text.charCodeAt(at - 1);
  const low = (c & 0xfc00) === 0xdc00;
  const high = low && at > 1 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800;
  return high ? (text.codePointAt(at - 2) as number) : c;
}
