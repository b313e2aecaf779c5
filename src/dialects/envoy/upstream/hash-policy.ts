// hash_policy: the number by which ring_hash and maglev choose. Envoy 1.40: hashes are combined in order by rotating the sum one bit
// to the left and XORing; a terminal policy that gave a hash ends the list.

import { firstQuery } from '../match/query-matcher.ts';
import { replaceAll } from '../match/regex.ts';
import { cookieOf } from '../routing/conditions.ts';
import { child, chosen, flag, has, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { xxHash64 } from './xxhash.ts';

const MASK = 0xffffffffffffffffn;

export interface PolicyHash {
  readonly value: bigint;
  /** What was hashed: `header x-user`. */
  readonly of: string;
  /** A cookie would be generated: the value is random. */
  readonly generated: boolean;
}

/** The combined hash of a route's policies; undefined when no policy gives one. */
export function hashOfPolicies(policies: readonly Message[], s: Stream): PolicyHash | undefined {
  let hash: bigint | undefined;
  const of: string[] = [];
  let generated = false;
  for (const policy of policies) {
    const found = hashOf(policy, s);
    if (found === undefined) continue;
    generated ||= found.generated;
    of.push(found.of);
    const old = hash === undefined ? 0n : ((hash << 1n) | (hash >> 63n)) & MASK;
    hash = old ^ found.value;
    if (flag(policy, 'terminal')) break;
  }
  return hash === undefined ? undefined : { value: hash, of: of.join(', '), generated };
}

function hashOf(policy: Message, s: Stream): PolicyHash | undefined {
  const kind = chosen(policy, 'policy_specifier');
  const inner = kind === undefined ? undefined : child(policy, kind);
  if (inner === undefined) return undefined;
  switch (kind) {
    case 'header':
      return hashOfHeader(inner, s);
    case 'cookie': {
      const name = text(inner, 'name');
      const value = cookieOf(s, name);
      if (value === undefined) return has(inner, 'ttl') ? { value: 0n, of: `a new cookie ${name}`, generated: true } : undefined;
      return { value: xxHash64(value), of: `cookie ${name}`, generated: false };
    }
    case 'connection_properties':
      return flag(inner, 'source_ip') ? { value: xxHash64(s.remote.ip), of: 'the source address', generated: false } : undefined;
    case 'query_parameter': {
      const value = firstQuery(s.headers.first(':path') ?? '', text(inner, 'name'));
      return value === undefined ? undefined : { value: xxHash64(value), of: `query ${text(inner, 'name')}`, generated: false };
    }
    case 'filter_state': {
      const value = s.filterState.get(text(inner, 'key'))?.text;
      return value === undefined ? undefined : { value: xxHash64(value), of: `filter state ${text(inner, 'key')}`, generated: false };
    }
    default:
      return undefined;
  }
}

/** One value is hashed as it is; several are sorted first and hashed one after the other. */
function hashOfHeader(inner: Message, s: Stream): PolicyHash | undefined {
  const name = text(inner, 'header_name');
  const rule = child(inner, 'regex_rewrite');
  const rewrite = (v: string): string =>
    rule === undefined ? v : replaceAll(text(child(rule, 'pattern') ?? rule, 'regex'), v, text(rule, 'substitution'));
  const values = s.headers.all(name.toLowerCase() === 'host' ? ':authority' : name).map(rewrite);
  if (values.length === 0) return undefined;
  let value = 0n;
  if (values.length === 1) value = xxHash64(values[0] as string);
  else for (const v of [...values].sort()) value = xxHash64(v, value);
  return { value, of: `header ${name}`, generated: false };
}
