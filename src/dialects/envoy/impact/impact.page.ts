// Changes that a running Envoy refuses.
import type { ConfigPages } from '../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'envoy/update-rejected': {
    means: 'A running Envoy refuses this change, though it might start with it.',
    why: 'It keeps what it has, and says so in its log and counters. Some settings of a listener or cluster can only be changed by a restart or under another name.',
    source: 'Envoy 1.40, listener and cluster updates',
    before:
      'resources:\n- {"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: one, address: {socket_address: {address: 0.0.0.0, port_value: 80}}, filter_chains: [{filters: []}]}',
    wrong: `resources:
- {"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: one, address: {socket_address: {address: 0.0.0.0, port_value: 80}}, filter_chains: [{filters: []}]}
- {"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: one, address: {socket_address: {address: 0.0.0.0, port_value: 81}}, filter_chains: [{filters: []}]}`,
    right: `resources:
- {"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: one, address: {socket_address: {address: 0.0.0.0, port_value: 80}}, filter_chains: [{filters: []}]}
- {"@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: two, address: {socket_address: {address: 0.0.0.0, port_value: 81}}, filter_chains: [{filters: []}]}`,
  },
};
