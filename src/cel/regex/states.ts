// Yes-or-no matching with the automaton made deterministic as it goes: a set of instructions becomes one state, and what a
// character does to it is remembered. A long text then costs one look-up a character. For programs whose assertions look
// only at the ends of the text.

import type { Spend } from './automaton.ts';
import { type Program, takes } from './program.ts';

interface State {
  readonly instructions: readonly number[];
  readonly matches: boolean;
  /** Whether it matches when the text ends here. */
  readonly matchesAtEnd: boolean;
  readonly ascii: (State | undefined)[];
  readonly others: Map<number, State>;
}

/** When there are more states than this the memory is emptied; the run goes on. */
const MOST_STATES = 2000;

export class StateMachine {
  readonly #program: Program;
  readonly #anchored: boolean;
  #states = new Map<string, State>();
  #first: State | undefined;

  constructor(program: Program, anchored: boolean) {
    this.#program = program;
    this.#anchored = anchored;
  }

  /** Whether the pattern matches: anywhere, or when `anchored`, from the start up to the end of the text. */
  test(text: string, spend: Spend): boolean {
    this.#first ??= this.#state([this.#program.start], true);
    let state = this.#first;
    for (let at = 0; at < text.length; ) {
      if (state.matches && !this.#anchored) return true;
      if (state.instructions.length === 0 && this.#anchored) return false;
      const c = text.codePointAt(at) as number;
      state = (c < 128 ? state.ascii[c] : state.others.get(c)) ?? this.#step(state, c, spend);
      at += c > 0xffff ? 2 : 1;
    }
    return state.matchesAtEnd;
  }

  #step(state: State, c: number, spend: Spend): State {
    spend(state.instructions.length + 1);
    const next: number[] = [];
    for (const at of state.instructions) {
      const instruction = this.#program.code[at];
      if (instruction?.op === 'character' && takes(instruction, c)) next.push(instruction.next);
    }
    if (!this.#anchored) next.push(this.#program.start);
    const made = this.#state(next, false);
    if (c < 128) state.ascii[c] = made;
    else state.others.set(c, made);
    return made;
  }

  #state(starts: readonly number[], atStart: boolean): State {
    const here = this.#closure(starts, atStart, false);
    const key = here.join();
    const known = atStart ? undefined : this.#states.get(key);
    if (known !== undefined) return known;
    const isMatch = (at: number) => this.#program.code[at]?.op === 'match';
    const state: State = {
      instructions: here,
      matches: here.some(isMatch),
      matchesAtEnd: this.#closure(starts, atStart, true).some(isMatch),
      ascii: new Array<State | undefined>(128),
      others: new Map(),
    };
    if (this.#states.size >= MOST_STATES) this.#forget();
    if (!atStart) this.#states.set(key, state);
    return state;
  }

  #forget(): void {
    this.#states = new Map();
    this.#first = undefined;
  }

  /** What can be reached without a character. The assertions for the end of the text stay, for `matchesAtEnd`. */
  #closure(starts: readonly number[], atStart: boolean, atEnd: boolean): readonly number[] {
    const seen = new Set<number>();
    const out: number[] = [];
    const rest = [...starts];
    for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const instruction = this.#program.code[at];
      switch (instruction?.op) {
        case 'fork':
          rest.push(instruction.other, instruction.next);
          break;
        case 'save':
          rest.push(instruction.next);
          break;
        case 'assert':
          if (instruction.what === 'text-start' ? atStart : atEnd) rest.push(instruction.next);
          else out.push(at);
          break;
        default:
          out.push(at);
      }
    }
    return out.sort((a, b) => a - b);
  }
}
