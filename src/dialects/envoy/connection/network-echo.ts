// envoy.filters.network.echo: sends back what comes. Envoy 1.40.
import type { NetworkStep } from './network-step.ts';

export const echo: NetworkStep = {
  received: () => ({ kind: 'respond', because: 'its echo filter sends back what comes', body: undefined }),
};
