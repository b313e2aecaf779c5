// Calls of one row with one or two arguments: passed by position, not in arrays, and texts, the most frequent, tested first.
import type { Overload } from '../lib/library.ts';
import type { Call } from '../syntax/ast.ts';
import { noOverload } from '../values/fault.ts';
import type { Value } from '../values/value.ts';
import { chainedSize } from './chains.ts';
import { dealtNodes as nodes } from './copies.ts';
import type { Row, Test } from './dispatch.ts';
import { formatStep } from './format.ts';
import type { Planner } from './planner.ts';
import { at, constantOf, type Step } from './step.ts';

/** A call of one of these rows; undefined where it takes the general way. */
export function callStep(name: string, rows: readonly Row[], args: readonly Step[], id: number): Step | undefined {
  const [row] = rows;
  const [a, b, c] = args;
  if (name === 'size' && a !== undefined && args.length === 1 && rows.length > 0) return sizeStep(rows, a, id);
  if (row === undefined || rows.length !== 1) return undefined;
  if (a === undefined) return () => at(row.run(), id);
  if (b === undefined) return callOne(name, row, a, id);
  return c === undefined ? callTwo(name, row, a, b, id) : undefined;
}

/** The calls that can do with less than their arguments' values. */
export function improvedCall(
  p: Planner,
  call: Call,
  name: string,
  overloads: readonly Overload[],
  args: readonly Step[],
  plain: Step,
): Step {
  const [first] = args;
  if (first === undefined || p.recorder !== undefined) return plain;
  if (name === 'size' && args.length === 1) return chainedSize(first, plain);
  const clauses = overloads.find((overload) => overload.clauses !== undefined)?.clauses;
  return clauses === undefined || name !== 'format' ? plain : formatStep(call, clauses, args, plain);
}

function callOne(name: string, { run, tests, params }: Row, arg: Step, id: number): Step {
  const fits = tests[0] as Test;
  const slow = (a: Value): Value => (fits(a) ? run(a) : noOverload(name, a));
  if (params[0]?.kind === 'string') return nodes.callText(run, arg, id, slow);
  return (vars) => at(slow(arg(vars)), id);
}

function callTwo(name: string, { run, tests, params }: Row, left: Step, right: Step, id: number): Step {
  const [fitsLeft, fitsRight] = tests as [Test, Test];
  const slow = (a: Value, b: Value): Value => (fitsLeft(a) && fitsRight(b) ? run(a, b) : noOverload(name, a, b));
  if (params[0]?.kind !== 'string' || params[1]?.kind !== 'string') return nodes.binary(left, right, id, slow);
  const text = constantOf(right)?.value;
  return typeof text === 'string' ? nodes.callConstantText(run, left, text, id, slow) : nodes.callTexts(run, left, right, id, slow);
}

/** `size()` has a row for every kind of value; arrays, the most frequent, need none. */
function sizeStep(rows: readonly Row[], arg: Step, id: number): Step {
  return nodes.size(arg, id, (a) => {
    for (const { run, tests } of rows) if ((tests[0] as Test)(a)) return run(a);
    return noOverload('size', a);
  });
}
