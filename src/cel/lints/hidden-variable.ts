// A loop's variable with the name of one of the program's: inside the loop the program's cannot be reached.
import type { Expr } from '../syntax/ast.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';

export const hiddenVariable: Lint = ({ checked, profile }) => {
  const known = new Set(profile.variables.map(({ name }) => name));
  return [...nodesOf(checked.expr)].flatMap((node) =>
    boundIn(node)
      .filter(({ name }) => known.has(name))
      .map(({ name, span }) => ({
        code: 'hidden_variable',
        severity: 'warning' as const,
        message: `'${name}' hides the variable of that name: inside it means the element`,
        span,
      })),
  );
};

function boundIn(node: Expr): readonly { readonly name: string; readonly span: Expr['span'] }[] {
  if (node.kind !== 'comprehension') return [];
  const { first, firstSpan, second, secondSpan } = node;
  return [
    { name: first, span: firstSpan },
    ...(second === undefined || secondSpan === undefined ? [] : [{ name: second, span: secondSpan }]),
  ];
}
