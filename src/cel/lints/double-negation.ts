// `!!x` and `!(!x)` are x.
import type { Expr } from '../syntax/ast.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { operandText } from './shape.ts';

export const doubleNegation: Lint = ({ checked }) => {
  const inner = new Set<Expr>();
  return [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'not' || node.operand.kind !== 'not' || inner.has(node)) return [];
    inner.add(node.operand);
    const text = operandText(node.operand.operand);
    const message = `Two negations cancel each other: this is ${text}`;
    return [
      {
        code: 'double_negation',
        severity: 'info' as const,
        message,
        span: node.span,
        fix: { title: `Write ${text}`, span: node.span, text },
      },
    ];
  });
};
