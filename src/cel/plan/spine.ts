// Chains that are nested to the left by the thousand (`1 + 1 + 1 + …`, `a.f().f()…`): planned and run in lengths of a few nodes, one after
// the other, so that neither needs a deep stack. Between two lengths the value so far stands in a cell.
import type { Expr } from '../syntax/ast.ts';
import type { Planner } from './planner.ts';
import { type Activation, type Cell, constantOf, type Scope, type Step } from './step.ts';

const LENGTH = 24;

/** What is evaluated before anything else of a node, and always. */
function firstOf(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'call':
      return expr.form === 'operator' ? expr.args[0] : expr.target;
    case 'select':
    case 'has':
    case 'not':
      return expr.operand;
    case 'conditional':
      return expr.condition;
    case 'comprehension':
      return expr.range;
    default:
      return undefined;
  }
}

/** Plans a node that is nested deep already by `plain`, or, when it is a long chain, in lengths. */
export function planSpine(p: Planner, expr: Expr, scope: Scope | undefined, plain: (expr: Expr) => Step): Step {
  const { nesting } = p;
  const cuts = p.steps === undefined ? cutsOf(expr, nesting.holes) : [];
  const innermost = cuts.pop();
  if (innermost === undefined) return plain(expr);
  let value = p.plan(innermost, scope);
  const lengths: Length[] = [];
  let cut = innermost;
  for (const outer of [...cuts.reverse(), expr]) {
    const cell: Cell = { value: undefined };
    const hole: Step = constantOf(value) === undefined ? () => cell.value as never : value;
    nesting.holes.set(cut, hole);
    const step = outer === expr ? plain(outer) : p.plan(outer, scope);
    nesting.holes.delete(cut);
    if (hole === value) value = step;
    else lengths.push({ cell, step });
    cut = outer;
  }
  const first = value;
  return lengths.length === 0 ? first : (vars) => runLengths(first, lengths, vars);
}

/** A part of a chain, and where it finds the value of the parts before it. */
interface Length {
  readonly cell: Cell;
  readonly step: Step;
}

function runLengths(first: Step, lengths: readonly Length[], vars: Activation) {
  let value = first(vars);
  for (const { cell, step } of lengths) {
    const saved = cell.value;
    cell.value = value;
    value = step(vars);
    cell.value = saved;
  }
  return value;
}

/** The nodes at which a chain is cut, the outermost first; none where it is short. */
function cutsOf(expr: Expr, holes: ReadonlyMap<Expr, Step>): Expr[] {
  const cuts: Expr[] = [];
  let node = firstOf(expr);
  for (let i = 1; node !== undefined && !holes.has(node); i++) {
    if (i % LENGTH === 0) cuts.push(node);
    node = firstOf(node);
  }
  return cuts;
}
