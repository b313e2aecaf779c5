// What is read when Envoy starts.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/missing-file': {
    means: 'Envoy reads a file when it starts, and it is not here.',
    why: 'Add it beside the configuration; answers that depend on it are then exact.',
    source: 'Envoy 1.40, data sources',
    wrong: `static_resources:
  clusters:
  - {name: a, connect_timeout: 1s, type: STATIC, transport_socket: {name: tls, typed_config: {"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: {validation_context: {trusted_ca: {filename: /etc/ca.pem}}}}}}`,
    right: `static_resources:
  clusters:
  - {name: a, connect_timeout: 1s, type: STATIC, transport_socket: {name: tls, typed_config: {"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext}}}`,
  },
  'envoy/missing-variable': {
    means: 'Envoy reads an environment variable, and it has no value here.',
    why: 'Give it one beside the configuration.',
    source: 'Envoy 1.40, data sources',
    frame: routes,
    wrong: '- {match: {prefix: /}, direct_response: {status: 200, body: {environment_variable: GREETING}}}',
    right: '- {match: {prefix: /}, direct_response: {status: 200, body: {inline_string: hello}}}',
  },
};
