// envoy.filters.network.direct_response: writes a fixed text and closes the connection. Envoy 1.40.
import { dataSource } from '../schema/data-source.ts';
import { child } from '../schema/message.ts';
import { configOf } from '../steps/step.ts';
import type { NetworkStep } from './network-step.ts';

export const directResponse: NetworkStep = {
  opened: (policy, s) => {
    const response = child(configOf(policy), 'response');
    const answer = { body: response === undefined ? '' : dataSource(response), details: 'direct_response' };
    // Envoy 1.40: the text is written and the connection closed before the TLS handshake is over
    if (s.connection.chain?.tls === true)
      return { kind: 'deny', because: 'its direct_response filter closes before the TLS handshake is over', ...answer };
    return { kind: 'respond', because: 'its direct_response filter writes a fixed text', ...answer };
  },
};
