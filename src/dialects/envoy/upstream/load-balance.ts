// Which endpoints of a cluster can get the request, with which share, and the one that gets it where that is determined.
// Envoy 1.40: priority → locality → host. A priority's health is 140 % of its healthy share, at most 100; load goes to the priorities in
// order until 100 is reached, what is missing then goes to degraded hosts; when nothing reaches 100, priorities with fewer than
// half healthy hosts are in panic and serve with all their hosts.
import type { ClusterEndpoint, Locality, Priority } from '../../../model/model.ts';
import type { EnvoyEndpoint } from '../lower/clusters.ts';
import { namespacesOf } from '../match/namespaces.ts';
import type { EnvoyCluster } from '../model.ts';
import { child, has, type Message, optionalWhole } from '../schema/message.ts';
import { lbPolicy } from './policy.ts';
import { chooseInMaglev, chooseOnRing, type WeightedHost } from './ring.ts';

export interface Eligible {
  readonly endpoint: EnvoyEndpoint;
  readonly share: number;
}

export interface HostChoice {
  readonly eligible: readonly Eligible[];
  /** Undefined: several could get it and nothing determines which, or there is none. */
  readonly chosen: EnvoyEndpoint | undefined;
  readonly because: string;
  /** Too few endpoints are healthy: the others serve as well. */
  readonly panic: boolean;
}

const NOTHING: HostChoice = { eligible: [], chosen: undefined, because: 'no endpoint can serve', panic: false };

/** Chooses among the endpoints; `hash` from the route's hash policy. `subset` keeps the endpoints of a subset. */
export function chooseEndpoint(cluster: EnvoyCluster, hash: bigint | undefined, subset: (e: EnvoyEndpoint) => boolean): HostChoice {
  const priorities = cluster.priorities.map((p) => narrowed(p, subset));
  const policy = lbPolicy(cluster.config);
  const isTable = policy.kind === 'ring_hash' || policy.kind === 'maglev';
  const all = priorityLoads(priorities, overprovisioning(cluster), panicThreshold(cluster));
  // Envoy 1.40: a table is made of healthy hosts (in panic, of all): degraded ones get their load, and are not in it
  const loads = isTable ? all.map((load) => (load.takes === isDegraded ? { ...load, takes: () => false } : load)) : all;
  const eligible = loads.flatMap((load) => shares(load, cluster, isTable));
  const [highest] = priorities;
  const empty = highest === undefined ? panicThreshold(cluster) > 0 : inPanic(highest, panicThreshold(cluster));
  if (eligible.length === 0) return { ...NOTHING, panic: empty };
  const panic = loads.some((l) => l.panic);
  if (hash !== undefined && (policy.kind === 'ring_hash' || policy.kind === 'maglev')) {
    const filled = loads.filter((l) => shares(l, cluster, isTable).length > 0);
    const load = loadOfHash(filled, hash);
    const hosts = load === undefined ? [] : weighted(shares({ ...load, share: 100 }, cluster, isTable), policy.byHostname);
    const chosen =
      policy.kind === 'ring_hash' ? chooseOnRing(hosts, policy, hash) : chooseInMaglev(hosts, Math.min(policy.size, 5_000_011), hash);
    return { eligible, chosen, because: `its hash leads to it (${policy.name})`, panic };
  }
  const only = eligible.length === 1 ? eligible[0]?.endpoint : undefined;
  return {
    eligible,
    chosen: only,
    because: only === undefined ? `${policy.name} chooses among ${eligible.length} endpoints` : 'it is the only endpoint that can serve',
    panic,
  };
}

const narrowed = (p: Priority, keep: (e: EnvoyEndpoint) => boolean): Priority => ({
  level: p.level,
  localities: p.localities.map((l) => ({ ...l, endpoints: l.endpoints.filter((e) => keep(e as EnvoyEndpoint)) })),
});

const hostsOf = (p: Priority): readonly ClusterEndpoint[] => p.localities.flatMap((l) => l.endpoints);

const overprovisioning = (cluster: EnvoyCluster): number => {
  const policy = child(cluster.assignment, 'policy');
  return policy === undefined ? 140 : (optionalWhole(policy, 'overprovisioning_factor') ?? 140);
};

function panicThreshold(cluster: EnvoyCluster): number {
  const percent = child(child(cluster.config, 'common_lb_config'), 'healthy_panic_threshold');
  return percent === undefined ? 50 : (optionalWhole(percent, 'value') ?? 0);
}

/** A part of the load: hosts of a priority in one state of health, with its share of 100. */
interface Load {
  readonly priority: Priority;
  readonly share: number;
  readonly takes: (e: ClusterEndpoint) => boolean;
  /** Hosts serve although they are not healthy. */
  readonly panic: boolean;
}

const isHealthy = (e: ClusterEndpoint): boolean => e.health === 'healthy';
const isDegraded = (e: ClusterEndpoint): boolean => e.health === 'degraded';

