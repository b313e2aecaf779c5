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
  'envoy/long-duration': {
    means: 'The time is longer than what Envoy can count in nanoseconds.',
    why: 'That is some 292 years.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, cleanup_interval: 99999999999s}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, cleanup_interval: 60s}',
  },
  'envoy/bad-percent': {
    means: 'The percentage is no number.',
    why: 'It is a number from 0 to 100.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong: '- {name: a, connect_timeout: 1s, type: STATIC, common_lb_config: {healthy_panic_threshold: {value: NaN}}}',
    right: '- {name: a, connect_timeout: 1s, type: STATIC, common_lb_config: {healthy_panic_threshold: {value: 50}}}',
  },
};
