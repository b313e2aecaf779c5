// Filters and their order.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { httpFilters, listeners, manager, rbac } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/no-router': {
    means: 'The HTTP filters do not end in the router.',
    why: 'Without it nobody answers a request; Envoy refuses the connection manager.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `route_config: {virtual_hosts: []}
http_filters:
- {name: envoy.filters.http.cors, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}}`,
    right: `route_config: {virtual_hosts: []}
http_filters:
- {name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}`,
  },
  'envoy/filter-after-router': {
    means: 'A filter stands behind one that answers every request.',
    why: 'It would never be reached.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `route_config: {virtual_hosts: []}
http_filters:
- {name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}
- {name: envoy.filters.http.cors, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}}`,
    right: `route_config: {virtual_hosts: []}
http_filters:
- {name: envoy.filters.http.cors, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}}
- {name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}`,
  },
  'envoy/router-disabled': {
    means: 'The last HTTP filter is disabled.',
    why: 'Nobody would answer.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `route_config: {virtual_hosts: []}
http_filters:
- {name: envoy.filters.http.router, disabled: true, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}`,
    right: `route_config: {virtual_hosts: []}
http_filters:
- {name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}`,
  },
  'envoy/no-terminal-filter': {
    means: 'The network filters do not end in one that takes the connection over.',
    why: 'Nobody would do anything with it.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: tcp
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains:
  - filters: [{name: envoy.filters.network.rbac, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC, stat_prefix: a}}]`,
    right: `- name: tcp
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains:
  - filters: [{name: envoy.filters.network.tcp_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: a}}]`,
  },
  'envoy/filter-after-terminal': {
    means: 'A network filter stands behind one that takes the connection over.',
    why: 'It would never be reached.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: tcp
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains:
  - filters:
    - {name: envoy.filters.network.tcp_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: a}}
    - {name: envoy.filters.network.rbac, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC, stat_prefix: a}}`,
    right: `- name: tcp
  address: {socket_address: {address: 0.0.0.0, port_value: 80}}
  filter_chains:
  - filters:
    - {name: envoy.filters.network.rbac, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC, stat_prefix: a}}
    - {name: envoy.filters.network.tcp_proxy, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: a}}`,
  },
  'envoy/htpasswd': {
    means: 'The list of users is not one that the filter reads.',
    why: 'Each line is a name, a colon and {SHA} with the 28 characters of a hash.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.basic_auth
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.basic_auth.v3.BasicAuth, users: {inline_string: "ann:secret"}}`,
    right: `- name: envoy.filters.http.basic_auth
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.basic_auth.v3.BasicAuth, users: {inline_string: "ann:{SHA}tESsBmE/yNY3lb6a0L6vVQEZNqw="}}`,
  },
  'envoy/bad-keys': {
    means: 'The key set of a provider cannot be read.',
    why: 'It is a JSON object with a list of keys.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    providers: {login: {issuer: a, local_jwks: {inline_string: "no keys"}}}`,
    right: `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    providers: {login: {issuer: a, local_jwks: {inline_string: '{"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}'}}}`,
  },
  'envoy/unknown-provider': {
    means: 'A rule names a provider of tokens that is not configured.',
    why: 'It could verify nothing.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    rules: [{match: {prefix: /}, requires: {provider_name: login}}]`,
    right: `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    rules: [{match: {prefix: /}}]`,
  },
  'envoy/unknown-requirement': {
    means: 'A rule names a requirement that is not in requirement_map.',
    why: 'What is required would be unknown.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    rules: [{match: {prefix: /}, requirement_name: strict}]`,
    right: `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    rules: [{match: {prefix: /}}]`,
  },
  'envoy/bad-expression': {
    means: 'The condition is one that Envoy does not load.',
    why: 'It has functions or syntax that are off in Envoy, such as loops and most functions on texts.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: rbac,
    wrong: `action: ALLOW
policies:
  all:
    permissions: [{any: true}]
    principals: [{any: true}]
    condition: {call_expr: {function: noSuchFunction}}`,
    right: `action: ALLOW
policies:
  all:
    permissions: [{any: true}]
    principals: [{any: true}]`,
  },
  'envoy/path-prefix': {
    means: 'The prefix for paths does not begin with a slash.',
    why: 'No path begins otherwise.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.ext_authz
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
    http_service: {server_uri: {uri: a.test, cluster: a, timeout: 1s}, path_prefix: check}`,
    right: `- name: envoy.filters.http.ext_authz
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
    http_service: {server_uri: {uri: a.test, cluster: a, timeout: 1s}, path_prefix: /check}`,
  },
  'envoy/no-source': {
    means: 'A rule or key does not say where its value comes from.',
    why: 'It needs a header, a query parameter or a cookie.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.api_key_auth
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth
    credentials: [{key: a, client: one}]
    key_sources: [{}]`,
    right: `- name: envoy.filters.http.api_key_auth
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth
    credentials: [{key: a, client: one}]
    key_sources: [{header: x-key}]`,
  },
  'envoy/two-addresses': {
    means: "Two ways to find the client's address exclude each other.",
    why: 'Either trusted hops are counted or extensions look.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `xff_num_trusted_hops: 1
original_ip_detection_extensions: [{name: xff, typed_config: {"@type": type.googleapis.com/envoy.extensions.http.original_ip_detection.xff.v3.XffConfig}}]
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `xff_num_trusted_hops: 1
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/two-strips': {
    means: 'Two ways to strip the port from Host exclude each other.',
    why: 'Either every port is stripped or that of the listener.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `strip_any_host_port: true
strip_matching_host_port: true
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `strip_any_host_port: true
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/upgrade-twice': {
    means: 'An upgrade type stands twice.',
    why: 'Its case does not matter, so they are the same.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `upgrade_configs: [{upgrade_type: websocket}, {upgrade_type: WebSocket}]
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `upgrade_configs: [{upgrade_type: websocket}]
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/useless-cache': {
    means: 'Answers are kept and never used.',
    why: 'cache_time needs pass_through_mode.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.health_check
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck, pass_through_mode: false, cache_time: 1s}`,
    right: `- name: envoy.filters.http.health_check
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck, pass_through_mode: true, cache_time: 1s}`,
  },
  'envoy/append-and-remove': {
    means: 'A change of a query parameter both appends and removes.',
    why: 'One change does one thing.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.header_mutation
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation, mutations: {query_parameter_mutations: [{append: {record: {key: a, value: x}}, remove: b}]}}`,
    right: `- name: envoy.filters.http.header_mutation
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation, mutations: {query_parameter_mutations: [{append: {record: {key: a, value: x}}}, {remove: b}]}}`,
  },
  'envoy/duplicate-descriptor': {
    means: 'Two descriptors of a rate limit have the same entries.',
    why: 'Which of their buckets counts would be open.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.local_ratelimit
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit, stat_prefix: a, descriptors: [{entries: [{key: k, value: v}], token_bucket: {max_tokens: 1, fill_interval: 1s}}, {entries: [{key: k, value: v}], token_bucket: {max_tokens: 2, fill_interval: 1s}}]}`,
    right: `- name: envoy.filters.http.local_ratelimit
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit, stat_prefix: a, descriptors: [{entries: [{key: k, value: v}], token_bucket: {max_tokens: 1, fill_interval: 1s}}, {entries: [{key: k, value: w}], token_bucket: {max_tokens: 2, fill_interval: 1s}}]}`,
  },
  'envoy/fast-bucket': {
    means: 'A local token bucket is to be filled more often than every 50 ms.',
    why: 'Its timer is not that fine. Fill more tokens less often.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.local_ratelimit
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit, stat_prefix: a, token_bucket: {max_tokens: 1, tokens_per_fill: 1, fill_interval: 0.01s}}`,
    right: `- name: envoy.filters.http.local_ratelimit
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit, stat_prefix: a, token_bucket: {max_tokens: 10, tokens_per_fill: 10, fill_interval: 0.1s}}`,
  },
  'envoy/header-and-cookie': {
    means: 'A rule reads a header and a cookie.',
    why: 'It takes its value from one of them.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.header_to_metadata
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{header: x-a, cookie: a, on_header_present: {key: a}}]}`,
    right: `- name: envoy.filters.http.header_to_metadata
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{header: x-a, on_header_present: {key: a}}]}`,
  },
  'envoy/no-action': {
    means: 'A rule reads something and does nothing with it.',
    why: 'It needs what to do when the value is there, or when it is not.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.header_to_metadata
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{header: x-a}]}`,
    right: `- name: envoy.filters.http.header_to_metadata
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{header: x-a, on_header_present: {key: a}}]}`,
  },
  'envoy/no-value': {
    means: 'What is written when a header is missing has no value.',
    why: 'There is no header to take it from.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.header_to_metadata
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{header: x-a, on_header_missing: {key: a}}]}`,
    right: `- name: envoy.filters.http.header_to_metadata
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{header: x-a, on_header_missing: {key: a, value: none}}]}`,
  },
  'envoy/no-factory': {
    means: 'The kind of filter state that is to be made does not exist.',
    why: 'It is made by a factory; envoy.string makes texts.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.set_filter_state
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config, on_request_headers: [{object_key: my.key, factory_key: my.factory, format_string: {text_format_source: {inline_string: a}}}]}`,
    right: `- name: envoy.filters.http.set_filter_state
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config, on_request_headers: [{object_key: my.key, factory_key: envoy.string, format_string: {text_format_source: {inline_string: a}}}]}`,
  },
  'envoy/cdn-id': {
    means: 'The identifier of this CDN is not one.',
    why: 'It becomes a part of the header CDN-Loop: letters, digits and a few signs.',
    source: 'RFC 8586',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.cdn_loop
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cdn_loop.v3.CdnLoopConfig, cdn_id: "my cdn"}`,
    right: `- name: envoy.filters.http.cdn_loop
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cdn_loop.v3.CdnLoopConfig, cdn_id: my-cdn}`,
  },
  'envoy/port-range': {
    means: 'The range of ports is empty or has numbers that are no ports.',
    why: 'It never fits. The end is not part of the range.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: rbac,
    wrong: `action: ALLOW
policies: {a: {permissions: [{destination_port_range: {start: 90, end: 80}}], principals: [{any: true}]}}`,
    right: `action: ALLOW
policies: {a: {permissions: [{destination_port_range: {start: 80, end: 91}}], principals: [{any: true}]}}`,
  },
  'envoy/two-flushes': {
    means: 'Two settings say when access logs are written in between.',
    why: 'access_log_options has replaced access_log_flush_interval.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `access_log_flush_interval: 1s
access_log_options: {access_log_flush_interval: 1s}
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `access_log_options: {access_log_flush_interval: 1s}
route_config: {virtual_hosts: []}
http_filters: []`,
  },
  'envoy/wrong-place': {
    means: 'The setting stands where it has no meaning.',
    why: 'max_response_headers_kb is for the side towards clusters.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: manager,
    wrong: `common_http_protocol_options: {max_response_headers_kb: 80}
route_config: {virtual_hosts: []}
http_filters: []`,
    right: `common_http_protocol_options: {max_headers_count: 80}
route_config: {virtual_hosts: []}
http_filters: []`,
  },
};
