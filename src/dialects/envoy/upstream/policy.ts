// The load balancing policy of a cluster, whether given by lb_policy or by load_balancing_policy.
import { once } from '../compiled.ts';
import { anyOf, child, children, flag, type Message, optionalWhole, text } from '../schema/message.ts';
import { isTableSize } from './table-size.ts';

export type LbPolicy =
  | { readonly kind: 'round_robin' | 'least_request' | 'random' | 'cluster_provided' | 'other'; readonly name: string }
  | {
      readonly kind: 'ring_hash';
      readonly name: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly murmur: boolean;
      readonly byHostname: boolean;
    }
  | { readonly kind: 'maglev'; readonly name: string; readonly size: number; readonly byHostname: boolean };

const NAMED: Readonly<Record<string, LbPolicy['kind']>> = {
  ROUND_ROBIN: 'round_robin',
  LEAST_REQUEST: 'least_request',
  RANDOM: 'random',
  CLUSTER_PROVIDED: 'cluster_provided',
};
const TYPED: Readonly<Record<string, LbPolicy['kind']>> = {
  round_robin: 'round_robin',
  least_request: 'least_request',
  random: 'random',
  cluster_provided: 'cluster_provided',
  client_side_weighted_round_robin: 'round_robin',
};

/** The policy in force. Defaults: a ring of 1024 to 8M hashes with xxHash, Maglev's 65537 slots. */
export const lbPolicy = once((cluster: Message): LbPolicy => {
  const typed = children(child(cluster, 'load_balancing_policy'), 'policies')[0];
  if (typed !== undefined) return typedPolicy(typed);
  const name = text(cluster, 'lb_policy', 'ROUND_ROBIN');
  const common = child(child(cluster, 'common_lb_config'), 'consistent_hashing_lb_config');
  const byHostname = common !== undefined && flag(common, 'use_hostname_for_hashing');
  if (name === 'RING_HASH') return ring(child(cluster, 'ring_hash_lb_config'), name, byHostname);
  if (name === 'MAGLEV') return maglev(child(cluster, 'maglev_lb_config'), name, byHostname);
  return { kind: (NAMED[name] ?? 'other') as 'other', name };
});

function typedPolicy(policy: Message): LbPolicy {
  const config = anyOf(child(policy, 'typed_extension_config'), 'typed_config');
  const short = /load_balancing_policies\.([a-z_]+)\./.exec(config?.type ?? '')?.[1] ?? '';
  const message = config?.message;
  const common = child(message, 'consistent_hashing_lb_config');
  const byHostname =
    (common !== undefined && flag(common, 'use_hostname_for_hashing')) ||
    (message !== undefined && flag(message, 'use_hostname_for_hashing'));
  if (short === 'ring_hash') return ring(message, short, byHostname);
  if (short === 'maglev') return maglev(message, short, byHostname);
  return { kind: (TYPED[short] ?? 'other') as 'other', name: short };
}

function ring(config: Message | undefined, name: string, byHostname: boolean): LbPolicy {
  const read = (field: string, otherwise: number): number =>
    config === undefined ? otherwise : (optionalWhole(config, field) ?? otherwise);
  return {
    kind: 'ring_hash',
    name,
    minimum: read('minimum_ring_size', 1024),
    maximum: read('maximum_ring_size', 8 * 1024 * 1024),
    murmur: config !== undefined && text(config, 'hash_function') === 'MURMUR_HASH_2',
    byHostname,
  };
}

/** Envoy 1.40's own size where the configured one is refused: in a table whose size is no prime, hosts do not get round. */
const tableSize = (given: number | undefined): number => (given !== undefined && isTableSize(given) ? given : 65_537);

const maglev = (config: Message | undefined, name: string, byHostname: boolean): LbPolicy => ({
  kind: 'maglev',
  name,
  size: tableSize(config === undefined ? undefined : optionalWhole(config, 'table_size')),
  byHostname,
});
