// Values that read well and mean nothing: durations out of range, certificates that are none, references by name.

import { dataSource } from '../hcm/reply.ts';
import { child, children, chosen, has, isDuration, type Message, text } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const SECRETS = 'envoy.extensions.transport_sockets.tls.v3.';

const inlineText = (source: Message | undefined): string | undefined =>
  source !== undefined && ['inline_string', 'inline_bytes'].includes(chosen(source, 'specifier') ?? '') ? dataSource(source) : undefined;

/** Secrets that nothing uses are not looked into. */
const isInSecret = (x: CheckContext): boolean => x.parents[0]?.type.name.endsWith('.Secret') === true;

const certificate: Check = (m, x) => {
  if (isInSecret(x)) return;
  const chain = inlineText(child(m, 'certificate_chain'));
  const key = inlineText(child(m, 'private_key'));
  if (chain !== undefined && !chain.includes('-----BEGIN CERTIFICATE-----'))
    x.bad('bad-certificate', m, 'certificate_chain', 'This is no PEM certificate.');
  if (key !== undefined && !/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|-----BEGIN ENCRYPTED PRIVATE KEY-----/.test(key))
    x.bad('bad-key', m, 'private_key', 'This is no PEM private key.');
  if (has(m, 'certificate_chain') && !has(m, 'private_key') && !has(m, 'private_key_provider') && !has(m, 'pkcs12'))
    x.bad('no-key', m, undefined, 'A certificate needs its private key.');
};

const validation: Check = (m, x) => {
  if (isInSecret(x)) return;
  const ca = inlineText(child(m, 'trusted_ca'));
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    x.bad('bad-certificate', m, 'trusted_ca', 'This is no PEM certificate.');
  const names = children(m, 'match_typed_subject_alt_names').length + children(m, 'match_subject_alt_names').length;
  if (
    names > 0 &&
    !has(m, 'trusted_ca') &&
    !has(m, 'ca_certificate_provider_instance') &&
    !has(m, 'system_root_certs') &&
    !x.parents[0]?.type.name.endsWith('CombinedCertificateValidationContext')
  )
    x.bad('names-without-ca', m, 'match_typed_subject_alt_names', 'Names of a certificate prove nothing without a trusted_ca.');
};

const downstream: Check = (m, x) => {
  const common = child(m, 'common_tls_context');
  const certificates =
    common === undefined
      ? false
      : [
          'tls_certificates',
          'tls_certificate_sds_secret_configs',
          'tls_certificate_provider_instance',
          'custom_tls_certificate_selector',
          'tls_certificate_certificate_provider_instance',
        ].some((f) => has(common, f));
  if (!certificates) x.bad('no-certificate', m, 'common_tls_context', 'A TLS server needs a certificate.');
};

/** Durations that are negative, or longer than Envoy can count in nanoseconds. */
export function checkDurations(m: Message, x: CheckContext): void {
  for (const [field, { value }] of m.fields) {
    if (!isDuration(value)) continue;
    if (value.seconds < 0 || value.nanos < 0) x.bad('negative-duration', m, field, `${field} cannot be negative.`);
    else if (value.seconds > 9_223_372_036) x.bad('long-duration', m, field, `${field} is too long.`);
  }
}

const secretReference: Check = (m, x) => {
  const name = text(m, 'name');
  if (name === '' || has(m, 'sds_config')) return;
  const known = x.configuration.secrets.some((s) => text(s.message, 'name') === name);
  if (!known && x.configuration.bare === undefined)
    x.bad('unknown-secret', m, 'name', `No static secret ${JSON.stringify(name)} is defined.`);
};

const bootstrap: Check = (m, x) => {
  const manager = child(m, 'cluster_manager');
  const local = manager === undefined ? '' : text(manager, 'local_cluster_name');
  if (local !== '' && !x.staticClusters.has(local))
    x.bad('unknown-cluster', manager as Message, 'local_cluster_name', `No cluster ${JSON.stringify(local)} is defined.`);
  const dynamic = child(m, 'dynamic_resources');
  const node = child(m, 'node');
  if (
    dynamic !== undefined &&
    ['lds_config', 'cds_config', 'ads_config'].some((f) => has(dynamic, f)) &&
    (node === undefined || !has(node, 'id') || !has(node, 'cluster')) &&
    needsNode(dynamic)
  )
    x.bad('no-node', m, 'dynamic_resources', 'Dynamic resources need a node with id and cluster.');
};

const needsNode = (dynamic: Message): boolean =>
  has(dynamic, 'cds_config') &&
  (has(child(dynamic, 'cds_config') ?? dynamic, 'path_config_source') || has(child(dynamic, 'cds_config') ?? dynamic, 'api_config_source'));

export const valueChecks: CheckTable = {
  [`${SECRETS}TlsCertificate`]: certificate,
  [`${SECRETS}CertificateValidationContext`]: validation,
  [`${SECRETS}DownstreamTlsContext`]: downstream,
  [`${SECRETS}SdsSecretConfig`]: secretReference,
  'envoy.config.bootstrap.v3.Bootstrap': bootstrap,
};
