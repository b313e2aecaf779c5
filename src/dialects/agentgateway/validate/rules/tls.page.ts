// Certificates and identities.
import type { ConfigPages } from '../../../../diagnostics/page.ts';

export const pages: ConfigPages = {
  'agentgateway/spiffe': {
    means: 'Beside spiffe stands a setting that it replaces.',
    why: 'With SPIFFE certificate, key and authorities come from the workload API.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: 'gateways: { default: { port: 443, protocol: HTTPS, tls: { spiffe: {}, cert: a.pem } } }',
    right: 'gateways: { default: { port: 443, protocol: HTTPS, tls: { spiffe: {} } } }',
  },
  'agentgateway/bad-certificate': {
    means: 'The certificate setting cannot be used as it is.',
    why: 'A certificate needs its key, and a listener one of cert and spiffe.',
    source: 'agentgateway 1.4, what its loader refuses',
    wrong: 'gateways: { default: { port: 443, protocol: HTTPS, tls: { cert: a.pem } } }',
    right: 'gateways: { default: { port: 443, protocol: HTTPS, tls: { cert: a.pem, key: a.key } } }',
  },
};
