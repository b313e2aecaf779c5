// envoy.filters.http.set_filter_state: filter state from format strings. Envoy 1.40.
import { CONTINUE } from '../../../simulate/phases.ts';
import { printSubstitution } from '../hcm/reply.ts';
import { child, children, flag, text } from '../schema/message.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

export const setFilterState: EnvoyStep = {
  request: (policy, s) => {
    const own = perRoute(s, policy, '.set_filter_state.v3.Config')[0] ?? configOf(policy);
    for (const value of children(own, 'on_request_headers')) {
      const format = child(value, 'format_string');
      const made = format === undefined ? '' : printSubstitution(format, { stream: s, logType: 'NotSet', phase: 'request' });
      if (made === '' && flag(value, 'skip_if_empty')) continue;
      const key = text(value, 'object_key');
      const factory = text(value, 'factory_key') || key;
      s.filterState.set(key, { text: made, kind: /ip|address/.test(factory) ? 'address' : 'string' });
    }
    if (own !== undefined && flag(own, 'clear_route_cache')) s.clearRoute?.();
    return CONTINUE;
  },
};
