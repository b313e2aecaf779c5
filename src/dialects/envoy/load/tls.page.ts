// Certificates.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { tlsListener } from '../pages/frames.ts';
import { pemFiles } from '../pages/pem.ts';

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
    files: pemFiles,
    frame: tlsListener,
    wrong: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/bad-certificate': {
    means: 'The text is no certificate in PEM.',
    why: 'It begins with -----BEGIN CERTIFICATE-----.',
    source: 'Envoy 1.40, what it refuses to load',
    files: pemFiles,
    frame: tlsListener,
    wrong: 'common_tls_context: {tls_certificates: [{certificate_chain: {inline_string: hello}, private_key: {filename: a.key}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/bad-key': {
    means: 'The text is no private key in PEM.',
    why: 'It begins with -----BEGIN PRIVATE KEY----- or the like.',
    source: 'Envoy 1.40, what it refuses to load',
    files: pemFiles,
    frame: tlsListener,
    wrong: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {inline_string: hello}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/names-without-ca': {
    means: 'Names of a client certificate are checked, and not who signed it.',
    why: 'Anybody can make a certificate with any name in it. Give a trusted_ca.',
    source: 'Envoy 1.40, what it refuses to load',
    files: pemFiles,
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}], validation_context: {match_typed_subject_alt_names: [{san_type: DNS, matcher: {exact: a}}]}}',
    right:
      'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}], validation_context: {trusted_ca: {filename: ca.pem}, match_typed_subject_alt_names: [{san_type: DNS, matcher: {exact: a}}]}}',
  },
  'envoy/bad-algorithm': {
    means: 'No signature algorithm has this name.',
    why: 'Names are those of BoringSSL, such as rsa_pss_rsae_sha256.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_params: {signature_algorithms: [md5]}, tls_certificate_sds_secret_configs: [{name: s, sds_config: {ads: {}}}]}',
    right:
      'common_tls_context: {tls_params: {signature_algorithms: [rsa_pss_rsae_sha256]}, tls_certificate_sds_secret_configs: [{name: s, sds_config: {ads: {}}}]}',
  },
  'envoy/bad-crl': {
    means: 'The text is no list of revoked certificates in PEM.',
    why: 'It begins with -----BEGIN X509 CRL-----.',
    source: 'Envoy 1.40, what it refuses to load',
    files: pemFiles,
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_certificate_sds_secret_configs: [{name: s, sds_config: {ads: {}}}], validation_context: {trusted_ca: {filename: ca.pem}, crl: {inline_string: hello}}}',
    right:
      'common_tls_context: {tls_certificate_sds_secret_configs: [{name: s, sds_config: {ads: {}}}], validation_context: {trusted_ca: {filename: ca.pem}}}',
  },
  'envoy/bad-staple': {
    means: 'The OCSP answer is not one.',
    why: 'It is a single answer in DER.',
    source: 'Envoy 1.40, what it refuses to load',
    files: pemFiles,
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}, ocsp_staple: {inline_string: hello}}]}',
    right: 'common_tls_context: {tls_certificates: [{certificate_chain: {filename: a.pem}, private_key: {filename: a.key}}]}',
  },
  'envoy/key-mismatch': {
    means: 'The private key does not belong to the certificate.',
    why: 'No client could be answered with the two.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_certificates: [{certificate_chain: {inline_string: "-----BEGIN CERTIFICATE-----\\nMIIBgDCCASWgAwIBAgIUdoWv7DsfShDhifmPGigC7mhyC+4wCgYIKoZIzj0EAwIw\\nFDESMBAGA1UEAwwJc2hvcC50ZXN0MCAXDTI2MTEyNjEwMjIwNloYDzIxMjYxMTAy\\nMTAyMjA2WjAUMRIwEAYDVQQDDAlzaG9wLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO\\nPQMBBwNCAARW1myX+xw53fQY5S+RXU9mskuBZSYCu7bamsYwSD5QpHyFA+kfmzSV\\ncFl7OuYThabba/IEEPn+vTRFxvzyC+qKo1MwUTAdBgNVHQ4EFgQUBrexpa5+A9A+\\nbhg1rBTfJKJiAVUwHwYDVR0jBBgwFoAUBrexpa5+A9A+bhg1rBTfJKJiAVUwDwYD\\nVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA+wrPRfPMl/DDcYA3NxMW\\nVkq4I+NIwS4mNpjfXrkMhJECIQCHt3F5sgqiJEq5+wAFkjYiA+/R+X/188ch1djJ\\npsTfHQ==\\n-----END CERTIFICATE-----"}, private_key: {inline_string: "-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7mcUE3Lfkafx1kAs\\n3ojx+7KqNXl5b2HE9PHIO0B1NcGhRANCAAQS589kCrFwRCEbbmylJfA6NsXzNo3z\\n6gwvcL8S/lmyNm/NjM5LeS8odLZop7V+EPU6ON3bzUzXf3LKAim8n2jI\\n-----END PRIVATE KEY-----"}}]}',
    right:
      'common_tls_context: {tls_certificates: [{certificate_chain: {inline_string: "-----BEGIN CERTIFICATE-----\\nMIIBgDCCASWgAwIBAgIUdoWv7DsfShDhifmPGigC7mhyC+4wCgYIKoZIzj0EAwIw\\nFDESMBAGA1UEAwwJc2hvcC50ZXN0MCAXDTI2MTEyNjEwMjIwNloYDzIxMjYxMTAy\\nMTAyMjA2WjAUMRIwEAYDVQQDDAlzaG9wLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO\\nPQMBBwNCAARW1myX+xw53fQY5S+RXU9mskuBZSYCu7bamsYwSD5QpHyFA+kfmzSV\\ncFl7OuYThabba/IEEPn+vTRFxvzyC+qKo1MwUTAdBgNVHQ4EFgQUBrexpa5+A9A+\\nbhg1rBTfJKJiAVUwHwYDVR0jBBgwFoAUBrexpa5+A9A+bhg1rBTfJKJiAVUwDwYD\\nVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA+wrPRfPMl/DDcYA3NxMW\\nVkq4I+NIwS4mNpjfXrkMhJECIQCHt3F5sgqiJEq5+wAFkjYiA+/R+X/188ch1djJ\\npsTfHQ==\\n-----END CERTIFICATE-----"}, private_key: {inline_string: "-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgd1klCFBn5KCO9jYm\\n/1dFYzCHLLpl6bRi2aO2iqRfKVmhRANCAARW1myX+xw53fQY5S+RXU9mskuBZSYC\\nu7bamsYwSD5QpHyFA+kfmzSVcFl7OuYThabba/IEEPn+vTRFxvzyC+qK\\n-----END PRIVATE KEY-----"}}]}',
  },
  'envoy/weak-key': {
    means: 'The certificate has an RSA key that is too short.',
    why: 'Keys of that length can be broken; Envoy takes 2048 bits and more.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: tlsListener,
    wrong:
      'common_tls_context: {tls_certificates: [{certificate_chain: {inline_string: "-----BEGIN CERTIFICATE-----\\nMIICBjCCAW+gAwIBAgIUYVyGi7cXaRhBuj9BZ63CJ2Ohs6wwDQYJKoZIhvcNAQEL\\nBQAwFDESMBAGA1UEAwwJc2hvcC50ZXN0MCAXDTI2MTEyNjEwMjIwNloYDzIxMjYx\\nMTAyMTAyMjA2WjAUMRIwEAYDVQQDDAlzaG9wLnRlc3QwgZ8wDQYJKoZIhvcNAQEB\\nBQADgY0AMIGJAoGBAMeG0/yH/nRsshmXieSN++kvC1FvxVsqCvl4Zc8gZ7VD2+cI\\n/6c+NE542xZgFdfOakVZJRTkucqsKtSMnFWXTH48zBsBq0D3bMAhrOqYWAY0tbJU\\n2aXpxh/hrWFzfKY2FfKLX2+S/RH9vpQQkzxlGRIjA/FBDz8fcjb0Af4ZO6FZAgMB\\nAAGjUzBRMB0GA1UdDgQWBBSJWbTg8pmCXGqYZkHGrr1jMqGXlDAfBgNVHSMEGDAW\\ngBSJWbTg8pmCXGqYZkHGrr1jMqGXlDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3\\nDQEBCwUAA4GBAHDRhPgaxPbVNDzlcAd/fMgSUJ8xFyKM6I06T8VcN8qh6LGDx8L7\\nt+gTiMEB36AjNGlhUb3q5FT2zJDImsBhTLUNbB740O/pRgrFSHCdKcM3Mr+SvSGE\\n47bHgGyXZl9Rvk1Tp7OCnpKn5a1aa9YIGW6AuOd5GyozU3ITZVHvYFPO\\n-----END CERTIFICATE-----"}, private_key: {filename: w.key}}]}',
    right:
      'common_tls_context: {tls_certificates: [{certificate_chain: {inline_string: "-----BEGIN CERTIFICATE-----\\nMIIBgDCCASWgAwIBAgIUdoWv7DsfShDhifmPGigC7mhyC+4wCgYIKoZIzj0EAwIw\\nFDESMBAGA1UEAwwJc2hvcC50ZXN0MCAXDTI2MTEyNjEwMjIwNloYDzIxMjYxMTAy\\nMTAyMjA2WjAUMRIwEAYDVQQDDAlzaG9wLnRlc3QwWTATBgcqhkjOPQIBBggqhkjO\\nPQMBBwNCAARW1myX+xw53fQY5S+RXU9mskuBZSYCu7bamsYwSD5QpHyFA+kfmzSV\\ncFl7OuYThabba/IEEPn+vTRFxvzyC+qKo1MwUTAdBgNVHQ4EFgQUBrexpa5+A9A+\\nbhg1rBTfJKJiAVUwHwYDVR0jBBgwFoAUBrexpa5+A9A+bhg1rBTfJKJiAVUwDwYD\\nVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA+wrPRfPMl/DDcYA3NxMW\\nVkq4I+NIwS4mNpjfXrkMhJECIQCHt3F5sgqiJEq5+wAFkjYiA+/R+X/188ch1djJ\\npsTfHQ==\\n-----END CERTIFICATE-----"}, private_key: {inline_string: "-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgd1klCFBn5KCO9jYm\\n/1dFYzCHLLpl6bRi2aO2iqRfKVmhRANCAARW1myX+xw53fQY5S+RXU9mskuBZSYC\\nu7bamsYwSD5QpHyFA+kfmzSVcFl7OuYThabba/IEEPn+vTRFxvzyC+qK\\n-----END PRIVATE KEY-----"}}]}',
  },
};
