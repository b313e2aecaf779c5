// Listeners and their filter chains.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { listeners } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/no-address': {
    means: 'The listener has no address.',
    why: 'It could not be reached.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  filter_chains: [{filters: []}]`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]`,
  },
  'envoy/whole-range': {
    means: 'A range of every address stands beside a chain without a range.',
    why: 'Both hold every connection equally well, and which of them Envoy takes changes from start to start.',
    source: 'Envoy 1.40, started several times with one configuration',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains:
  - {name: all, filter_chain_match: {source_prefix_ranges: [{address_prefix: 0.0.0.0, prefix_len: 0}]}}
  - {name: rest}`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains:
  - {name: inside, filter_chain_match: {source_prefix_ranges: [{address_prefix: 10.0.0.0, prefix_len: 8}]}}
  - {name: rest}`,
  },
  'envoy/no-chains': {
    means: 'The listener has no filter chain.',
    why: 'It would not know what to do with a connection.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]`,
  },
  'envoy/no-chain-name': {
    means: 'The listener chooses its filter chain by name, and one has none.',
    why: 'A filter_chain_matcher ends in the name of a chain.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]
  filter_chain_matcher: {on_no_match: {action: {name: chain, typed_config: {"@type": type.googleapis.com/google.protobuf.StringValue, value: one}}}}`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{name: one, filters: []}]
  filter_chain_matcher: {on_no_match: {action: {name: chain, typed_config: {"@type": type.googleapis.com/google.protobuf.StringValue, value: one}}}}`,
  },
  'envoy/overlapping-chains': {
    means: 'Two filter chains of a listener fit the same connections.',
    why: 'Envoy could not tell which one is meant, and refuses the listener.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{name: one, filters: []}, {name: two, filters: []}]`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{name: one, filters: []}, {name: two, filter_chain_match: {source_type: SAME_IP_OR_LOOPBACK}, filters: []}]`,
  },
  'envoy/duplicate-chain-name': {
    means: 'Two filter chains of a listener have the same name.',
    why: 'Names tell chains apart when the listener is updated.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{name: one, filters: []}, {name: one, filter_chain_match: {source_type: SAME_IP_OR_LOOPBACK}, filters: []}]
  filter_chain_matcher: {on_no_match: {action: {name: chain, typed_config: {"@type": type.googleapis.com/google.protobuf.StringValue, value: one}}}}`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{name: one, filters: []}, {name: two, filter_chain_match: {source_type: SAME_IP_OR_LOOPBACK}, filters: []}]`,
  },
  'envoy/duplicate-address': {
    means: 'Two listeners have the same address.',
    why: 'Only one of them could open it.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: one
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]
- name: two
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]`,
    right: `- name: one
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]
- name: two
  address: {socket_address: {address: 0.0.0.0, port_value: 81}}
  filter_chains: [{filters: []}]`,
  },
  'envoy/not-implemented': {
    means: 'The setting is in the proto, and Envoy does nothing for it.',
    why: 'It refuses the configuration rather than leave it out without a word.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: [], filter_chain_match: {address_suffix: a}}]`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]`,
  },
  'envoy/named-port': {
    means: 'The address names its port by a word.',
    why: 'A listener opens a number; names need a resolver that Envoy does not have for them.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: http
  address: {socket_address: {address: 0.0.0.0, named_port: http}}
  filter_chains: [{filters: []}]`,
    right: `- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: []}]`,
  },
  'envoy/udp-chains': {
    means: 'A listener for UDP has filter chains as one for TCP.',
    why: 'Only QUIC listeners have chains; others take datagrams by listener filters.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: udp
  address: {socket_address: {protocol: UDP, address: 0.0.0.0, port_value: 53}}
  filter_chains: [{filters: []}]`,
    right: `- name: tcp
  address: {socket_address: {address: 0.0.0.0, port_value: 53}}
  filter_chains: [{filters: []}]`,
  },
};
