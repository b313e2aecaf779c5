// `!has(jwt.sub) && jwt.sub == 'a'` reads the field only where it is missing: the test stands the wrong way round.
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { childrenOf, nodesOf } from '../syntax/visit.ts';
import { pathOf } from './guards.ts';
import type { Lint } from './lint.ts';

export const guardReversed: Lint = ({ checked }) => [...nodesOf(checked.expr)].flatMap(findings);

function findings(node: Expr): readonly CelIssue[] {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const missing = new Set(node.terms.flatMap((term) => missingWhen(term, node.kind === 'and') ?? []));
      return missing.size === 0 ? [] : node.terms.flatMap((term) => readsOf(term, missing));
    }
    case 'conditional':
      return [node.then, node.otherwise].flatMap((branch) => {
        const missing = missingWhen(node.condition, branch === node.then);
        return missing === undefined ? [] : readsOf(branch, new Set([missing]));
      });
    default:
      return [];
  }
}

/** The path that is not there once a condition came out as `outcome`. */
function missingWhen(expr: Expr, outcome: boolean): string | undefined {
  if (expr.kind === 'not') return missingWhen(expr.operand, !outcome);
  return expr.kind === 'has' && !outcome ? `${print(expr.operand)}.${expr.field}` : undefined;
}

/** Functions of which an argument may fail. */
const CATCHING: ReadonlySet<string> = new Set(['default', 'coalesce']);

/** The first place at which one of the paths is read for certain. */
function readsOf(expr: Expr, missing: ReadonlySet<string>): readonly CelIssue[] {
  const path = pathOf(expr);
  if (path !== undefined && missing.has(path)) {
    const message = `${path} is read only where it is missing: the test for it stands the wrong way round`;
    return [{ code: 'guard_reversed', severity: 'warning', message, span: expr.span }];
  }
  // Below these the path may be tested once more, or its error is taken.
  if (expr.kind === 'has' || expr.kind === 'conditional' || expr.kind === 'and' || expr.kind === 'or') return [];
  if (expr.kind === 'call' && CATCHING.has(expr.name)) return [];
  for (const child of childrenOf(expr)) {
    const found = readsOf(child, missing);
    if (found.length > 0) return found;
  }
  return [];
}
