// Certificates.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { tlsListener } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/no-certificate': {
    means: 'A TLS server has no certificate.',
    why: 'It could not answer any client.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong: 'common_tls_context: {}',
    right: 'common_tls_context: {tls_certificate_sds_secret_configs: [{name: s, sds_config: {ads: {}}}]}',
  },
  'envoy/no-key': {
    means: 'A certificate has no private key.',
    why: 'It cannot be used without it.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/bad-certificate': {
    means: 'The text is no certificate in PEM.',
    why: 'It begins with -----BEGIN CERTIFICATE-----.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong: 'common_tls_context: {tls_certificates: [{certificate_chain: {inline_string: hello}, private_key: {filename: a.key}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/bad-key': {
    means: 'The text is no private key in PEM.',
    why: 'It begins with -----BEGIN PRIVATE KEY----- or the like.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {inline_string: hello}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/names-without-ca': {
    means: 'Names of a client certificate are checked, and not who signed it.',
    why: 'Anybody can make a certificate with any name in it. Give a trusted_ca.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}], validation_context: {match_typed_subject_alt_names: [{san_type: DNS, matcher: {exact: a}}]}}',
    right:
      'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}], validation_context: {trusted_ca: {filename: ca.pem}, match_typed_subject_alt_names: [{san_type: DNS, matcher: {exact: a}}]}}',
  },
};
