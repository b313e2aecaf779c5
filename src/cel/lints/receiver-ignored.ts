// Functions of agentgateway that only know arguments do not look at what they are called on: `jwt.team.default('none')` is
// `default('none')`, whatever the claim says.
import type { Call, Expr } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint, LintContext } from './lint.ts';
import { rewrite } from './shape.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'bytes timestamp duration isIP cidr json jsonField toJson to_json base64Encode base64Decode unvalidatedJwtPayload flatten ' +
    'flattenRecursive default coalesce max min'
  ).split(' '),
);

/** The calls whose receiver is not looked at. */
export const ignoringCalls = ({ checked, profile }: LintContext): readonly Call[] =>
  profile.id === 'agentgateway' ? [...nodesOf(checked.expr)].filter(isIgnoring) : [];

const isIgnoring = (node: Expr): node is Call => node.kind === 'call' && node.form === 'receiver' && FUNCTIONS.has(node.name);

export const receiverIgnored: Lint = (context) =>
  ignoringCalls(context).map(({ name, target, args, span }) => {
    const meant = `${name}(${[...(target === undefined ? [] : [target]), ...args].map((part) => print(part)).join(', ')})`;
    return {
      code: 'receiver_ignored',
      severity: 'warning',
      message: `${name}() does not look at what it is called on`,
      hint: `Write ${meant}.`,
      span,
      fix: rewrite(span, meant),
    };
  });
