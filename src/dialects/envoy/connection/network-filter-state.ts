// envoy.filters.network.set_filter_state: filter state of a new connection from format strings. Envoy 1.40.
import { printSubstitution } from '../hcm/reply.ts';
import { child, children, flag, text } from '../schema/message.ts';
import { configOf } from '../steps/step.ts';
import { CLUSTER_STATE } from './network-sni-cluster.ts';
import type { NetworkStep } from './network-step.ts';

export const networkFilterState: NetworkStep = {
  opened: (policy, s) => {
    const values = children(configOf(policy), 'on_new_connection');
    const set = values.flatMap((value) => {
      const format = child(value, 'format_string');
      const made = format === undefined ? '' : printSubstitution(format, { stream: s, logType: 'NotSet', phase: 'request' });
      if (made === '' && flag(value, 'skip_if_empty')) return [];
      const key = text(value, 'object_key');
      const factory = text(value, 'factory_key') || key;
      s.filterState.set(key, { text: made, kind: /ip|address/.test(factory) ? 'address' : key === CLUSTER_STATE ? 'other' : 'string' });
      return [key];
    });
    return set.length === 0 ? undefined : { kind: 'change', because: `sets ${set.join(', ')}` };
  },
};
