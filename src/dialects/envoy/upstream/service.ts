// Calls that filters make to services of their own (ext_authz, ratelimit).
import type { Stream } from '../stream.ts';
import { chargeFilterStatus, clusterStats } from './cluster-stats.ts';
import { chooseEndpoint } from './load-balance.ts';

/** Kinds of clusters whose endpoints are all known. */
const LISTED = new Set(['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS']);

/** Whether a call to the cluster finds no endpoint. Envoy 1.40: it ends at once, and counts as a 503 of an internal request. */
export function findsNobody(s: Stream, name: string): boolean {
  const cluster = s.world.clusters.get(name);
  if (cluster === undefined || !LISTED.has(cluster.type)) return false;
  const { eligible, panic } = chooseEndpoint(cluster, undefined, () => true);
  if (eligible.length > 0) return false;
  s.counters.add('http.async-client.rq_total');
  if (panic) clusterStats(s, cluster).add('lb_healthy_panic');
  chargeFilterStatus(s, name, 503);
  return true;
}
