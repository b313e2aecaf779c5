// Settings of network filters and of the connection manager.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { listeners, manager, routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/bad-codec': {
    means: 'The codec does not fit the listener.',
    why: 'HTTP/3 is for QUIC listeners, which take no other.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `codec_type: HTTP3
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `codec_type: AUTO
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/bad-scope': {
    means: 'A scope that stands in the configuration has no routes of its own.',
    why: 'Only scopes that come from a control plane name a route table.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `scoped_routes: {name: s, scope_key_builder: {fragments: [{header_value_extractor: {name: x, index: 0}}]}, rds_config_source: {ads: {}}, scoped_route_configurations_list: {scoped_route_configurations: [{name: one, route_configuration_name: r, key: {fragments: [{string_key: a}]}}]}}
http_filters: []`,
    right: `scoped_routes: {name: s, scope_key_builder: {fragments: [{header_value_extractor: {name: x, index: 0}}]}, rds_config_source: {ads: {}}, scoped_route_configurations_list: {scoped_route_configurations: [{name: one, route_configuration: {name: r}, key: {fragments: [{string_key: a}]}}]}}
http_filters: []`,
  },
  'envoy/bad-setting': {
    means: 'A setting of HTTP/2 has a value that it cannot have.',
    why: 'Server push cannot be switched on.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `http2_protocol_options: {custom_settings_parameters: [{identifier: 2, value: 1}]}
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `http2_protocol_options: {custom_settings_parameters: [{identifier: 2, value: 0}]}
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/setting-twice': {
    means: 'A setting of HTTP/2 is given twice, with different values.',
    why: 'Only one of them can be sent.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `http2_protocol_options: {custom_settings_parameters: [{identifier: 10, value: 1}, {identifier: 10, value: 2}]}
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `http2_protocol_options: {custom_settings_parameters: [{identifier: 10, value: 1}]}
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/header-size': {
    means: 'One header may be larger than all of them together.',
    why: 'max_header_field_size_kb is at most max_request_headers_kb.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `max_request_headers_kb: 60
http2_protocol_options: {max_header_field_size_kb: 100}
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `max_request_headers_kb: 100
http2_protocol_options: {max_header_field_size_kb: 100}
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/bad-upgrade': {
    means: 'Settings for tunnels stand at an upgrade that is none.',
    why: 'connect_config is for CONNECT and CONNECT-UDP.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {cluster: a, upgrade_configs: [{upgrade_type: websocket, connect_config: {}}]}}',
    right: '- {match: {connect_matcher: {}}, route: {cluster: a, upgrade_configs: [{upgrade_type: CONNECT, connect_config: {}}]}}',
  },
  'envoy/duplicate-prefix': {
    means: 'A prefix of a Redis proxy stands twice.',
    why: 'Which route a key takes would be open.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: redis
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: [{name: envoy.filters.network.redis_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy, stat_prefix: a, settings: {op_timeout: 1s}, prefix_routes: {routes: [{prefix: a, cluster: a}, {prefix: a, cluster: b}]}}}]}]`,
    right: `- name: redis
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains: [{filters: [{name: envoy.filters.network.redis_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy, stat_prefix: a, settings: {op_timeout: 1s}, prefix_routes: {routes: [{prefix: a, cluster: a}, {prefix: b, cluster: b}]}}}]}]`,
  },
  'envoy/no-upstream': {
    means: 'The proxy leads nowhere.',
    why: 'No route of it names a cluster.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: redis
  address: {socket_address: {address: 0.0.0.0, port_value: 6379}}
  filter_chains: [{filters: [{name: envoy.filters.network.redis_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy, stat_prefix: a, settings: {op_timeout: 1s}, prefix_routes: {}}}]}]`,
    right: `- name: redis
  address: {socket_address: {address: 0.0.0.0, port_value: 6379}}
  filter_chains: [{filters: [{name: envoy.filters.network.redis_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy, stat_prefix: a, settings: {op_timeout: 1s}, prefix_routes: {catch_all_route: {cluster: a}}}}]}]`,
  },
};
