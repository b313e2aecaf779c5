import type { ConfigPage } from '../../../diagnostics/page.ts';
import { listeners } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'The chain is chosen by what the TLS hello says, and nothing reads it.',
  why: 'The server name and the ALPN are known only when the listener filter tls_inspector has looked at the first bytes. Without it the chain is never chosen.',
  source: 'Envoy 1.40, listener filters',
  frame: (example) =>
    listeners(
      `- name: tls\n  address: {socket_address: {address: 0.0.0.0, port_value: 443}}\n  filter_chains: [{filter_chain_match: {server_names: [a.test]}, filters: []}]\n  ${example}`,
    ),
  wrong: 'listener_filters: []',
  right:
    'listener_filters: [{name: envoy.filters.listener.tls_inspector, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector}}]',
};
