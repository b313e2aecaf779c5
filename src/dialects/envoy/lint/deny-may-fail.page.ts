import type { ConfigPage } from '../../../diagnostics/page.ts';
import { rbac } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A policy that denies has a condition, and a condition that cannot be evaluated is false.',
  why: 'Where a header or a claim that the condition reads is missing, it ends in an error, which counts as false: the policy does not deny, and the request passes. Test for it inside the condition.',
  source: 'Envoy 1.40, RBAC filter: errors of conditions',
  frame: rbac,
  wrong: `action: DENY
policies:
  guests:
    permissions: [{any: true}]
    principals: [{any: true}]
    condition: {call_expr: {function: _==_, args: [{ident_expr: {name: x}}, {const_expr: {string_value: guest}}]}}`,
  right: `action: DENY
policies:
  guests:
    permissions: [{header: {name: x-team, string_match: {exact: guest}}}]
    principals: [{any: true}]`,
};
