// Where dynamic resources come from.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { httpFilters } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/bad-api-type': {
    means: 'The control plane is asked in a way that is not for this place.',
    why: 'ads_config is spoken to by GRPC or DELTA_GRPC.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `node: {id: a, cluster: b}
dynamic_resources: {ads_config: {api_type: REST, cluster_names: [a], refresh_delay: 1s}}`,
    right: `node: {id: a, cluster: b}
dynamic_resources: {ads_config: {api_type: GRPC, grpc_services: [{envoy_grpc: {cluster_name: a}}]}}
static_resources: {clusters: [{name: a, connect_timeout: 1s}]}`,
  },
  'envoy/bad-locator': {
    means: 'The locator of a collection is none.',
    why: 'It begins with xdstp:, http: or file:.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `node: {id: a, cluster: b}
dynamic_resources: {cds_resources_locator: clusters, cds_config: {ads: {}}}`,
    right: `node: {id: a, cluster: b}
dynamic_resources: {cds_config: {ads: {}}}`,
  },
  'envoy/bad-source': {
    means: 'Names of this kind cannot come from such a source.',
    why: 'xdstp names come from ads or api_config_source.',
    source: 'Envoy 1.40, what it refuses to load',
    wrong: `node: {id: a, cluster: b}
dynamic_resources: {cds_resources_locator: "xdstp://a/envoy.config.cluster.v3.Cluster/*", cds_config: {path_config_source: {path: cds.yaml}}}`,
    right: `node: {id: a, cluster: b}
dynamic_resources: {cds_config: {ads: {}}}`,
  },
  'envoy/old-version': {
    means: 'A service is asked in the API version 2.',
    why: 'Envoy has only version 3 since 1.21.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.ext_authz
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz, transport_api_version: V2, grpc_service: {envoy_grpc: {cluster_name: a}}}`,
    right: `- name: envoy.filters.http.ext_authz
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz, transport_api_version: V3, grpc_service: {envoy_grpc: {cluster_name: a}}}`,
  },
  'envoy/no-node': {
    means: 'Resources come from a control plane, and Envoy does not say who it is.',
    why: 'Give node an id and a cluster.',
    source: 'Envoy 1.40, what it refuses to load',
    files: { 'cds.yaml': 'resources: []' },
    wrong: 'dynamic_resources: {cds_config: {path_config_source: {path: cds.yaml}}}',
    right: `node: {id: a, cluster: b}
dynamic_resources: {cds_config: {path_config_source: {path: cds.yaml}}}`,
  },
};
