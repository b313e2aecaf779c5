// Values that point elsewhere.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { clusters } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/negative-duration': {
    means: 'The time is negative.',
    why: 'Only some settings can be.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, dns_refresh_rate: -1s}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, dns_refresh_rate: 1s}',
  },
  'envoy/unknown-secret': {
    means: 'No secret of this name is defined.',
    why: 'Without a source for secrets it must stand in static_resources.secrets.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, transport_socket: {name: tls, typed_config: {"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: {tls_certificate_sds_secret_configs: [{name: mine}]}}}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, transport_socket: {name: tls, typed_config: {"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext}}}',
  },
};
