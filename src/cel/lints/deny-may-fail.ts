// A deny rule that fails does not deny: the request passes. `deny: "jwt.tenant != 'a'"` lets through who has no token.
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { pathOf, type Safe, walkGuarded } from './guards.ts';
import type { Lint, LintContext } from './lint.ts';

export const denyMayFail: Lint = (context) => {
  if (context.use !== 'deny') return [];
  const { checked } = context;
  let failing: Expr | undefined;
  walkGuarded(checked.expr, (node, safe) => {
    if (failing === undefined && mayFail(context, node, safe)) failing = node;
    return failing === undefined;
  });
  return failing === undefined ? [] : [issue(failing)];
};

const issue = (failing: Expr): CelIssue => ({
  code: 'deny_may_fail',
  severity: 'warning',
  message: `When ${print(failing)} fails, this rule does not deny: the request passes`,
  hint: 'Test for it first, as in has(…) && …, or turn the rule round into a require rule: a require rule that fails denies.',
  span: failing.span,
});

/** Conversions and readers that refuse some values. */
const REFUSING: ReadonlySet<string> = new Set(['int', 'uint', 'double', 'timestamp', 'duration', 'json', 'ip', 'cidr', 'fail']);

function mayFail({ checked, profile }: LintContext, node: Expr, safe: Safe): boolean {
  if (node.kind === 'select' || (node.kind === 'call' && node.name === '_[_]')) return isUncertain(checked.types, profile, node, safe);
  if (node.kind !== 'call') return false;
  if (node.name === '_/_' || node.name === '_%_') return node.args[1]?.kind !== 'literal';
  return node.form === 'global' && REFUSING.has(node.name) && node.args[0]?.kind !== 'literal';
}

/** Fields of maps may be missing, elements beyond the end too; fields that the profile declares are there. */
function isUncertain(types: LintContext['checked']['types'], profile: LintContext['profile'], node: Expr, safe: Safe): boolean {
  const path = pathOf(node);
  if (path !== undefined && safe.has(path)) return false;
  const operand = node.kind === 'select' ? node.operand : node.kind === 'call' ? node.args[0] : undefined;
  if (operand === undefined) return false;
  const isNullable = operand.kind === 'ident' && profile.variables.some((v) => v.name === operand.name && v.nullable === true);
  if (isNullable) return !safe.has(operand.name) || types.get(operand.id)?.kind !== 'opaque';
  return types.get(operand.id)?.kind !== 'opaque';
}
