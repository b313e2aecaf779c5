// Weighted clusters that get nothing.
import type { CheckTable } from '../load/check.ts';
import { children, has, originOf, text, whole } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const zeroWeight: CheckTable = {
  [TypeNames.weightedCluster]: (m, { problems }) => {
    // weights may be set while it runs
    if (has(m, 'runtime_key_prefix')) return;
    for (const part of children(m, 'clusters'))
      if (has(part, 'weight') && whole(part, 'weight') === 0)
        problems.add(
          'zero-weight',
          'info',
          `Cluster ${text(part, 'name') || text(part, 'cluster_header')} has weight 0: no request goes there.`,
          originOf(part, 'weight'),
        );
  },
};
