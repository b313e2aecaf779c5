// RBAC rules that allow nobody. Envoy 1.40: rules that are there with action ALLOW and no policy deny every request.
import type { CheckTable } from '../load/check.ts';
import { mapOf, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const emptyRules: CheckTable = {
  [TypeNames.rbacRules]: (rules, { problems, parents }) => {
    if (text(rules, 'action', 'ALLOW') !== 'ALLOW' || mapOf(rules, 'policies').size > 0) return;
    const isShadow = parents[0]?.fields.get('shadow_rules')?.value === rules;
    if (!isShadow) problems.warn('empty-rules', 'No policy allows anything, so every request is denied.', originOf(rules));
  },
};
