// TLS contexts: certificates that are none, keys that do not fit, settings that only one side of a connection has.
import { dataSource } from '../hcm/reply.ts';
import { child, children, chosen, flag, has, type Message, text, texts, type Value } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';
import { certificateKey, isOneItem, pemBlocks, privateKeyPublic } from './key-material.ts';
import { secretsInUse } from './secrets.ts';
import { cipherProblem, unknownCurve } from './tls-names.ts';

const TLS = 'envoy.extensions.transport_sockets.tls.v3.';

const INLINE = ['inline_string', 'inline_bytes'];

const inlineText = (source: Message | undefined): string | undefined =>
  source !== undefined && INLINE.includes(chosen(source, 'specifier') ?? '') ? dataSource(source) : undefined;

function inlineBytes(source: Message | undefined): Uint8Array | undefined {
  const value: Value | undefined = source?.fields.get('inline_bytes')?.value;
  if (value instanceof Uint8Array) return value;
  return source !== undefined && has(source, 'inline_string') ? new TextEncoder().encode(text(source, 'inline_string')) : undefined;
}

/** Secrets that nothing uses are not looked into. */
function isIdle(x: CheckContext): boolean {
  const [parent] = x.parents;
  // a secret that stands alone was asked for
  if (x.parents.length === 1) return false;
  return parent?.type.name.endsWith('.Secret') === true && !secretsInUse(x.configuration).has(text(parent, 'name'));
}

const certificate: Check = (m, x) => {
  if (isIdle(x)) return;
  const bundle = child(m, 'pkcs12');
  if (bundle !== undefined) {
    for (const field of ['certificate_chain', 'private_key', 'private_key_provider', 'password'])
      if (has(m, field) && field !== 'password') x.bad('both-given', m, field, `pkcs12 and ${field} exclude each other.`);
    const bytes = inlineBytes(bundle);
    if (bytes !== undefined && !isOneItem(bytes)) x.bad('bad-certificate', m, 'pkcs12', 'This is no PKCS #12 bundle.');
    return;
  }
  if (!has(m, 'certificate_chain')) x.bad('no-certificate', m, undefined, 'A private key needs its certificate_chain.');
  else if (!has(m, 'private_key') && !has(m, 'private_key_provider')) x.bad('no-key', m, undefined, 'A certificate needs its private key.');
  checkPair(m, x);
  const staple = inlineBytes(child(m, 'ocsp_staple'));
  if (staple !== undefined && !isOneItem(staple)) x.bad('bad-staple', m, 'ocsp_staple', 'This is no single OCSP response.');
};

/** Envoy takes RSA keys from 2048 bits on. */
const LEAST_BITS = 2048;

function checkPair(m: Message, x: CheckContext): void {
  const chain = inlineText(child(m, 'certificate_chain'));
  const key = inlineText(child(m, 'private_key'));
  const block = chain === undefined ? undefined : pemBlocks(chain).find((b) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(b.label));
  const known = block === undefined ? undefined : certificateKey(block.bytes);
  if (chain !== undefined && known === undefined) x.bad('bad-certificate', m, 'certificate_chain', 'This is no PEM certificate.');
  if (known?.kind === 'rsa' && known.bits < LEAST_BITS)
    x.bad('weak-key', m, 'certificate_chain', `The certificate has an RSA key of ${known.bits} bits; Envoy takes ${LEAST_BITS} and more.`);
  const secret = key === undefined ? undefined : pemBlocks(key).find((b) => b.label.endsWith('PRIVATE KEY'));
  const own = secret === undefined ? undefined : privateKeyPublic(secret);
  if (key !== undefined && own === undefined) x.bad('bad-key', m, 'private_key', 'This is no PEM private key.');
  else if (own !== undefined && known !== undefined && !isSame(known, own))
    x.bad('key-mismatch', m, 'private_key', 'The private key does not belong to the certificate.');
}

const isSame = (a: { kind: string; value: string }, b: { kind: string; value: string }): boolean =>
  b.kind === 'other' || (a.kind === b.kind && (b.value === '' || a.value === b.value));

const validation: Check = (m, x) => {
  if (isIdle(x)) return;
  const ca = inlineText(child(m, 'trusted_ca'));
  if (ca !== undefined && !pemBlocks(ca).some((b) => certificateKey(b.bytes) !== undefined))
    x.bad('bad-certificate', m, 'trusted_ca', 'This is no PEM certificate.');
  const crl = inlineText(child(m, 'crl'));
  if (crl !== undefined && !pemBlocks(crl).some((b) => b.label === 'X509 CRL'))
    x.bad('bad-crl', m, 'crl', 'This is no PEM list of revoked certificates.');
  pins(m, x);
  const names = children(m, 'match_typed_subject_alt_names').length + children(m, 'match_subject_alt_names').length;
  const roots = ROOTS.some((f) => has(m, f));
  if (names > 0 && !roots && !x.parents[0]?.type.name.endsWith('CombinedCertificateValidationContext'))
    x.bad('names-without-ca', m, 'match_typed_subject_alt_names', 'Names of a certificate prove nothing without a trusted_ca.');
};

