// Clusters and how they choose endpoints.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { clusters, routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/duplicate-cluster': {
    means: 'A cluster of this name is already defined.',
    why: 'Names tell clusters apart.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: `- {name: a, connect_timeout: 1s}
- {name: a, connect_timeout: 1s}`,
    right: `- {name: a, connect_timeout: 1s}
- {name: b, connect_timeout: 1s}`,
  },
  'envoy/quic-socket': {
    means: 'A cluster speaks HTTP/3 and has no transport socket for it.',
    why: 'HTTP/3 goes over QUIC alone.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: `- name: a
  connect_timeout: 1s
  typed_extension_protocol_options:
    envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
      "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
      explicit_http_config: {http3_protocol_options: {}}`,
    right: `- name: a
  connect_timeout: 1s
  typed_extension_protocol_options:
    envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
      "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
      explicit_http_config: {http2_protocol_options: {}}`,
  },
  'envoy/no-eds': {
    means: 'The cluster takes its endpoints from a control plane, and does not say how.',
    why: 'EDS needs eds_cluster_config with its source.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: EDS}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC}',
  },
  'envoy/one-endpoint': {
    means: 'A LOGICAL_DNS cluster has not exactly one endpoint.',
    why: 'It is one name, of which the first address is taken each time.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: LOGICAL_DNS, load_assignment: {cluster_name: a, endpoints: []}}',
    right:
      '- {name: a, connect_timeout: 1s, type: LOGICAL_DNS, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: a.test, port_value: 80}}}}]}]}}',
  },
  'envoy/bad-address': {
    means: 'The address is not written as one.',
    why: 'Endpoints of a STATIC cluster are IP addresses; names need STRICT_DNS or LOGICAL_DNS.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: a.test, port_value: 80}}}}]}]}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STRICT_DNS, load_assignment: {cluster_name: a, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: a.test, port_value: 80}}}}]}]}}',
  },
  'envoy/both-given': {
    means: 'Two settings that exclude each other are both given.',
    why: 'Only one of them can hold.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, load_assignment: {cluster_name: a, endpoints: []}}',
    right: '- {name: a, connect_timeout: 1s, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED}',
  },
  'envoy/cluster-provided': {
    means: 'The cluster is to bring its own load balancer, and its type has none.',
    why: 'CLUSTER_PROVIDED is for ORIGINAL_DST and for extensions.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STRICT_DNS, lb_policy: CLUSTER_PROVIDED}',
    right: '- {name: a, connect_timeout: 1s, type: STRICT_DNS, lb_policy: ROUND_ROBIN}',
  },
  'envoy/bad-lb-policy': {
    means: 'The load-balancing policy is not one for this cluster.',
    why: 'An ORIGINAL_DST cluster takes the address of the connection; no other policy chooses there.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: ORIGINAL_DST, lb_policy: ROUND_ROBIN}',
    right: '- {name: a, connect_timeout: 1s, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED}',
  },
  'envoy/no-policy': {
    means: 'The cluster says that its policy stands elsewhere, and there it is not.',
    why: 'LOAD_BALANCING_POLICY_CONFIG needs load_balancing_policy with at least one policy.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: LOAD_BALANCING_POLICY_CONFIG}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC}',
  },
  'envoy/ring-size': {
    means: 'The smallest size of the ring is greater than the largest.',
    why: 'No ring fits.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: RING_HASH, ring_hash_lb_config: {minimum_ring_size: 2000, maximum_ring_size: 1000}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: RING_HASH, ring_hash_lb_config: {minimum_ring_size: 1000, maximum_ring_size: 2000}}',
  },
  'envoy/table-size': {
    means: 'The size of the Maglev table is not one that it can have.',
    why: 'It is a prime number of at most 5000011.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: MAGLEV, maglev_lb_config: {table_size: 1000}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: MAGLEV, maglev_lb_config: {table_size: 65537}}',
  },
  'envoy/ejection-time': {
    means: 'The longest ejection is shorter than the first.',
    why: 'Ejections grow from one to the other.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, outlier_detection: {base_ejection_time: 60s, max_ejection_time: 30s}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, outlier_detection: {base_ejection_time: 30s, max_ejection_time: 60s}}',
  },
  'envoy/hash-by-name': {
    means: 'Endpoints are hashed by their names, and they have none.',
    why: 'use_hostname_for_hashing is for DNS clusters.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: RING_HASH, common_lb_config: {consistent_hashing_lb_config: {use_hostname_for_hashing: true}}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STRICT_DNS, lb_policy: RING_HASH, common_lb_config: {consistent_hashing_lb_config: {use_hostname_for_hashing: true}}}',
  },
  'envoy/subset-localities': {
    means: 'Subsets are to be weighted by locality, and localities have no weights.',
    why: 'locality_weight_aware needs locality_weighted_lb_config.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {locality_weight_aware: true, subset_selectors: [{keys: [x]}]}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, common_lb_config: {locality_weighted_lb_config: {}}, lb_subset_config: {locality_weight_aware: true, subset_selectors: [{keys: [x]}]}}',
  },
  'envoy/fallback-keys': {
    means: 'The keys to fall back to do not fit the selector.',
    why: "KEYS_SUBSET needs some of the selector's own keys, and not all.",
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {subset_selectors: [{keys: [zone, team], fallback_policy: KEYS_SUBSET}]}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {subset_selectors: [{keys: [zone, team], fallback_policy: KEYS_SUBSET, fallback_keys_subset: [zone]}]}}',
  },
  'envoy/two-selectors': {
    means: 'The cluster is chosen in two ways.',
    why: 'Either a header says the number that chooses, or the hash of the request does.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong:
      '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 1}], header_name: x-n, use_hash_policy: true}}}',
    right: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 1}], header_name: x-n}}}',
  },
  'envoy/health-protocol': {
    means: 'A gRPC health check is made on a cluster that does not speak HTTP/2.',
    why: 'gRPC needs HTTP/2.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, grpc_health_check: {}}]}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {}}]}',
  },
  'envoy/unnamed-check': {
    means: 'One of several health checks has no name.',
    why: 'With more than one, each needs a name of its own.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {}}, {timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {}}]}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {}}]}',
  },
  'envoy/bad-policy': {
    means: 'Under this policy only one other can choose endpoints.',
    why: 'wrr_locality weighs localities by client_side_weighted_round_robin.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_balancing_policy: {policies: [{typed_extension_config: {name: w, typed_config: {"@type": type.googleapis.com/envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality, endpoint_picking_policy: {policies: [{typed_extension_config: {name: r, typed_config: {"@type": type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin}}}]}}}}]}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_balancing_policy: {policies: [{typed_extension_config: {name: r, typed_config: {"@type": type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin}}}]}}',
  },
  'envoy/health-buffer': {
    means: 'A health check expects an answer that is longer than what is kept of it.',
    why: 'It could never be found.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: {path: /, response_buffer_size: 2, receive: [{text: "616263"}]}}]}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: {path: /, response_buffer_size: 20, receive: [{text: "616263"}]}}]}',
  },
  'envoy/not-supported': {
    means: 'The setting exists, and not for this kind of thing.',
    why: 'Endpoints by LEDS are for EDS clusters.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: [{leds_cluster_locality_config: {leds_collection_name: a, leds_config: {ads: {}}}}]}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: []}}',
  },
  'envoy/not-eds': {
    means: 'A cluster that does not take its endpoints from a control plane says from where it would.',
    why: 'eds_cluster_config is for clusters of the type EDS; beside another type it is a mistake.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, eds_cluster_config: {eds_config: {ads: {}}}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC}',
  },
};
