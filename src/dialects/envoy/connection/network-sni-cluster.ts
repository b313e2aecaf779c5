// envoy.filters.network.sni_cluster: the server name of the TLS hello is the name of the cluster. Envoy 1.40.
import type { NetworkStep } from './network-step.ts';

/** The filter state in which tcp_proxy finds the cluster for this connection. */
export const CLUSTER_STATE = 'envoy.tcp_proxy.cluster';

export const sniCluster: NetworkStep = {
  opened: (_, s) => {
    const { sni } = s.connection;
    if (sni === '') return { kind: 'pass', because: 'no server name is known: tcp_proxy’s own cluster serves' };
    s.filterState.set(CLUSTER_STATE, { text: sni, kind: 'other' });
    return { kind: 'change', because: `the server name ${sni} is the cluster` };
  },
};
