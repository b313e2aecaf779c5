// Permissions of an RBAC policy: what is asked for.

import { cidrOf, inCidr, parseIp } from '../match/cidr.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { namespacesOf } from '../match/namespaces.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import { parseTemplate, templateMatches } from '../match/uri-template.ts';
import { metadataMatcher } from '../match/value-matcher.ts';
import { pathOnly } from '../routing/path.ts';
import { anyOf, child, children, chosen, flag, type Message, optionalWhole, text, whole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';

export function permissionHolds(m: Message, s: Stream): boolean {
  const kind = chosen(m, 'rule');
  const inner = kind === undefined ? undefined : child(m, kind);
  switch (kind) {
    case 'any':
      return flag(m, 'any');
    case 'and_rules':
      return children(inner, 'rules').every((r) => permissionHolds(r, s));
    case 'or_rules':
      return children(inner, 'rules').some((r) => permissionHolds(r, s));
    case 'not_rule':
      return inner !== undefined && !permissionHolds(inner, s);
    case 'destination_port':
      return s.connection.local.port === whole(m, 'destination_port');
    case 'destination_port_range':
      return inner !== undefined && s.connection.local.port >= whole(inner, 'start') && s.connection.local.port < whole(inner, 'end');
    case 'destination_ip':
      return inner !== undefined && rangeHolds(inner, s.connection.local.ip);
    case 'requested_server_name':
      return inner !== undefined && stringMatcher(inner).test(s.connection.sni);
    case 'uri_template': {
      const typed = anyOf(inner, 'typed_config')?.message;
      const template = typed === undefined ? undefined : parseTemplate(text(typed, 'path_template'));
      return template !== undefined && typeof template !== 'string' && templateMatches(template, pathOnly(s.headers.first(':path') ?? ''));
    }
    default:
      return commonRule(kind, inner, s);
  }
}

/** What permissions and principals both know. */
export function commonRule(kind: string | undefined, inner: Message | undefined, s: Stream): boolean {
  if (inner === undefined) return false;
  switch (kind) {
    case 'header':
      return headerMatcher(inner).test(s.headers, guard(s.world, 'rbac_match_headers_individually'));
    case 'url_path': {
      const path = child(inner, 'path');
      return path !== undefined && s.headers.has(':path') && stringMatcher(path).test(pathOnly(s.headers.first(':path') ?? ''));
    }
    case 'metadata':
      return metadataMatcher(inner).test(s.metadata);
    case 'sourced_metadata': {
      const matcher = child(inner, 'metadata_matcher');
      const source = text(inner, 'metadata_source', 'DYNAMIC') === 'ROUTE' ? namespacesOf(child(s.route?.config, 'metadata')) : s.metadata;
      return matcher !== undefined && metadataMatcher(matcher).test(source);
    }
    default:
      return false;
  }
}

export function rangeHolds(range: Message, address: string): boolean {
  const cidr = cidrOf(text(range, 'address_prefix'), optionalWhole(range, 'prefix_len') ?? 0);
  const ip = parseIp(address);
  return cidr !== undefined && ip !== undefined && inCidr(cidr, ip);
}
