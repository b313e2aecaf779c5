// `&&`, `||`, `!`, `?:`. A deciding operand wins over an error beside it, on either side; conditions are evaluated from the
// left and no further than needed.
import type { And, Conditional, Not, Or } from '../syntax/ast.ts';
import type { CelError, Value } from '../values/value.ts';
import type { Unary } from './operators.ts';
import type { Planner } from './planner.ts';
import { at, constant, constantOf, type Scope, type Step } from './step.ts';

export function planLogic(p: Planner, expr: And | Or, scope: Scope | undefined): Step {
  const terms = expr.terms.map((term) => p.plan(term, scope));
  const decisive = expr.kind === 'or';
  if (terms.length === 2) return twoTerms(terms[0] as Step, terms[1] as Step, decisive, expr.id, p.operators.notBool);
  return manyTerms(terms, decisive, expr.id, p.operators.notBool);
}

const twoTerms =
  (left: Step, right: Step, decisive: boolean, id: number, notBool: Unary): Step =>
  (vars) => {
    const a = left(vars);
    if (a === decisive) return decisive;
    const b = right(vars);
    if (b === decisive) return decisive;
    if (a !== !decisive) return at(notBool(a), id);
    return b === !decisive ? b : at(notBool(b), id);
  };

const manyTerms =
  (terms: readonly Step[], decisive: boolean, id: number, notBool: Unary): Step =>
  (vars) => {
    let fault: Value | undefined;
    for (let i = 0; i < terms.length; i++) {
      const v = (terms[i] as Step)(vars);
      if (v === decisive) return decisive;
      if (v !== !decisive && fault === undefined) fault = notBool(v);
    }
    return fault === undefined ? !decisive : at(fault, id);
  };

export function planNot(p: Planner, expr: Not, scope: Scope | undefined): Step {
  const operand = p.plan(expr.operand, scope);
  const { notBool } = p.operators;
  return (vars) => {
    const v = operand(vars);
    return v === true ? false : v === false ? true : at(notBool(v) as CelError, expr.id);
  };
}

export function planConditional(p: Planner, expr: Conditional, scope: Scope | undefined): Step {
  const condition = p.plan(expr.condition, scope);
  const then = p.plan(expr.then, scope);
  const otherwise = p.plan(expr.otherwise, scope);
  const known = p.recorder === undefined ? constantOf(condition) : undefined;
  if (known?.value === true) return then;
  if (known?.value === false) return otherwise;
  const { notBool } = p.operators;
  return (vars) => {
    const v = condition(vars);
    return v === true ? then(vars) : v === false ? otherwise(vars) : at(notBool(v), expr.id);
  };
}

/** The step itself, or its value when all steps it is made of are constants and it does not fail. */
export function fold(p: Planner, parts: readonly Step[], step: Step): Step {
  if (p.recorder !== undefined || !parts.every((part) => constantOf(part) !== undefined)) return step;
  const value = p.tryNow(step);
  return value === undefined ? step : constant(value);
}
