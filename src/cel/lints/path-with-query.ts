// Envoy's `request.path` has the query in it: `request.path == '/a'` is false for /a?x=1.
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { comparedTexts, rewrite, type TextLiteral, textMethod } from './shape.ts';

const ENDS_WITH: ReadonlySet<string> = new Set(['endsWith']);
const MATCHES: ReadonlySet<string> = new Set(['matches']);

export const pathWithQuery: Lint = ({ checked, profile }) => {
  if (profile.id !== 'envoy') return [];
  return [...nodesOf(checked.expr)].flatMap((node) => {
    const text = wholeText(node);
    const path = text === undefined ? undefined : [...nodesOf(node)].find(isPath);
    if (text === undefined || path === undefined || text.value.includes('?')) return [];
    return [
      {
        code: 'path_with_query',
        severity: 'warning' as const,
        message: 'request.path has the query in it: with ?x=1 behind the path this comes out otherwise',
        hint: 'request.url_path is the path without the query.',
        span: path.span,
        fix: rewrite(path.span, 'request.url_path'),
      },
    ];
  });
};

const isPath = (expr: Expr): boolean => expr.kind === 'select' && print(expr) === 'request.path';

/** A text that the whole path, or its end, is compared with. */
function wholeText(node: Expr): TextLiteral | undefined {
  const [compared] = comparedTexts(node, isPath);
  if (compared !== undefined) return compared;
  const ending = textMethod(node, ENDS_WITH);
  if (ending !== undefined) return isPath(ending.target) ? ending.text : undefined;
  const pattern = textMethod(node, MATCHES);
  return pattern !== undefined && isPath(pattern.target) && /[^\\]\$$/.test(pattern.text.value) ? pattern.text : undefined;
}
