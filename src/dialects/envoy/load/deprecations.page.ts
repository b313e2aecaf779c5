// What is on its way out.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { manager } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/deprecated-value': {
    means: 'The word, or the absence of one, is on its way out, and this Envoy refuses it.',
    why: 'Where a setting is absent its first word counts, which may be one that exists no more. A runtime key can allow some of them for a while.',
    source: 'Envoy, deprecation notes of the protos',
    frame: manager,
    wrong: `route_config: {virtual_hosts: []}
http_filters: []
tracing: {provider: {name: zipkin, typed_config: {"@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig, collector_cluster: a, collector_endpoint: /spans}}}`,
    right: `route_config: {virtual_hosts: []}
http_filters: []
tracing: {provider: {name: zipkin, typed_config: {"@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig, collector_cluster: a, collector_endpoint: /spans, collector_endpoint_version: HTTP_JSON}}}`,
  },
};
