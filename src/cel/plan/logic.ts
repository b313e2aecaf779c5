// `&&`, `||`, `!`, `?:`. A deciding operand wins over an error beside it, on either side; conditions are evaluated from the
// left and no further than needed.
import type { And, Conditional, Not, Or } from '../syntax/ast.ts';
import type { Planner } from './planner.ts';
import { constant, constantOf, type Scope, type Step } from './step.ts';

export function planLogic(p: Planner, expr: And | Or, scope: Scope | undefined): Step {
  const known = p.ways?.anyOfWritten(p, expr, scope);
  if (known !== undefined) return known;
  const terms = expr.terms.map((term) => p.plan(term, scope));
  const decisive = expr.kind === 'or';
  const { notBool, terms: own } = p.operators;
  if (own !== undefined) return own(terms, decisive, expr.id);
  return p.ways?.termsStep(terms, decisive, expr.id, notBool) ?? p.nodes.manyTerms(terms, decisive, expr.id, notBool);
}

export function planNot(p: Planner, expr: Not, scope: Scope | undefined): Step {
  const operand = p.plan(expr.operand, scope);
  return p.nodes.not(operand, expr.id, p.operators.notBool);
}

export function planConditional(p: Planner, expr: Conditional, scope: Scope | undefined): Step {
  const condition = p.plan(expr.condition, scope);
  const then = p.plan(expr.then, scope);
  const otherwise = p.plan(expr.otherwise, scope);
  const known = p.recorder === undefined ? constantOf(condition) : undefined;
  if (known?.value === true) return then;
  if (known?.value === false) return otherwise;
  return p.nodes.conditional(condition, then, otherwise, expr.id, p.operators.notBool);
}

/** The step itself, or its value when all steps it is made of are constants and it does not fail. */
export function fold(p: Planner, parts: readonly Step[], step: Step): Step {
  if (p.recorder !== undefined || !parts.every((part) => constantOf(part) !== undefined)) return step;
  const value = p.tryNow(step);
  return value === undefined ? step : constant(value);
}
