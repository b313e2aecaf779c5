// Generated code at work: what it does not answer goes to the closures, and an expression whose runs mostly go there stays there.
import { assert } from '../../base/assert.ts';
import type { Activation } from '../plan/step.ts';
import { meteredStep, spend } from '../values/meter.ts';
import { CelError, type Value } from '../values/value.ts';

export type Run = (vars: Activation) => Value;

/** What the code calls beside its links. */
export interface Host {
  /** Answers in place of the code. */
  readonly out: Run;
  /** Runs the code once more, under the budget: its loops have taken more rounds than are free. */
  readonly again: Run;
  /** Draws on the budget for rounds of loops; gives new fuel. */
  readonly spend: (fuel: number) => number;
  /** Takes all runs while the code is switched off. */
  readonly instead: Run;
}

/** What a generated body makes. */
export interface Code {
  readonly run: Run;
  /** Sends every run to `instead`, or no longer. There only where runs are not under the budget from their start. */
  readonly off?: (isOff: boolean) => void;
}

export type Maker = (links: readonly unknown[], host: Host) => Code;

/** The two forms of one expression's code; each made when it is first needed. */
export interface Makers {
  readonly light: (() => Maker) | undefined;
  readonly metered: (() => Maker) | undefined;
}

export interface Program {
  readonly run: Run;
  /** How many runs were left to the closures. */
  readonly left: () => number;
}

export function programOf(makers: Makers, links: readonly unknown[], closures: Run): Program {
  const watch = watching(closures);
  const again = underBudget(makers.metered, links, watch.out);
  if (makers.light === undefined) {
    let isOff = false;
    const off = (wanted: boolean): void => {
      isOff = wanted;
    };
    watch.begin({ run: again, off });
    return { run: (vars) => (isOff ? watch.instead(vars) : again(vars)), left: watch.left };
  }
  const code = makers.light()(links, { out: watch.out, again, spend: noFuel, instead: watch.instead });
  watch.begin(code);
  return { run: code.run, left: watch.left };
}

const noFuel = (): number => -1;
/** What the rounds went beyond the fuel is paid. */
const fromBudget = (fuel: number): number => {
  spend(-fuel);
  return 0;
};

/** What a run under the budget gives when it is for the closures: they then have the whole budget. */
const LEFT: Value = new CelError('function_error', 'left to the closures');
const leave = (): Value => LEFT;

function underBudget(make: (() => Maker) | undefined, links: readonly unknown[], out: Run): Run {
  let run: Run | undefined;
  return (vars) => {
    assert(make !== undefined, 'code without loops is never put under the budget');
    run ??= make()(links, { out: leave, again: leave, spend: fromBudget, instead: leave }).run;
    const value = meteredStep(run, vars);
    return value === LEFT ? out(vars) : value;
  };
}

/** So many runs left to the closures are a reason to count over the next ones; if half of those leave too, the code is no gain. */
const SUSPICIOUS = 100;
const WATCHED = 200;

interface Watch {
  readonly out: Run;
  readonly instead: Run;
  readonly begin: (code: Code) => void;
  readonly left: () => number;
}

/** The code counts nothing itself: to count its runs it is switched off, and switched on for each of them. */
function watching(closures: Run): Watch {
  let code: Code | undefined;
  let [left, suspicions, runs] = [0, 0, 0];
  let state: 'on' | 'watched' | 'off' = 'on';
  const out: Run = (vars) => {
    left++;
    suspicions++;
    if (state === 'on' && suspicions > SUSPICIOUS) {
      [state, suspicions, runs] = ['watched', 0, 0];
      code?.off?.(true);
    }
    return closures(vars);
  };
  const instead: Run = (vars) => {
    if (state === 'off' || code === undefined) return closures(vars);
    code.off?.(false);
    const value = code.run(vars);
    if (++runs < WATCHED) code.off?.(true);
    else if (suspicions > WATCHED / 2) {
      state = 'off';
      code.off?.(true);
    } else [state, suspicions] = ['on', 0];
    return value;
  };
  const begin = (made: Code): void => {
    code = made;
  };
  return { out, instead, begin, left: () => left };
}
