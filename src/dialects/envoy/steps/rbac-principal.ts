// Principals of an RBAC policy: who asks.
import { stringMatcher } from '../match/string-matcher.ts';
import { filterStateHolds } from '../routing/conditions.ts';
import { anyOf, child, children, chosen, flag, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { commonRule, rangeHolds } from './rbac-permission.ts';

export function principalHolds(m: Message, s: Stream): boolean {
  const kind = chosen(m, 'identifier');
  const inner = kind === undefined ? undefined : child(m, kind);
  switch (kind) {
    case 'any':
      return flag(m, 'any');
    case 'and_ids':
      return children(inner, 'ids').every((i) => principalHolds(i, s));
    case 'or_ids':
      return children(inner, 'ids').some((i) => principalHolds(i, s));
    case 'not_id':
      return inner !== undefined && !principalHolds(inner, s);
    case 'authenticated':
      return authenticated(inner, s);
    case 'source_ip':
      return inner !== undefined && rangeHolds(inner, s.connection.remote.ip);
    case 'direct_remote_ip':
      return inner !== undefined && rangeHolds(inner, s.connection.direct.ip);
    case 'remote_ip':
      return inner !== undefined && rangeHolds(inner, s.remote.ip);
    case 'filter_state':
      return inner !== undefined && filterStateHolds(inner, s);
    case 'custom':
      return custom(inner, s);
    default:
      return commonRule(kind, inner, s);
  }
}

/** Envoy 1.40: any TLS peer without a name; else the URI SANs, the DNS SANs, the subject. */
function authenticated(m: Message | undefined, s: Stream): boolean {
  const { tls, peer } = s.connection;
  if (!tls) return false;
  const name = child(m, 'principal_name');
  if (name === undefined) return true;
  const test = stringMatcher(name).test;
  return [...(peer?.uriSans ?? []), ...(peer?.dnsSans ?? []), peer?.subject ?? ''].some(test);
}

/** envoy.rbac.principals.mtls_authenticated: a validated certificate, by SAN or any. */
function custom(m: Message | undefined, s: Stream): boolean {
  const typed = anyOf(m, 'typed_config');
  const config = typed?.message;
  if (config === undefined || typed?.type.includes('mtls_authenticated') !== true) return false;
  const { tls, peer } = s.connection;
  if (!tls || peer?.validated !== true) return false;
  const san = child(config, 'san_matcher');
  if (san === undefined) return flag(config, 'any_validated_client_certificate');
  const matcher = child(san, 'matcher');
  const values = text(san, 'san_type') === 'DNS' ? peer.dnsSans : peer.uriSans;
  return matcher !== undefined && values.some(stringMatcher(matcher).test);
}
