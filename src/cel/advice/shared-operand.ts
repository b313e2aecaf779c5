// `method == 'GET' || 'HEAD'`: the comparison is not shared.
import { equality, rewrite } from '../lints/shape.ts';
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import type { Advisor } from './advice.ts';

export const sharedOperand: Advisor = ({ issue, node, parentOf }) => {
  if (issue.code !== 'type_mismatch' || node.kind !== 'literal') return undefined;
  const chain = parentOf(node);
  if (chain?.kind !== 'or' && chain?.kind !== 'and') return undefined;
  const compared = lastComparison(chain.terms, node);
  if (compared === undefined) return undefined;
  const text = `${print(compared.subject)} ${compared.equal ? '==' : '!='} ${print(node)}`;
  return { hint: `Each side is a condition of its own: write ${text}.`, fix: rewrite(node.span, text) };
};

/** The comparison before a term with which it was meant to share the operand. */
function lastComparison(terms: readonly Expr[], before: Expr): ReturnType<typeof equality> {
  let last: ReturnType<typeof equality>;
  for (const term of terms) {
    if (term === before) return last;
    const sides = equality(term);
    if (sides?.object.kind === 'literal') last = sides;
  }
  return undefined;
}
