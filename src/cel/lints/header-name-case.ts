// The names of headers in a loop have lower case: `request.headers.exists(h, h == 'X-Team')` finds nothing. (A look-up by name,
// `request.headers["X-Team"]`, ignores case.)
import type { Comprehension, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { comparedTexts, rewrite, type TextLiteral, textMethod, writtenText } from './shape.ts';

const METHODS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains']);

export const headerNameCase: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'comprehension' || !/\.headers$/.test(print(node.range))) return [];
    return textsOf(node)
      .filter(({ value }) => value !== value.toLowerCase())
      .map((text) => ({
        code: 'header_name_case',
        severity: 'warning' as const,
        message: `Header names have lower case here: none is "${text.value}"`,
        span: text.span,
        fix: rewrite(text.span, writtenText(text, text.value.toLowerCase())),
      }));
  });

/** The texts that the name is compared with inside the loop. */
function textsOf({ first, filter, body }: Comprehension): readonly TextLiteral[] {
  const isName = (expr: Expr): boolean => expr.kind === 'ident' && expr.name === first;
  return [filter, body]
    .flatMap((part) => (part === undefined ? [] : [...nodesOf(part)]))
    .flatMap((node) => {
      const method = textMethod(node, METHODS);
      if (method !== undefined) return isName(method.target) ? [method.text] : [];
      return comparedTexts(node, isName);
    });
}
