// Generated code at work: what it does not answer goes to the closures, and an expression whose runs mostly go there stays there.
import type { Activation } from '../plan/step.ts';
import { meteredStep, spend } from '../values/meter.ts';
import { CelError, type Value } from '../values/value.ts';

export type Run = (vars: Activation) => Value;

/** What a generated body makes, given what it refers to. */
export type Maker = (links: readonly unknown[], out: Run, again: Run, refuel: (fuel: number) => number) => Run;

/** The two forms of one expression's code; made when they are first needed. */
export interface Makers {
  readonly light: (() => Maker) | undefined;
  readonly metered: () => Maker;
}

export interface Program {
  readonly run: Run;
  /** How many runs were left to the closures. */
  readonly left: () => number;
}

/** What a run under the budget gives when it is for the closures: they then have the whole budget. */
const LEFT: Value = new CelError('function_error', 'left to the closures');

export function programOf(makers: Makers, links: readonly unknown[], closures: Run): Program {
  let left = 0;
  let leaving = (): void => undefined;
  const out: Run = (vars) => {
    left++;
    leaving();
    return closures(vars);
  };
  const again = underBudget(makers.metered, links, out);
  const run = makers.light === undefined ? again : makers.light()(links, out, again, noFuel);
  const { run: watched, onLeaving } = watching(run, closures);
  leaving = onLeaving;
  return { run: watched, left: () => left };
}

/** Fuel is what rounds of loops are charged to; here it comes from the budget, and what went beyond it is paid. */
const fromBudget = (fuel: number): number => {
  spend(-fuel);
  return 0;
};
const noFuel = (): number => -1;

function underBudget(make: () => Maker, links: readonly unknown[], out: Run): Run {
  let made: Run | undefined;
  return (vars) => {
    made ??= make()(
      links,
      () => LEFT,
      () => LEFT,
      fromBudget,
    );
    const value = meteredStep(made, vars);
    return value === LEFT ? out(vars) : value;
  };
}

/** So many runs left to the closures start a count of the next ones; if half of those leave too, generated code is no gain. */
const SUSPICIOUS = 100;
const WATCHED = 200;

function watching(generated: Run, closures: Run): { readonly run: Run; readonly onLeaving: () => void } {
  let left = 0;
  let current = generated;
  const watch = (): void => {
    let runs = 0;
    left = 0;
    current = (vars) => {
      if (++runs > WATCHED) {
        current = left > WATCHED / 2 ? closures : generated;
        left = 0;
        return current(vars);
      }
      return generated(vars);
    };
  };
  const onLeaving = (): void => {
    if (++left > SUSPICIOUS && current === generated) watch();
  };
  return { run: (vars) => current(vars), onLeaving };
}
