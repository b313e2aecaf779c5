// Chains of equalities as they are written: a look-up in a set, before any term is planned.
import type { And, Expr, Or } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';
import { dealtNodes as nodes } from './copies.ts';
import type { Unary } from './operators.ts';
import type { Planner } from './planner.ts';
import { isSmallInt, later, type Scope, type Step, shaped, shapeOf } from './step.ts';

const FEWEST_EQUALITIES = 3;

/**
 * `x == 'a' || x == 'b' || …` where every x is the same name or path as written, or the same with `!=` and `&&`: a look-up in a set of texts
 * or of small ints. The terms are planned only when a run meets an x of another type.
 */
export function anyOfWritten(p: Planner, expr: And | Or, scope: Scope | undefined): Step | undefined {
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
    return nodes.manyTerms(steps, wanted, expr.id, p.operators.notBool);
  };
  return nodes.anyEquals(step, values.all, values.type, wanted, later(terms));
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

/** Whether two steps read the same name or path. */
function readsTheSame(a: Step, b: Step): boolean {
  const [x, y] = [a.shape, b.shape];
  if (x?.kind === 'local') return y?.kind === 'local' && x.cell === y.cell;
  if (x?.kind === 'variable') return y?.kind === 'variable' && x.name === y.name;
  if (x?.kind !== 'path' || y?.kind !== 'path' || x.root !== y.root) return false;
  return x.fields.length === y.fields.length && x.fields.every((field, i) => field === y.fields[i]);
}

/** Operands of `||` (`decisive` true) or `&&`. */
export function termsStep(terms: readonly Step[], decisive: boolean, id: number, notBool: Unary): Step {
  const [left, right] = terms;
  const step =
    left !== undefined && right !== undefined && terms.length === 2
      ? nodes.twoTerms(left, right, decisive, id, notBool)
      : nodes.manyTerms(terms, decisive, id, notBool);
  return (decisive ? anyEquals(terms, step) : undefined) ?? step;
}

/** `x == 'a' || x == 'b' || …` over one x is a look-up in a set. */
function anyEquals(terms: readonly Step[], slow: Step): Step | undefined {
  if (terms.length < FEWEST_EQUALITIES) return undefined;
  const known = terms.map(shapeOf);
  const [first] = known;
  if (first?.kind !== 'equalsText') return undefined;
  const texts = new Set<string>();
  for (const shape of known) {
    if (shape?.kind !== 'equalsText' || !readsTheSame(shape.operand, first.operand)) return undefined;
    texts.add(shape.text);
  }
  return shaped(nodes.anyEquals(first.operand, texts, 'string', true, slow), { kind: 'anyOfTexts', texts });
}
