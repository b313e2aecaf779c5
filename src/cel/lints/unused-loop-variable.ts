// `groups.exists(g, jwt.admin)`: a condition that does not look at the element is the same for every one of them.
import type { Comprehension, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';

const CONDITIONS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'filterKeys']);

export const unusedLoopVariable: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'comprehension' || !CONDITIONS.has(node.macro) || node.body.kind === 'literal' || looksAtElement(node)) return [];
    const message = `The condition ${print(node.body)} does not look at ${node.first}: it is the same for every element`;
    return [{ code: 'unused_loop_variable', severity: 'warning' as const, message, span: node.firstSpan }];
  });

function looksAtElement({ first, second, body }: Comprehension): boolean {
  const names = (expr: Expr): boolean => expr.kind === 'ident' && (expr.name === first || expr.name === second);
  return [...nodesOf(body)].some(names);
}
