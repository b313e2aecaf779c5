// Addresses and sockets.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { clusters, listeners } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/bad-mode': {
    means: 'The setting does not go with another one.',
    why: 'An abstract socket has no file, and so no mode.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: p
  address: {pipe: {path: "@shop", mode: 420}}
  filter_chains: [{filters: []}]`,
    right: `- name: p
  address: {pipe: {path: /run/shop.sock, mode: 420}}
  filter_chains: [{filters: []}]`,
  },
  'envoy/bad-socket': {
    means: 'A QUIC listener has another transport socket than that of QUIC.',
    why: 'QUIC brings its own encryption.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: q
  address: {socket_address: {protocol: UDP, address: 0.0.0.0, port_value: 443}}
  udp_listener_config: {quic_options: {}}
  filter_chains: [{filters: [], transport_socket: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer}}}]`,
    right: `- name: q
  address: {socket_address: {protocol: UDP, address: 0.0.0.0, port_value: 443}}
  udp_listener_config: {quic_options: {}}
  filter_chains: [{filters: [], transport_socket: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport, downstream_tls_context: {common_tls_context: {tls_certificate_sds_secret_configs: [{name: s, sds_config: {ads: {}}}]}}}}}]`,
  },
  'envoy/same-version': {
    means: 'Two source addresses are of the same IP version.',
    why: 'The second is for the other one.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, upstream_bind_config: {source_address: {address: 10.0.0.1, port_value: 0}, extra_source_addresses: [{address: {address: 10.0.0.2, port_value: 0}}]}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, upstream_bind_config: {source_address: {address: 10.0.0.1, port_value: 0}, extra_source_addresses: [{address: {address: "::1", port_value: 0}}]}}',
  },
  'envoy/incomplete': {
    means: 'A setting needs another one beside it that is not there.',
    why: 'Alone it says only half of what has to be known.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, upstream_bind_config: {extra_source_addresses: [{address: {address: 10.0.0.2, port_value: 0}}]}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, upstream_bind_config: {source_address: {address: 10.0.0.1, port_value: 0}}}',
  },
};
