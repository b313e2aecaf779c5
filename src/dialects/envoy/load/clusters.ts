// Clusters: names, endpoints, load balancing policies that fit together.

import { clusterType } from '../lower/clusters.ts';
import { parseIp } from '../match/cidr.ts';
import { child, children, has, type Message, milliseconds, optionalWhole, originOf, text, texts } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const isPrime = (n: number): boolean => {
  if (n < 2) return false;
  for (let i = 2; i * i <= n; i++) if (n % i === 0) return false;
  return true;
};

const cluster: Check = (m, x) => {
  const type = clusterType(m);
  const assignment = child(m, 'load_assignment');
  if (type === 'EDS' && !has(m, 'eds_cluster_config')) x.bad('no-eds', m, 'type', 'An EDS cluster needs eds_cluster_config.');
  if (type === 'STATIC' || type === 'STRICT_DNS' || type === 'LOGICAL_DNS') checkEndpoints(assignment, type, x);
  if (type === 'LOGICAL_DNS') {
    const count = children(assignment, 'endpoints').reduce((n, e) => n + children(e, 'lb_endpoints').length, 0);
    if (count !== 1) x.bad('one-endpoint', m, 'load_assignment', `A LOGICAL_DNS cluster has exactly one endpoint; this one has ${count}.`);
  }
  const checks = children(m, 'health_checks');
  if (checks.length > 1 && checks.some((c) => !has(c, 'name')) && checks.some((c) => text(c, 'name') === ''))
    x.bad('unnamed-check', m, 'health_checks', 'With several health checks each needs a name.');
  checkBalancing(m, x);
  checkSubset(m, x);
};

function checkEndpoints(assignment: Message | undefined, type: string, x: CheckContext): void {
  for (const group of children(assignment, 'endpoints'))
    for (const e of children(group, 'lb_endpoints')) {
      const endpoint = child(e, 'endpoint');
      const address = child(endpoint, 'address');
      const socket = child(address, 'socket_address');
      if (endpoint !== undefined && address === undefined) x.bad('no-address', endpoint, undefined, 'An endpoint needs an address.');
      else if (socket !== undefined && type === 'STATIC' && !has(socket, 'resolver_name') && parseIp(text(socket, 'address')) === undefined)
        x.bad(
          'bad-address',
          socket,
          'address',
          `Endpoints of a STATIC cluster are IP addresses; ${JSON.stringify(text(socket, 'address'))} is none (STRICT_DNS resolves names).`,
        );
      else if (socket !== undefined && type !== 'STATIC' && has(socket, 'named_port'))
        x.bad('named-port', socket, 'named_port', 'A DNS endpoint needs a port number.');
    }
}

function checkBalancing(m: Message, x: CheckContext): void {
  const ring = child(m, 'ring_hash_lb_config');
  if (ring !== undefined && text(m, 'lb_policy') === 'RING_HASH') checkRing(ring, x);
  const maglev = child(m, 'maglev_lb_config');
  if (maglev !== undefined && text(m, 'lb_policy') === 'MAGLEV') checkMaglev(maglev, x);
  const policies = child(m, 'load_balancing_policy');
  if (policies !== undefined && children(policies, 'policies').length === 0)
    x.bad('no-policy', m, 'load_balancing_policy', 'load_balancing_policy lists no policy.');
  const common = child(child(m, 'common_lb_config'), 'consistent_hashing_lb_config');
  const byName = common !== undefined && common.fields.get('use_hostname_for_hashing')?.value === true;
  if (
    byName &&
    text(m, 'type', 'STATIC') !== 'STRICT_DNS' &&
    clusterType(m) !== 'STRICT_DNS' &&
    ['RING_HASH', 'MAGLEV'].includes(text(m, 'lb_policy'))
  )
    x.bad('hash-by-name', m, 'common_lb_config', 'use_hostname_for_hashing is for DNS clusters.');
  const provided = text(m, 'lb_policy') === 'CLUSTER_PROVIDED';
  if (provided && ['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS'].includes(clusterType(m)) && policies === undefined)
    x.bad(
      'cluster-provided',
      m,
      'lb_policy',
      `A ${clusterType(m)} cluster brings no load balancer of its own; CLUSTER_PROVIDED does not fit.`,
    );
}

function checkRing(m: Message, x: CheckContext): void {
  const least = optionalWhole(m, 'minimum_ring_size') ?? 1024;
  const most = optionalWhole(m, 'maximum_ring_size') ?? 8 * 1024 * 1024;
  if (least > most) x.bad('ring-size', m, 'minimum_ring_size', `minimum_ring_size ${least} is greater than maximum_ring_size ${most}.`);
}

function checkMaglev(m: Message, x: CheckContext): void {
  const size = optionalWhole(m, 'table_size');
  if (size !== undefined && !isPrime(size))
    x.bad('table-size', m, 'table_size', `The size of a Maglev table is a prime number; ${size} is none.`);
}

function checkSubset(m: Message, x: CheckContext): void {
  const config = child(m, 'lb_subset_config');
  const common = child(m, 'common_lb_config');
  if (config === undefined) return;
  if (config.fields.get('locality_weight_aware')?.value === true && !(common !== undefined && has(common, 'locality_weighted_lb_config')))
    x.bad('subset-localities', config, 'locality_weight_aware', 'locality_weight_aware needs locality_weighted_lb_config.');
}

const selector: Check = (m, x) => {
  const keys = texts(m, 'fallback_keys_subset');
  const policy = text(m, 'fallback_policy', 'NOT_DEFINED');
  if (policy === 'KEYS_SUBSET') {
    const own = texts(m, 'keys');
    if (keys.length === 0) x.bad('fallback-keys', m, 'fallback_policy', 'KEYS_SUBSET needs fallback_keys_subset.');
    else if (keys.some((k) => !own.includes(k)) || new Set(keys).size === new Set(own).size)
      x.bad('fallback-keys', m, 'fallback_keys_subset', 'fallback_keys_subset is a part of keys, and fewer than all.');
  } else if (keys.length > 0) x.bad('fallback-keys', m, 'fallback_keys_subset', 'fallback_keys_subset is only for KEYS_SUBSET.');
};

const outlier: Check = (m, x) => {
  const base = milliseconds(m, 'base_ejection_time') ?? 30_000;
  const most = milliseconds(m, 'max_ejection_time') ?? Math.max(300_000, base);
  if (most < base) x.bad('ejection-time', m, 'max_ejection_time', 'max_ejection_time is shorter than base_ejection_time.');
};

/** Two clusters of one name in the static configuration. */
export function checkClusterNames(clusters: readonly Message[], x: Pick<CheckContext, 'problems'>): void {
  const seen = new Set<string>();
  for (const m of clusters) {
    const name = text(m, 'name');
    if (seen.has(name)) x.problems.error('duplicate-cluster', `A cluster ${JSON.stringify(name)} is already defined.`, originOf(m, 'name'));
    seen.add(name);
  }
}

export const clusterChecks: CheckTable = {
  'envoy.config.cluster.v3.Cluster': cluster,
  'envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector': selector,
  'envoy.config.cluster.v3.OutlierDetection': outlier,
  'envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash': checkRing,
  'envoy.extensions.load_balancing_policies.maglev.v3.Maglev': checkMaglev,
};
