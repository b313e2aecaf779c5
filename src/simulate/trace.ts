// Recording why. A dialect's steps write to a Trace; when nobody asked for one, `record` costs a call and builds nothing.
import type { Assumption, TraceStep } from '../model/decision.ts';

export class Trace {
  readonly wanted: boolean;
  readonly #steps: TraceStep[] = [];
  readonly #assumptions: Assumption[] = [];

  constructor(wanted: boolean) {
    this.wanted = wanted;
  }

  /** Adds a step, at the end or at a place before steps that were told earlier; `make` runs only when a trace is wanted. */
  record(make: () => TraceStep, at = this.#steps.length): void {
    if (this.wanted) this.#steps.splice(at, 0, make());
  }

  /** Assumptions are part of the answer, so they are kept in any case. The same one is kept once. */
  assume(assumption: Assumption): void {
    if (!this.#assumptions.some((a) => a.code === assumption.code && a.target === assumption.target)) this.#assumptions.push(assumption);
  }

  get steps(): readonly TraceStep[] {
    return this.#steps;
  }

  get assumptions(): readonly Assumption[] {
    return this.#assumptions;
  }
}
