// `&&`, `||`, `!`, `?:`. A deciding operand wins over an error beside it, on either side; conditions are evaluated from the
// left and no further than needed.
import type { And, Conditional, Expr, Not, Or } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';
import { isSmallInt } from './fuse.ts';
import type { Planner } from './planner.ts';
import { constant, constantOf, later, readsTheSame, type Scope, type Step, shaped, shapeOf } from './step.ts';

export function planLogic(p: Planner, expr: And | Or, scope: Scope | undefined): Step {
  const known = anyOfWritten(p, expr, scope);
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
 * `x == 'a' || x == 'b' || …` where every x is the same name or path as written, or the same with `!=` and `&&`: a look-up in a set of texts
 * or of small ints. The terms are planned only when a run meets an x of another type.
 */
function anyOfWritten(p: Planner, expr: And | Or, scope: Scope | undefined): Step | undefined {
  const [first] = expr.terms;
  if (p.recorder !== undefined || p.steps !== undefined || expr.terms.length < FEWEST_EQUALITIES) return undefined;
  if (first?.kind !== 'call' || first.args[0] === undefined) return undefined;
  const [name] = first.args;
  const wanted = expr.kind === 'or';
  const values = constantsComparedWith(expr.terms, wanted ? '_==_' : '_!=_', name);
  if (values === undefined) return undefined;
  const step = p.plan(name, scope);
  const kind = shapeOf(step)?.kind;
  if (kind !== 'variable' && kind !== 'path' && kind !== 'local') return undefined;
  const terms = (): Step => {
    const steps = expr.terms.map((term) => p.plan(term, scope));
    return p.nodes.manyTerms(steps, wanted, expr.id, p.operators.notBool);
  };
  return p.nodes.anyEquals(step, values.all, values.type, wanted, later(terms));
}

interface Constants {
  readonly type: 'string' | 'number';
  readonly all: ReadonlySet<Value>;
}

/** What one name is compared with, when all terms do nothing else. */
function constantsComparedWith(terms: readonly Expr[], operator: string, name: Expr): Constants | undefined {
  const all = new Set<Value>();
  let type: 'string' | 'number' | undefined;
  for (const term of terms) {
    if (term.kind !== 'call' || term.name !== operator) return undefined;
    const [operand, literal] = term.args;
    if (literal?.kind !== 'literal' || operand === undefined || !isSameName(operand, name)) return undefined;
    const { value } = literal;
    const found = typeof value === 'string' ? 'string' : isSmallInt(value) ? 'number' : undefined;
    if (found === undefined || (type !== undefined && found !== type)) return undefined;
    type = found;
    all.add(value);
  }
  return type === undefined ? undefined : { type, all };
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
  return shaped(p.nodes.anyEquals(first.operand, texts, 'string', true, slow), { kind: 'anyOfTexts', texts });
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
