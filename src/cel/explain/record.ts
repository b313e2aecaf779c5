// What a run did: the value of every node, and for every loop its rounds with theirs. Rounds nest; their number is bounded,
// and of the rest only the count is kept.
import type { Recorder } from '../plan/plan.ts';
import type { Value } from '../values/value.ts';

/** The values seen at one level: the whole expression, or one round of a loop. */
export interface Frame {
  readonly values: Map<number, Value>;
  /** By the id of the comprehension. */
  readonly loops: Map<number, Loop>;
}

export interface Loop {
  readonly rounds: Round[];
  /** Rounds that ran and were not kept. */
  dropped: number;
}

export interface Round {
  readonly bindings: readonly (readonly [name: string, value: Value])[];
  readonly frame: Frame;
}

/** Kept rounds of a loop, by how deep it is nested, and of all together. */
const ROUNDS_OF_LOOP: readonly number[] = [100, 30, 10];
const ROUNDS_OF_DEEP_LOOP = 3;
const ROUNDS = 5000;

export interface Recording {
  /** Give it to the plan. */
  readonly recorder: Recorder;
  /** Before every run: an empty frame, which the run fills. */
  readonly begin: () => Frame;
}

export function recording(): Recording {
  // Planning may run constant parts, before any run begins.
  let stack: Frame[] = [emptyFrame()];
  let kept = 0;
  const current = () => stack[stack.length - 1] as Frame;
  const recorder: Recorder = {
    value(id, value) {
      current().values.set(id, value);
    },
    enter(id, bindings) {
      const loop = loopOf(current(), id);
      const round: Round = { bindings, frame: emptyFrame() };
      if (kept < ROUNDS && loop.rounds.length < (ROUNDS_OF_LOOP[stack.length - 1] ?? ROUNDS_OF_DEEP_LOOP)) {
        loop.rounds.push(round);
        kept++;
      } else loop.dropped++;
      stack.push(round.frame);
    },
    leave() {
      stack.pop();
    },
  };
  const begin = () => {
    const frame = emptyFrame();
    stack = [frame];
    kept = 0;
    return frame;
  };
  return { recorder, begin };
}

const emptyFrame = (): Frame => ({ values: new Map(), loops: new Map() });

function loopOf(frame: Frame, id: number): Loop {
  const known = frame.loops.get(id);
  if (known !== undefined) return known;
  const made: Loop = { rounds: [], dropped: 0 };
  frame.loops.set(id, made);
  return made;
}
