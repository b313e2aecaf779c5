// The bound on work: 10^7 steps or one second, whichever comes first. It is one counter for the whole (synchronous) run,
// so that loops, comparisons of deep values and printing all draw on the same budget; `metered` resets it for a run. Outside of
// a run nothing is bounded here.
import { CelError, type Value } from './value.ts';

export const STEP_LIMIT = 10_000_000;
export const TIME_LIMIT_MS = 1000;
/** Steps between two looks at the clock: few at first and where steps are slow (long texts), many where they are fast. */
export const SHORTEST = 1 << 4;
const LONGEST = 1 << 14;
const SLOW_MS = 10;

/** `left` are the steps until the clock is looked at: decrement it, and call `exhausted` when it falls below zero. */
export const meter = {
  active: false,
  /** Whether this run has not yet used up its first steps: the other fields are then of an earlier one. */
  fresh: false,
  left: LONGEST,
  slice: LONGEST,
  spent: 0,
  /** When the clock was last looked at; 0 for not yet. */
  seen: 0,
  deadline: 0,
  limit: STEP_LIMIT,
  time: TIME_LIMIT_MS,
};

/** Unwinds to `metered`: a limit must not be absorbed by `||` as errors are. */
class LimitReached extends Error {}

export function exhausted(): void {
  if (!meter.active) {
    meter.left = LONGEST;
    return;
  }
  if (meter.fresh) {
    meter.fresh = false;
    meter.slice = SHORTEST;
    meter.spent = 0;
    meter.seen = 0;
    meter.deadline = 0;
  }
  meter.spent += meter.slice - meter.left;
  if (meter.spent > meter.limit) throw new LimitReached(`stopped after ${meter.limit} steps`);
  const now = performance.now();
  if (meter.deadline === 0) meter.deadline = now + meter.time;
  else if (now > meter.deadline) throw new LimitReached(`stopped after ${meter.time} ms`);
  const isSlow = meter.seen !== 0 && now - meter.seen > SLOW_MS;
  meter.slice = isSlow ? Math.max(meter.slice >> 3, SHORTEST) : Math.min(meter.slice << 1, LONGEST);
  meter.seen = now;
  meter.left = meter.slice;
}

/** Counts `steps` of work done by one operation. */
export function spend(steps: number): void {
  meter.left -= steps;
  if (meter.left < 0) exhausted();
}

/** Longest text and longest list that an expression may build. */
export const MAX_TEXT = 1 << 26;
export const MAX_LIST = 1 << 24;

/** Stops the run: what it would build is too large. */
export function tooLarge(): never {
  throw new LimitReached('stopped: the result is too large');
}

/**
 * Runs a step with a fresh budget; a run inside another draws on the outer one's. Exhaustion, too deep recursion and too large texts become
 * `limit_exceeded`. (The plan's own runs do the same in place: nodes.ts, `metered`.)
 */
export function meteredStep<Input>(step: (input: Input) => Value, input: Input, limit = STEP_LIMIT): Value {
  if (meter.active) return step(input);
  const usual = meter.limit;
  meter.active = true;
  meter.fresh = true;
  meter.left = SHORTEST;
  meter.limit = limit;
  try {
    return step(input);
  } catch (error) {
    return limitError(error);
  } finally {
    meter.active = false;
    meter.limit = usual;
  }
}

export const metered = (run: () => Value): Value => meteredStep(run, undefined);

/** What a run that was stopped gives. */
export function limitError(error: unknown): CelError {
  if (error instanceof LimitReached) return new CelError('limit_exceeded', error.message);
  if (error instanceof RangeError) return new CelError('limit_exceeded', 'stopped: the value is too deep or too large');
  throw error;
}
