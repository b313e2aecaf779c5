// The TLS handshake of a chain: whether the client's certificate is asked for, needed and accepted.
import { stringMatcher } from '../match/string-matcher.ts';
import type { EnvoyChain } from '../model.ts';
import { anyOf, child, children, flag, type Message, text } from '../schema/message.ts';
import type { PeerCertificate } from '../stream.ts';

export type Handshake =
  | { readonly ok: true; readonly peer: PeerCertificate | undefined }
  | { readonly ok: false; readonly because: string };

/** What becomes of a client's certificate. Without a trusted CA it is not asked for, so nobody sees it. */
export function handshake(chain: EnvoyChain, peer: PeerCertificate | undefined): Handshake {
  const tls = anyOf(child(chain.config, 'transport_socket'), 'typed_config')?.message;
  const context = validationContext(child(tls, 'common_tls_context'));
  const required = tls !== undefined && flag(tls, 'require_client_certificate');
  if (peer === undefined)
    return required ? { ok: false, because: 'the chain requires a client certificate and the client has none' } : { ok: true, peer };
  if (context === undefined) return { ok: true, peer: required ? peer : undefined };
  const lenient = text(context, 'trust_chain_verification') === 'ACCEPT_UNTRUSTED';
  if (!peer.validated && !lenient) return { ok: false, because: 'the client certificate is not signed by a trusted authority' };
  const names = children(context, 'match_typed_subject_alt_names');
  if (names.length > 0 && !names.some((m) => nameFits(m, peer)) && !lenient)
    return { ok: false, because: 'no name of the client certificate is allowed' };
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
