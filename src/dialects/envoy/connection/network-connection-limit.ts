// envoy.filters.network.connection_limit. Envoy 1.40: it counts connections that are open at one time; a sample's connection is the only one.
import type { NetworkStep } from './network-step.ts';

export const connectionLimit: NetworkStep = {
  opened: () => ({ kind: 'pass', because: 'it is the only open connection' }),
};
