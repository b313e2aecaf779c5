// Calling library functions: the overload is chosen by the arguments' types as they come. An error among them is the result without a call.
import type { Overload, Run } from '../lib/library.ts';
import type { Type } from '../types/type.ts';
import { noOverload } from '../values/fault.ts';
import { isList, isMap, kindOf } from '../values/kind.ts';
import { CelError, Message, Opaque, type Value } from '../values/value.ts';
import type { Planner } from './planner.ts';
import { at, type Step } from './step.ts';

export type Test = (v: Value) => boolean;

/** Whether a value fits a parameter, by its outermost type. Never true of an error. */
function testOf(type: Type): Test {
  switch (type.kind) {
    case 'dyn':
    case 'any':
    case 'param':
    case 'error':
      return (v) => !(v instanceof CelError);
    case 'wrapper': {
      const inner = testOf(type.of);
      return (v) => v === null || inner(v);
    }
    case 'message':
      return (v) => v instanceof Message && v.typeName === type.name;
    case 'opaque':
      return (v) => (v instanceof Opaque && v.typeName === type.name) || (type.fields !== undefined && isMap(v));
    case 'list':
      return isList;
    case 'map':
      return isMap;
    default:
      return (v) => kindOf(v) === type.kind;
  }
}

export interface Row {
  readonly run: Run;
  readonly params: readonly Type[];
  readonly tests: readonly Test[];
}

/** The tests of a row for a number of arguments; undefined where it does not take that many. */
export function rowFor(overload: Overload, count: number): Row | undefined {
  const { params, variadic, run } = overload;
  if (variadic !== true) return params.length === count ? { run, params, tests: params.map(testOf) } : undefined;
  if (count < params.length - 1) return undefined;
  const tests = params.map(testOf);
  const last = tests.at(-1) as Test;
  return { run, params, tests: Array.from({ length: count }, (_, i) => (i < params.length ? (tests[i] as Test) : last)) };
}

/** A call of one of these overloads. `name` is for the message when none fits. */
export function dispatch(p: Pick<Planner, 'ways'>, name: string, overloads: readonly Overload[], args: readonly Step[], id: number): Step {
  const rows = overloads.map((overload) => rowFor(overload, args.length)).filter((found) => found !== undefined);
  return p.ways?.callStep(name, rows, args, id) ?? callMany(name, rows, args, id);
}

function callMany(name: string, rows: readonly Row[], args: readonly Step[], id: number): Step {
  return (vars) => {
    const values = args.map((arg) => arg(vars));
    for (const { run, tests } of rows) {
      if (tests.every((fits, i) => fits(values[i] as Value))) return at(run(...values), id);
    }
    return at(noOverload(name, ...values), id);
  };
}

/** A function that tests its arguments itself: any values, but no errors. */
export function dispatchLoose(run: Run, args: readonly Step[], id: number): Step {
  return (vars) => {
    const values: Value[] = [];
    for (const arg of args) {
      const v = arg(vars);
      if (v instanceof CelError) return v;
      values.push(v);
    }
    return at(run(...values), id);
  };
}

/** A function that is given errors as values: it may ignore one (`optional.of(1).or(1/0)`). */
export function dispatchLazy(run: Run, args: readonly Step[], id: number): Step {
  return (vars) => at(run(...args.map((arg) => arg(vars))), id);
}
