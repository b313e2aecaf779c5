// A rule that does not look at the request: `true`, or `x == 'a' || true`.
import type { Expr } from '../syntax/ast.ts';
import { isRule, type Lint } from './lint.ts';

export const constantRule: Lint = ({ checked, use }) => {
  // A rule that is nothing but `true` is a decision, not a slip.
  if (!isRule(use) || checked.expr.kind === 'literal') return [];
  const outcome = constantOf(checked.expr);
  if (outcome === undefined) return [];
  const message = `This rule is always ${outcome}, whatever the request`;
  return [{ code: 'constant_rule', severity: 'warning', message, span: checked.expr.span }];
};

/** The value of a condition that its literals decide alone. */
function constantOf(expr: Expr): boolean | undefined {
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'boolean' ? expr.value : undefined;
    case 'not': {
      const inner = constantOf(expr.operand);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
      return decided(expr.terms, false);
    case 'or':
      return decided(expr.terms, true);
    default:
      return undefined;
  }
}

function decided(terms: readonly Expr[], deciding: boolean): boolean | undefined {
  const outcomes = terms.map(constantOf);
  if (outcomes.includes(deciding)) return deciding;
  return outcomes.includes(undefined) ? undefined : !deciding;
}
