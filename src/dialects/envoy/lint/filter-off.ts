// Filters that are there and do nothing, because the share of requests they look at is zero.

import type { CheckContext, CheckTable } from '../load/check.ts';
import { child, has, type Message, originOf, whole } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const filterOff: CheckTable = {
  [TypeNames.localRateLimit]: (m, x) => {
    // Envoy 1.40: both shares are 0 % unless given
    for (const field of ['filter_enabled', 'filter_enforced'])
      if (has(m, 'token_bucket') && isZero(m, field)) {
        report(
          m,
          field,
          has(m, field) ? `${field} is 0 %: no request is limited.` : `Without ${field} no request is limited: it is 0 % unless given.`,
          x,
        );
        return;
      }
  },
  [TypeNames.extAuthz]: (m, x) => {
    if (has(m, 'filter_enabled') && isZero(m, 'filter_enabled'))
      report(m, 'filter_enabled', 'filter_enabled is 0 %: nobody is asked, and every request passes.', x);
  },
  [TypeNames.csrf]: (m, x) => {
    if (has(m, 'filter_enabled') && isZero(m, 'filter_enabled') && !has(m, 'shadow_enabled'))
      report(m, 'filter_enabled', 'filter_enabled is 0 %: no origin is checked.', x);
  },
};

function isZero(m: Message, field: string): boolean {
  const share = child(child(m, field), 'default_value');
  return share === undefined || whole(share, 'numerator') === 0;
}

const report = (m: Message, field: string, message: string, { problems }: CheckContext): void =>
  problems.warn('filter-off', `${message} A runtime key can turn it on.`, originOf(m, field));
