// Clusters and how they choose endpoints.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { clusters } from '../pages/frames.ts';

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
    means: 'The cluster chooses endpoints itself, and another policy is asked for.',
    why: 'ORIGINAL_DST takes the address of the connection.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: ORIGINAL_DST, lb_policy: ROUND_ROBIN}',
    right: '- {name: a, connect_timeout: 1s, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED}',
  },
  'envoy/bad-lb-policy': {
    means: 'The load-balancing policy is not one for this cluster.',
    why: 'CLUSTER_PROVIDED needs a cluster that brings a balancer.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: CLUSTER_PROVIDED}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, lb_policy: ROUND_ROBIN}',
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
      '- {name: a, connect_timeout: 1s, type: STATIC, common_lb_config: {consistent_hashing_lb_config: {use_hostname_for_hashing: true}}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STRICT_DNS, common_lb_config: {consistent_hashing_lb_config: {use_hostname_for_hashing: true}}}',
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
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {subset_selectors: [{keys: [x, y], fallback_policy: KEYS_SUBSET}]}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {subset_selectors: [{keys: [x, y], fallback_policy: KEYS_SUBSET, fallback_keys_subset: [x]}]}}',
  },
  'envoy/two-selectors': {
    means: 'Two selectors have the same keys.',
    why: 'They would make the same subsets.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {subset_selectors: [{keys: [x]}, {keys: [x]}]}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, lb_subset_config: {subset_selectors: [{keys: [x]}, {keys: [y]}]}}',
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
};
