// Settings of the whole program.
import type { ConfigPages } from '../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'envoy/bad-interval': {
    means: 'Unused counters are to be forgotten at times at which none are looked at.',
    why: 'stats_eviction_interval is a multiple of stats_flush_interval.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `stats_flush_interval: 5s
stats_eviction_interval: 7s
static_resources: {}`,
    right: `stats_flush_interval: 5s
stats_eviction_interval: 10s
static_resources: {}`,
  },
  'envoy/bad-number': {
    means: 'The number is not finite.',
    why: 'A rate is a number.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `node: {id: a, cluster: b}
dynamic_resources: {ads_config: {api_type: GRPC, rate_limit_settings: {fill_rate: NaN}, grpc_services: [{envoy_grpc: {cluster_name: a}}]}}
static_resources: {clusters: [{name: a, connect_timeout: 1s}]}`,
    right: `node: {id: a, cluster: b}
dynamic_resources: {ads_config: {api_type: GRPC, rate_limit_settings: {fill_rate: 10}, grpc_services: [{envoy_grpc: {cluster_name: a}}]}}
static_resources: {clusters: [{name: a, connect_timeout: 1s}]}`,
  },
  'envoy/bad-runtime': {
    means: 'A value of the runtime is a list or null.',
    why: 'Runtime values are numbers, texts, booleans and maps of them.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `layered_runtime: {layers: [{name: a, static_layer: {key: [1]}}]}
static_resources: {}`,
    right: `layered_runtime: {layers: [{name: a, static_layer: {key: 1}}]}
static_resources: {}`,
  },
  'envoy/duplicate-name': {
    means: 'Two parts have the same name.',
    why: 'Names tell them apart.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `overload_manager:
  resource_monitors:
  - {name: m, typed_config: {"@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 1}}
  - {name: m, typed_config: {"@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 1}}
static_resources: {}`,
    right: `overload_manager:
  resource_monitors:
  - {name: m, typed_config: {"@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 1}}
static_resources: {}`,
  },
  'envoy/unknown-monitor': {
    means: 'An overload action waits for a monitor that does not exist.',
    why: 'It would never be taken.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `overload_manager:
  actions: [{name: envoy.overload_actions.stop_accepting_requests, triggers: [{name: m, threshold: {value: 0.9}}]}]
static_resources: {}`,
    right: `overload_manager:
  resource_monitors:
  - {name: m, typed_config: {"@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 1}}
  actions: [{name: envoy.overload_actions.stop_accepting_requests, triggers: [{name: m, threshold: {value: 0.9}}]}]
static_resources: {}`,
  },
  'envoy/duplicate-secret': {
    means: 'Two secrets of one kind have the same name.',
    why: 'Names tell them apart.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `static_resources:
  secrets: [{name: s, generic_secret: {secret: {inline_string: a}}}, {name: s, generic_secret: {secret: {inline_string: b}}}]`,
    right: `static_resources:
  secrets: [{name: s, generic_secret: {secret: {inline_string: a}}}, {name: t, generic_secret: {secret: {inline_string: b}}}]`,
  },
};
