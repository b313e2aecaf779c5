// `cel.bind`, `with`, `cel.block` and `optMap`: variables that are evaluated once, when they are first used.
import type { Bind, Block, OptionalMap } from '../syntax/ast.ts';
import { noOverload } from '../values/fault.ts';
import { CelError, Optional } from '../values/value.ts';
import type { Planner } from './planner.ts';
import { at, type Cell, type Scope, type Step } from './step.ts';

const lazily =
  (cell: Cell, value: Step): Step =>
  (vars) => {
    const known = cell.value;
    if (known !== undefined) return known;
    const made = value(vars);
    cell.value = made;
    return made;
  };

export function planBind(p: Planner, expr: Bind, scope: Scope | undefined): Step {
  const cell: Cell = { value: undefined };
  const value = p.plan(expr.value, scope);
  const step: Step = expr.spelling === 'with' ? () => cell.value as never : lazily(cell, value);
  const body = p.plan(expr.body, { name: expr.variable, step, outer: scope });
  if (expr.spelling === 'cel.bind') return scoped([cell], body);
  return (vars) => {
    const v = value(vars);
    if (v instanceof CelError) return v;
    const saved = cell.value;
    cell.value = v;
    const result = body(vars);
    cell.value = saved;
    return result;
  };
}

/** Runs the body with empty cells, and puts back what they held. */
const scoped =
  (cells: readonly Cell[], body: Step): Step =>
  (vars) => {
    const saved = cells.map((cell) => cell.value);
    for (const cell of cells) cell.value = undefined;
    const result = body(vars);
    cells.forEach((cell, i) => {
      cell.value = saved[i];
    });
    return result;
  };

/** Slots are evaluated when they are first used, so one may use a later one; one that uses itself is an error. */
export function planBlock(p: Planner, expr: Block, scope: Scope | undefined): Step {
  const cells = expr.bindings.map((): Cell => ({ value: undefined }));
  const steps: Step[] = [];
  let inner = scope;
  cells.forEach((cell, i) => {
    const name = `@index${i}`;
    const slot: Step = (vars) => {
      cell.value = new CelError('undeclared_reference', `${name} refers to itself`, expr.id);
      return (steps[i] as Step)(vars);
    };
    inner = { name, step: lazily(cell, slot), outer: inner };
  });
  for (const binding of expr.bindings) steps.push(p.plan(binding, inner));
  return scoped(cells, p.plan(expr.body, inner));
}

/** `o.optMap(x, e)`: none stays none; the body runs with x bound to the value. */
export function planOptionalMap(p: Planner, expr: OptionalMap, scope: Scope | undefined): Step {
  const cell: Cell = { value: undefined };
  const value = p.plan(expr.value, scope);
  const body = p.plan(expr.body, { name: expr.variable, step: () => cell.value as never, outer: scope });
  const name = expr.flat ? 'optFlatMap' : 'optMap';
  return (vars) => {
    const o = value(vars);
    if (!(o instanceof Optional)) return at(noOverload(name, o), expr.id);
    if (o.value === undefined) return o;
    const saved = cell.value;
    cell.value = o.value;
    const result = body(vars);
    cell.value = saved;
    if (result instanceof CelError) return result;
    if (!expr.flat) return new Optional(result);
    return result instanceof Optional ? result : at(noOverload(name, o, result), expr.id);
  };
}
