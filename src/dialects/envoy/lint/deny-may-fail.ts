// DENY policies with a CEL condition. Envoy 1.40: a condition that ends in an error is false, so the policy does not deny.
// A condition that cannot end in one is fine.

import type { CheckTable } from '../load/check.ts';
import { child, isMessage, mapOf, originOf, text } from '../schema/message.ts';
import { isCertain } from './certain-condition.ts';
import { TypeNames } from './type-names.ts';

export const denyMayFail: CheckTable = {
  [TypeNames.rbacRules]: (rules, { problems }) => {
    if (text(rules, 'action') !== 'DENY') return;
    for (const [name, policy] of mapOf(rules, 'policies')) {
      const condition = isMessage(policy) ? child(policy, 'condition') : undefined;
      if (isMessage(policy) && condition !== undefined && !isCertain(condition))
        problems.warn(
          'deny-may-fail',
          `Policy ${name} denies only while its condition can be evaluated: where a header or a claim it reads is missing, the request is let through.`,
          originOf(policy, 'condition'),
        );
    }
  },
};
