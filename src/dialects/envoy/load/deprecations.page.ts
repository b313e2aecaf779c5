// What is on its way out.
import type { ConfigPages } from '../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'envoy/deprecated-value': {
    means: 'The word, or the absence of one, is on its way out, and this Envoy refuses it.',
    why: 'Where a setting is absent its first word counts, which may be one that exists no more. A runtime key can allow some of them for a while.',
    source: 'Envoy, deprecation notes of the protos',
    wrong: `node: {id: a, cluster: b}
dynamic_resources: {ads_config: {grpc_services: [{envoy_grpc: {cluster_name: a}}]}}
static_resources: {clusters: [{name: a, connect_timeout: 1s}]}`,
    right: `node: {id: a, cluster: b}
dynamic_resources: {ads_config: {api_type: GRPC, grpc_services: [{envoy_grpc: {cluster_name: a}}]}}
static_resources: {clusters: [{name: a, connect_timeout: 1s}]}`,
  },
};