/** Certificates and keys by their SHA-256: in hexadecimal with or without colons, and in base64. */
function pins(m: Message, x: CheckContext): void {
  for (const hash of texts(m, 'verify_certificate_hash'))
    if (!/^(?:[0-9a-f]{64}|[0-9a-f]{2}(?::[0-9a-f]{2}){31})$/i.test(hash))
      x.bad('bad-value', m, 'verify_certificate_hash', `${JSON.stringify(hash)} is no SHA-256 in hexadecimal.`);
  for (const hash of texts(m, 'verify_certificate_spki'))
    if (!/^[A-Za-z0-9+/]{43}=$/.test(hash))
      x.bad('bad-value', m, 'verify_certificate_spki', `${JSON.stringify(hash)} is no SHA-256 in base64.`);
}

/** Names of the one part need the trusted CA of the other. */
const combined: Check = (m, x) => {
  const own = child(m, 'default_validation_context');
  const name = text(child(m, 'validation_context_sds_secret_config') ?? m, 'name');
  const secret = x.configuration.secrets.find(
    (s) => !s.dynamic && text(s.message, 'name') === name && has(s.message, 'validation_context'),
  );
  const other = child(secret?.message, 'validation_context');
  if (own === undefined || other === undefined) return;
  const names = [own, other].flatMap((c) => [...children(c, 'match_typed_subject_alt_names'), ...children(c, 'match_subject_alt_names')]);
  if (names.length > 0 && ![own, other].some((c) => ROOTS.some((f) => has(c, f))))
    x.bad('names-without-ca', m, undefined, 'Names of a certificate prove nothing without a trusted_ca.');
};

const ROOTS = ['trusted_ca', 'ca_certificate_provider_instance', 'system_root_certs'];

const CERTIFICATES = [
  'tls_certificates',
  'tls_certificate_sds_secret_configs',
  'tls_certificate_provider_instance',
  'custom_tls_certificate_selector',
  'tls_certificate_certificate_provider_instance',
];

const downstream: Check = (m, x) => {
  const common = child(m, 'common_tls_context');
  if (common === undefined || !CERTIFICATES.some((f) => has(common, f)))
    x.bad('no-certificate', m, 'common_tls_context', 'A TLS server needs a certificate.');
};

const VALIDATIONS = ['validation_context', 'validation_context_sds_secret_config', 'combined_validation_context'];

const upstream: Check = (m, x) => {
  const common = child(m, 'common_tls_context');
  const count = children(common, 'tls_certificates').length + children(common, 'tls_certificate_sds_secret_configs').length;
  if (count > 1) x.bad('too-many', m, 'common_tls_context', 'A TLS client has one certificate at most.');
  if (text(m, 'sni').includes('\0')) x.bad('bad-value', m, 'sni', 'A server name holds no NUL.');
  if (flag(m, 'auto_sni_san_validation') && !VALIDATIONS.some((f) => common !== undefined && has(common, f)))
    x.bad('incomplete', m, 'auto_sni_san_validation', 'auto_sni_san_validation needs a validation_context.');
};

/** Over QUIC a client's certificate is not asked for without something to check it with. */
const quic: Check = (m, x) => {
  const tls = child(m, 'downstream_tls_context');
  const common = child(tls, 'common_tls_context');
  if (tls !== undefined && flag(tls, 'require_client_certificate') && !VALIDATIONS.some((f) => common !== undefined && has(common, f)))
    x.bad('incomplete', tls, 'require_client_certificate', 'require_client_certificate needs a validation_context over QUIC.');
};

/** Names that BoringSSL knows, in either of its two spellings. */
const SIGNATURES =
  /^(?:rsa_pkcs1_(?:md5_sha1|sha1|sha256|sha384|sha512)|rsa_pss_rsae_sha(?:256|384|512)|ecdsa_(?:sha1|secp256r1_sha256|secp384r1_sha384|secp521r1_sha512)|ed25519|(?:RSA|RSA-PSS|PSS|ECDSA)\+SHA(?:1|256|384|512)|ML-DSA-\d+|mldsa\d+)$/;

const parameters: Check = (m, x) => {
  for (const name of texts(m, 'signature_algorithms').flatMap((t) => t.split(':')))
    if (!SIGNATURES.test(name))
      x.bad('bad-algorithm', m, 'signature_algorithms', `${JSON.stringify(name)} is no signature algorithm that Envoy knows.`);
  const suites = cipherProblem(texts(m, 'cipher_suites'));
  if (suites !== undefined) x.bad('bad-algorithm', m, 'cipher_suites', `Of these cipher suites, ${suites}.`);
  const curve = unknownCurve(texts(m, 'ecdh_curves'));
  if (curve !== undefined) x.bad('bad-algorithm', m, 'ecdh_curves', `${JSON.stringify(curve)} is no curve that Envoy knows.`);
};

export const tlsChecks: CheckTable = {
  [`${TLS}TlsCertificate`]: certificate,
  [`${TLS}CertificateValidationContext`]: validation,
  [`${TLS}DownstreamTlsContext`]: downstream,
  [`${TLS}UpstreamTlsContext`]: upstream,
  [`${TLS}CommonTlsContext.CombinedCertificateValidationContext`]: combined,
  [`${TLS}TlsParameters`]: parameters,
  'envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport': quic,
};
