// `&&`, `||`, `!`, `?:`. A deciding operand wins over an error beside it, on either side; conditions are evaluated from the
// left and no further than needed.
import type { And, Conditional, Expr, Not, Or } from '../syntax/ast.ts';
import type { Planner } from './planner.ts';
import { constant, constantOf, later, readsTheSame, type Scope, type Step, shaped, shapeOf } from './step.ts';

export function planLogic(p: Planner, expr: And | Or, scope: Scope | undefined): Step {
  const known = expr.kind === 'or' ? anyOfWritten(p, expr, scope) : undefined;
  if (known !== undefined) return known;
  const terms = expr.terms.map((term) => p.plan(term, scope));
  const decisive = expr.kind === 'or';
  const { nodes, operators } = p;
  const [left, right] = terms;
  const step =
    left !== undefined && right !== undefined && terms.length === 2
      ? nodes.twoTerms(left, right, decisive, expr.id, operators.notBool)
      : nodes.manyTerms(terms, decisive, expr.id, operators.notBool);
  return (decisive ? anyEquals(p, terms, step) : undefined) ?? step;
}

const FEWEST_EQUALITIES = 3;

/**
 * `x == 'a' || x == 'b' || …` where every x is the same name or path as written: a look-up in a set. The terms are planned only when
 * a run meets an x that is no text.
 */
function anyOfWritten(p: Planner, expr: Or, scope: Scope | undefined): Step | undefined {
  const [first] = expr.terms;
  if (p.recorder !== undefined || p.steps !== undefined || expr.terms.length < FEWEST_EQUALITIES) return undefined;
  if (first?.kind !== 'call' || first.args[0] === undefined) return undefined;
  const [name] = first.args;
  const texts = new Set<string>();
  for (const term of expr.terms) {
    if (term.kind !== 'call' || term.name !== '_==_') return undefined;
    const [operand, text] = term.args;
    if (text?.kind !== 'literal' || typeof text.value !== 'string' || operand === undefined || !isSameName(operand, name)) return undefined;
    texts.add(text.value);
  }
  const step = p.plan(name, scope);
  const kind = shapeOf(step)?.kind;
  if (kind !== 'variable' && kind !== 'path' && kind !== 'local') return undefined;
  const terms = (): Step => {
    const steps = expr.terms.map((term) => p.plan(term, scope));
    return p.nodes.manyTerms(steps, true, expr.id, p.operators.notBool);
  };
  return shaped(p.nodes.anyEquals(step, texts, later(terms)), { kind: 'anyOfTexts', texts });
}

/** Whether two expressions are one name, or one chain of fields of it, written alike. */
function isSameName(a: Expr, b: Expr): boolean {
  let [x, y] = [a, b];
  while (x.kind === 'select' && y.kind === 'select') {
    if (x.field !== y.field || x.optional || y.optional || x.extension || y.extension) return false;
    [x, y] = [x.operand, y.operand];
  }
  return x.kind === 'ident' && y.kind === 'ident' && x.name === y.name && x.absolute === y.absolute;
}

/** `x == 'a' || x == 'b' || …` over one x is a look-up in a set. */
function anyEquals(p: Planner, terms: readonly Step[], slow: Step): Step | undefined {
  if (terms.length < FEWEST_EQUALITIES) return undefined;
  const known = terms.map(shapeOf);
  const [first] = known;
  if (first?.kind !== 'equalsText') return undefined;
  const texts = new Set<string>();
  for (const shape of known) {
    if (shape?.kind !== 'equalsText' || !readsTheSame(shape.operand, first.operand)) return undefined;
    texts.add(shape.text);
  }
  return shaped(p.nodes.anyEquals(first.operand, texts, slow), { kind: 'anyOfTexts', texts });
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
