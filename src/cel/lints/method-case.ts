// Request methods are compared with case: `request.method == 'get'` holds for no request.
import type { Call, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['_==_', '_!=_', '@in']);

export const methodCase: Lint = ({ checked }) =>
  [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'call' || !COMPARISONS.has(node.name) || !comparesMethod(node)) return [];
    return textsOf(node).flatMap((literal) => {
      const written = literal.value as string;
      const upper = written.toUpperCase();
      if (written === upper || !/^[a-z]+$/i.test(written)) return [];
      const message = `Methods are compared with case: no request has the method '${written}'`;
      const text = print({ ...literal, value: upper });
      return [
        {
          code: 'method_case',
          severity: 'warning' as const,
          message,
          span: literal.span,
          fix: { title: `Write ${text}`, span: literal.span, text },
        },
      ];
    });
  });

const comparesMethod = (call: Call): boolean => call.args.some((a) => print(a) === 'request.method');

/** The texts that the method is compared with. */
function textsOf(call: Call): readonly (Expr & { kind: 'literal' })[] {
  const parts = call.args.flatMap((a) => (a.kind === 'list' ? a.elements.map((e) => e.value) : [a]));
  return parts.filter((part): part is Expr & { kind: 'literal' } => part.kind === 'literal' && typeof part.value === 'string');
}
