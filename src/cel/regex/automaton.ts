// The linear-time engine for patterns that the host's backtracking RegExp might take for ever on: all ways through the
// program are followed at once, one character at a time (Thompson's construction, with captures as Pike added them).
// Written here and not taken from a library because it must run synchronously and serve two dialects, of which the
// libraries know one (Rust's Unicode word boundaries and class operations are not RE2).
import { EDGE, holds } from './assertion.ts';
import { contains } from './char-set.ts';
import type { Program } from './program.ts';

/** Start and end of the whole match and of every group, -1 where a group took no part. */
export type Slots = Int32Array;

/** Called with the number of steps taken since the last call, so that an evaluation's budget can end the run. */
export type Spend = (steps: number) => void;

interface Thread {
  readonly at: number;
  readonly slots: Slots;
}

/** The leftmost match that begins at or after `from`; the one that Perl would find first. `anchored`: only at `from`. */
export function search(program: Program, text: string, from: number, anchored: boolean, spend: Spend): Slots | undefined {
  let threads: Thread[] = [];
  let found: Slots | undefined;
  const seen = new Int32Array(program.code.length).fill(-1);
  const fresh = new Int32Array(program.slots).fill(-1);
  let before = from === 0 ? EDGE : codePointBefore(text, from);
  for (let at = from; ; ) {
    const c = at < text.length ? (text.codePointAt(at) as number) : EDGE;
    // New threads have the lowest priority, and none begin once there is a match.
    const next: Thread[] = [];
    const step = at + 1;
    const wave = new Wave(program, seen, at, before, c);
    for (const thread of threads) wave.follow(thread.at, thread.slots);
    if (found === undefined && (!anchored || at === from)) wave.follow(program.start, fresh);
    spend(wave.threads.length + 1);
    for (const thread of wave.threads) {
      const instruction = program.code[thread.at];
      if (instruction?.op === 'match') {
        found = thread.slots;
        break; // the threads after this one have lower priority
      }
      if (instruction?.op === 'character' && c !== EDGE && contains(instruction.set, c))
        next.push({ at: instruction.next, slots: thread.slots });
    }
    threads = next;
    if (c === EDGE || (threads.length === 0 && (found !== undefined || anchored))) return found;
    before = c;
    at = c > 0xffff ? step + 1 : step;
  }
}

/** The instructions that wait for a character (or match) at one place of the text, in order of priority. */
class Wave {
  readonly threads: Thread[] = [];
  readonly #program: Program;
  readonly #seen: Int32Array;
  readonly #at: number;
  readonly #before: number;
  readonly #after: number;

  constructor(program: Program, seen: Int32Array, at: number, before: number, after: number) {
    this.#program = program;
    this.#seen = seen;
    this.#at = at;
    this.#before = before;
    this.#after = after;
  }

  /** Goes through forks, assertions and group borders from an instruction. No recursion: programs can be long. */
  follow(start: number, slots: Slots): void {
    const rest: Thread[] = [{ at: start, slots }];
    for (let thread = rest.pop(); thread !== undefined; thread = rest.pop()) {
      if (this.#seen[thread.at] === this.#at) continue;
      this.#seen[thread.at] = this.#at;
      const instruction = this.#program.code[thread.at];
      switch (instruction?.op) {
        case 'fork':
          rest.push({ at: instruction.other, slots: thread.slots }, { at: instruction.next, slots: thread.slots });
          break;
        case 'assert':
          if (holds(instruction.what, this.#before, this.#after)) rest.push({ at: instruction.next, slots: thread.slots });
          break;
        case 'save': {
          const saved = thread.slots.slice();
          saved[instruction.slot] = this.#at;
          rest.push({ at: instruction.next, slots: saved });
          break;
        }
        default:
          this.threads.push(thread);
      }
    }
  }
}

export function codePointBefore(text: string, at: number): number {
  const c = text.charCodeAt(at - 1);
  const low = (c & 0xfc00) === 0xdc00;
  const high = low && at > 1 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800;
  return high ? (text.codePointAt(at - 2) as number) : c;
}