function priorityLoads(priorities: readonly Priority[], factor: number, panicBelow: number): readonly Load[] {
  const health = (takes: (e: ClusterEndpoint) => boolean): readonly number[] =>
    priorities.map((p) => {
      const all = hostsOf(p);
      return all.length === 0 ? 0 : Math.min(100, Math.floor((factor * all.filter(takes).length) / all.length));
    });
  const healthy = health(isHealthy);
  const degraded = health(isDegraded);
  const total = Math.min(100, sum(healthy) + sum(degraded));
  if (total < 100) {
    const panicking = priorities.map((p) => inPanic(p, panicBelow));
    if (total === 0 || panicking.every((x, i) => x || hostsOf(priorities[i] as Priority).length === 0))
      return byHostCount(priorities, panicBelow);
  }
  const normalTotal = total === 0 ? 100 : total;
  let left = 100;
  const out: Load[] = [];
  for (const [list, takes] of [
    [healthy, isHealthy],
    [degraded, isDegraded],
  ] as const)
    for (const [i, value] of list.entries()) {
      const share = Math.min(left, Math.floor((value * 100) / normalTotal));
      left -= share;
      if (share > 0) out.push({ priority: priorities[i] as Priority, share, takes, panic: false });
    }
  const first = out[0];
  const levelled = left > 0 && first !== undefined ? [{ ...first, share: first.share + left }, ...out.slice(1)] : out;
  return total < 100 ? levelled.map((l) => (inPanic(l.priority, panicBelow) ? { ...l, takes: () => true, panic: true } : l)) : levelled;
}

function inPanic(p: Priority, below: number): boolean {
  const all = hostsOf(p);
  const good = all.filter((e) => e.health !== 'unhealthy').length;
  return all.length === 0 || (100 * good) / all.length < below;
}

/** Everything is in panic: each priority serves by the number of its hosts. */
function byHostCount(priorities: readonly Priority[], panicBelow: number): readonly Load[] {
  const total = sum(priorities.map((p) => hostsOf(p).length));
  if (total === 0) return [];
  return priorities.flatMap((priority) => {
    const count = hostsOf(priority).length;
    return count === 0 ? [] : [{ priority, share: (100 * count) / total, takes: panicBelow > 0 ? () => true : isHealthy, panic: true }];
  });
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** The hosts of a load with their shares: by weight, and by locality weights where those are used. */
function shares(load: Load, cluster: EnvoyCluster, isTable: boolean): readonly Eligible[] {
  const localities = load.priority.localities
    .map((l) => ({ locality: l, hosts: l.endpoints.filter(load.takes) }))
    .filter((l) => l.hosts.length > 0);
  const common = child(cluster.config, 'common_lb_config');
  if (common !== undefined && has(common, 'locality_weighted_lb_config')) {
    const weights = localities.map(({ locality, hosts }) => localityWeight(locality, hosts.length));
    const total = sum(weights);
    // Envoy 1.40: where no locality has a weight, a table stays empty, and other policies choose among all hosts
    if (isTable && total === 0) return [];
    if (total > 0) return localities.flatMap(({ hosts }, i) => spread(hosts, (load.share / 100) * ((weights[i] as number) / total)));
  }
  return spread(
    localities.flatMap((l) => l.hosts),
    load.share / 100,
  );
}

/** Envoy 1.40: the weight of endpoints that name no locality does not count. */
const localityWeight = (l: Locality, available: number): number =>
  (l.name === '' ? 0 : (l.weight ?? 0)) * Math.min(100, (140 * available) / l.endpoints.length);

function spread(hosts: readonly ClusterEndpoint[], share: number): readonly Eligible[] {
  const total = sum(hosts.map((h) => h.weight));
  return hosts.map((h) => ({ endpoint: h as EnvoyEndpoint, share: (share * h.weight) / total }));
}

function weighted(eligible: readonly Eligible[], byHostname: boolean): readonly WeightedHost<EnvoyEndpoint>[] {
  const total = sum(eligible.map((e) => e.share));
  return eligible.map(({ endpoint, share }) => ({ host: endpoint, key: hashKey(endpoint, byHostname), share: share / total }));
}

/** `hash_key` in the endpoint's envoy.lb metadata, else its host name or address. */
function hashKey(e: EnvoyEndpoint, byHostname: boolean): string {
  const own = namespacesOf(child(e.config, 'metadata') as Message | undefined).get('envoy.lb')?.hash_key;
  return typeof own === 'string' ? own : byHostname && e.hostname !== '' ? e.hostname : e.address;
}

/** Envoy 1.40: `hash % 100 + 1` against the cumulated loads. */
function loadOfHash(loads: readonly Load[], hash: bigint): Load | undefined {
  const point = Number(hash % 100n) + 1;
  let end = 0;
  const chosen = loads.find((l) => {
    end += l.share;
    return point <= end;
  });
  return chosen ?? loads[0];
}
