// Functions of agentgateway that only know arguments do not look at what they are called on: `jwt.team.default('none')` is
// `default('none')`, whatever the claim says.
import { print } from '../syntax/print.ts';
import { nodesOf } from '../syntax/visit.ts';
import type { Lint } from './lint.ts';
import { rewrite } from './shape.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'bytes timestamp duration isIP cidr json jsonField toJson to_json base64Encode base64Decode unvalidatedJwtPayload flatten ' +
    'flattenRecursive default coalesce max min'
  ).split(' '),
);

export const receiverIgnored: Lint = ({ checked, profile }) => {
  if (profile.id !== 'agentgateway') return [];
  return [...nodesOf(checked.expr)].flatMap((node) => {
    if (node.kind !== 'call' || node.form !== 'receiver' || node.target === undefined || !FUNCTIONS.has(node.name)) return [];
    const meant = `${node.name}(${[node.target, ...node.args].map((part) => print(part)).join(', ')})`;
    return [
      {
        code: 'receiver_ignored',
        severity: 'warning' as const,
        message: `${node.name}() does not look at what it is called on`,
        hint: `Write ${meant}.`,
        span: node.span,
        fix: rewrite(node.span, meant),
      },
    ];
  });
};
