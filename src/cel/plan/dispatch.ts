// Calling library functions: the overload is chosen by the arguments' types as they come. Arguments are passed by position,
// never in arrays, and an error among them is the result without a call.
import type { Overload, Run } from '../lib/library.ts';
import type { Type } from '../types/type.ts';
import { noOverload } from '../values/fault.ts';
import { isList, isMap } from '../values/kind.ts';
import { isInt } from '../values/number.ts';
import { CelError, Double, Duration, Message, Opaque, Optional, Timestamp, TypeValue, Uint, type Value } from '../values/value.ts';
import { nodes as common, type Nodes } from './nodes.ts';
import { at, constantOf, type Step } from './step.ts';

export type Test = (v: Value) => boolean;

/** Whether a value fits a parameter, by its outermost type. Never true of an error. */
function testOf(type: Type): Test {
  switch (type.kind) {
    case 'null':
      return (v) => v === null;
    case 'bool':
      return (v) => typeof v === 'boolean';
    case 'int':
      return isInt;
    case 'uint':
      return (v) => v instanceof Uint;
    case 'double':
      return (v) => (typeof v === 'number' && !Number.isSafeInteger(v)) || v instanceof Double;
    case 'string':
      return (v) => typeof v === 'string';
    case 'bytes':
      return (v) => v instanceof Uint8Array;
    case 'timestamp':
      return (v) => v instanceof Timestamp;
    case 'duration':
      return (v) => v instanceof Duration;
    case 'list':
      return isList;
    case 'map':
      return isMap;
    case 'type':
      return (v) => v instanceof TypeValue;
    case 'optional':
      return (v) => v instanceof Optional;
    case 'wrapper': {
      const inner = testOf(type.of);
      return (v) => v === null || inner(v);
    }
    case 'message': {
      const { name } = type;
      return (v) => v instanceof Message && v.typeName === name;
    }
    case 'opaque': {
      const { name } = type;
      return (v) => (v instanceof Opaque && v.typeName === name) || (type.fields !== undefined && isMap(v));
    }
    case 'dyn':
    case 'any':
    case 'param':
    case 'error':
      return (v) => !(v instanceof CelError);
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
export function dispatch(name: string, overloads: readonly Overload[], args: readonly Step[], id: number, nodes: Nodes = common): Step {
  const rows = overloads.map((overload) => rowFor(overload, args.length)).filter((found) => found !== undefined);
  const [row] = rows;
  if (name === 'size' && args[0] !== undefined && args.length === 1 && rows.length > 0) return sizeStep(nodes, rows, args[0], id);
  if (row !== undefined && rows.length === 1) {
    const [a, b, c] = args;
    if (a === undefined) return () => at(row.run(), id);
    if (b === undefined) return callOne(nodes, name, row, a, id);
    if (c === undefined) return callTwo(nodes, name, row, a, b, id);
  }
  return callMany(name, rows, args, id);
}

function callOne(nodes: Nodes, name: string, { run, tests, params }: Row, arg: Step, id: number): Step {
  const fits = tests[0] as Test;
  const slow = (a: Value): Value => (fits(a) ? run(a) : noOverload(name, a));
  if (params[0]?.kind === 'string') return nodes.callText(run, arg, id, slow);
  return (vars) => at(slow(arg(vars)), id);
}

function callTwo(nodes: Nodes, name: string, { run, tests, params }: Row, left: Step, right: Step, id: number): Step {
  const [fitsLeft, fitsRight] = tests as [Test, Test];
  const slow = (a: Value, b: Value): Value => (fitsLeft(a) && fitsRight(b) ? run(a, b) : noOverload(name, a, b));
  if (params[0]?.kind !== 'string' || params[1]?.kind !== 'string') return nodes.binary(left, right, id, slow);
  const text = constantOf(right)?.value;
  return typeof text === 'string' ? nodes.callConstantText(run, left, text, id, slow) : nodes.callTexts(run, left, right, id, slow);
}

/** `size()` has a row for every kind of value; arrays, the most frequent, need none. */
function sizeStep(nodes: Nodes, rows: readonly Row[], arg: Step, id: number): Step {
  return nodes.size(arg, id, (a) => {
    for (const { run, tests } of rows) if ((tests[0] as Test)(a)) return run(a);
    return noOverload('size', a);
  });
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
