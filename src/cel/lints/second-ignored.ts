// agentgateway takes what a text function is called on, or else its first argument, both for the text and for what is looked
// for: `startsWith(request.path, '/admin')` asks whether the path starts with itself. Only the method asks what was meant.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { operandText, rewrite } from './shape.ts';

const TESTS: ReadonlySet<string> = new Set(['contains', 'startsWith', 'endsWith', 'matches']);

export const secondIgnored: Lint = ({ checked, profile }) => {
  if (profile.id !== 'agentgateway') return [];
  return [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'call' || node.form !== 'global' || !TESTS.has(node.name)) return [];
    const [whole, part] = node.args;
    if (whole === undefined || part === undefined) return [];
    const method = `${operandText(whole)}.${node.name}(${print(part)})`;
    return [
      {
        code: 'second_ignored',
        severity: 'warning' as const,
        message: `${node.name}(a, b) does not look at b here: it tests a with itself`,
        hint: `Call it on the text: ${method}.`,
        span: node.span,
        fix: rewrite(node.span, method),
      },
    ];
  });
};
