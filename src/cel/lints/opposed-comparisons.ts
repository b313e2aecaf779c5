// `x == 'a' && x == 'b'` holds for nothing, `x != 'a' || x != 'b'` for everything: the other operator was meant.
import type { CelIssue } from '../result.ts';
import type { And, Expr, Or } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { equality } from './shape.ts';

export const opposedComparisons: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => (node.kind === 'and' || node.kind === 'or' ? findings(node) : []));

function findings(node: And | Or): readonly CelIssue[] {
  const wanted = node.kind === 'and';
  const known = new Map<string, string>();
  for (const term of node.terms) {
    const found = literalEquality(term, wanted);
    if (found === undefined) continue;
    const before = known.get(found.subject);
    known.set(found.subject, before ?? found.object);
    if (before !== undefined && before !== found.object) return [issue(node, term, found.subject)];
  }
  return [];
}

/** `x == literal` (or `!=` where that is asked for), printed. */
function literalEquality(term: Expr, equal: boolean): { readonly subject: string; readonly object: string } | undefined {
  const sides = equality(term);
  if (sides === undefined || sides.equal !== equal || sides.object.kind !== 'literal' || sides.subject.kind === 'literal') return undefined;
  return { subject: print(sides.subject), object: print(sides.object) };
}

function issue(node: And | Or, term: Expr, subject: string): CelIssue {
  const base = { code: 'opposed_comparisons', severity: 'warning' as const, span: term.span };
  return node.kind === 'and'
    ? {
        ...base,
        message: `This never holds: ${subject} cannot equal two values`,
        hint: `For either of them write ||, or ${subject} in […].`,
      }
    : {
        ...base,
        message: `This always holds: ${subject} differs from one of the two`,
        hint: `For neither of them write &&, or !(${subject} in […]).`,
      };
}
