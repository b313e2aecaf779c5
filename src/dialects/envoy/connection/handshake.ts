// The TLS handshake of a chain: whether the client's certificate is asked for, needed and accepted.
import type { NormalRequest } from '../../../http/normal-request.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import type { EnvoyChain } from '../model.ts';
import { anyOf, child, children, flag, type Message, text } from '../schema/message.ts';
import type { PeerCertificate } from '../stream.ts';

export type Handshake = { readonly ok: true; readonly peer: PeerCertificate | undefined } | ({ readonly ok: false } & Failure);

/** Why a handshake fails. */
export interface Failure {
  readonly because: string;
  /** What DOWNSTREAM_TRANSPORT_FAILURE_REASON prints; `*` where it depends on what the sample does not say. */
  readonly reason: string;
}

const failure = (code: number, name: string): string => `TLS_error:|${code}:SSL_routines:OPENSSL_internal:${name}:TLS_error_end`;
const NO_CERTIFICATE = failure(268_435_648, 'PEER_DID_NOT_RETURN_A_CERTIFICATE:peer_did_not_provide_required_client_certificate');
const HTTP_REQUEST = failure(268_435_612, 'HTTP_REQUEST');

/** What becomes of plain text on a chain that expects TLS. BoringSSL knows some requests by their first bytes. */
export function plainText(sample: NormalRequest): Failure {
  const known = sample.connection.protocol !== 'tcp' && sample.protocol !== 'HTTP/2' && /^(?:GET|POST|HEAD|PUT)$/.test(sample.method);
  return { because: 'the chain expects TLS and the client speaks plain text', reason: known ? HTTP_REQUEST : '*' };
}

/** What becomes of a client's certificate. Without a trusted CA it is not asked for, so nobody sees it. */
export function handshake(chain: EnvoyChain, peer: PeerCertificate | undefined): Handshake {
  const tls = anyOf(child(chain.config, 'transport_socket'), 'typed_config')?.message;
  const context = validationContext(child(tls, 'common_tls_context'));
  const required = tls !== undefined && flag(tls, 'require_client_certificate');
  if (peer === undefined)
    return required
      ? { ok: false, because: 'the chain requires a client certificate and the client has none', reason: NO_CERTIFICATE }
      : { ok: true, peer };
  if (context === undefined) return { ok: true, peer: required ? peer : undefined };
  const lenient = text(context, 'trust_chain_verification') === 'ACCEPT_UNTRUSTED';
  if (!peer.validated && !lenient)
    return { ok: false, because: 'the client certificate is not signed by a trusted authority', reason: '*' };
  const names = children(context, 'match_typed_subject_alt_names');
  if (names.length > 0 && !names.some((m) => nameFits(m, peer)) && !lenient)
    return { ok: false, because: 'no name of the client certificate is allowed', reason: '*' };
  return { ok: true, peer };
}

function validationContext(common: Message | undefined): Message | undefined {
  return child(common, 'validation_context') ?? child(child(common, 'combined_validation_context'), 'default_validation_context');
}

function nameFits(m: Message, peer: PeerCertificate): boolean {
  const matcher = child(m, 'matcher');
  const values = text(m, 'san_type') === 'URI' ? peer.uriSans : text(m, 'san_type') === 'DNS' ? peer.dnsSans : [];
  return matcher !== undefined && values.some(stringMatcher(matcher).test);
}
