// A field of something that not every request has: `jwt.sub` fails where there is no token. In a rule that counts as
// false, which is often what is meant; where a value is written, the whole of it is left out.
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { pathOf, walkGuarded } from './guards.ts';
import type { Lint } from './lint.ts';

export const nullableAccess: Lint = ({ checked, profile, use }) => {
  if (use !== 'value') return [];
  const nullable = new Set(profile.variables.filter((v) => v.nullable === true).map((v) => v.name));
  const found = new Map<string, CelIssue>();
  walkGuarded(checked.expr, (node, safe) => {
    const root = rootOf(node);
    const path = pathOf(node);
    if (root !== undefined && path !== undefined && nullable.has(root) && !safe.has(root) && !safe.has(path) && !found.has(root)) {
      found.set(root, issue(node, root));
    }
    return true;
  });
  return [...found.values()];
};

const issue = (node: Expr, root: string): CelIssue => ({
  code: 'nullable_access',
  severity: 'info',
  message: `${print(node)} fails where ${root} is null: not every request has it`,
  hint: `Give a value for that case: default(${print(node)}, …).`,
  span: node.span,
});

/** The variable that a field is read of directly. */
function rootOf(node: Expr): string | undefined {
  const operand = node.kind === 'select' ? node.operand : node.kind === 'call' && node.name === '_[_]' ? node.args[0] : undefined;
  return operand?.kind === 'ident' ? operand.name : undefined;
}
