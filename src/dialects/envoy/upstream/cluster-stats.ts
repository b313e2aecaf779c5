// Counters of a cluster that one request adds to, and those of the virtual cluster and the route that count the same request.
import type { EnvoyCluster } from '../model.ts';
import { statName } from '../observe/counters.ts';
import { text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

export interface ClusterStats {
  /** A request is sent. */
  readonly attempt: () => void;
  /** A request waits for a connection. */
  readonly pending: () => void;
  readonly unhealthy: () => void;
  /** A status came from the upstream, or was made here for a failed upstream request. */
  readonly status: (code: number, extra?: { readonly retry?: boolean }) => void;
  readonly add: (name: string, by?: number) => void;
  /** Adds to the cluster, and to the virtual cluster and the route that keep the same count. */
  readonly addShared: (name: string) => void;
}

/** The counters under `cluster.<name>.`; for a cluster that only a bare route table names, none. */
export function clusterStats(s: Stream, cluster: EnvoyCluster | undefined): ClusterStats {
  const prefix = cluster === undefined ? undefined : `cluster.${statName(text(cluster.config, 'alt_stat_name') || cluster.name)}.`;
  const add = (name: string, by = 1): void => {
    if (prefix !== undefined) s.counters.add(prefix + name, by);
  };
  const addShared = (name: string): void => {
    add(name);
    for (const group of groups(s)) s.counters.add(group + name);
  };
  return {
    add,
    addShared,
    attempt: () => addShared('upstream_rq_total'),
    pending: () => add('upstream_rq_pending_total'),
    unhealthy: () => {
      add('upstream_cx_none_healthy');
      statuses(s, add, 503);
    },
    status: (code, extra) => (extra?.retry === true ? retried(add, code) : statuses(s, add, code)),
  };
}

/** A status that a filter charges to a cluster. Envoy 1.40: always as an internal request. */
export function chargeFilterStatus(s: Stream, name: string | undefined, code: number): void {
  const { add } = clusterStats(s, s.world.clusters.get(name ?? ''));
  for (const prefix of ['', 'internal.'])
    for (const kind of ['completed', classOf(code), String(code)]) add(`${prefix}upstream_rq_${kind}`);
}

const classOf = (code: number): string => `${Math.floor(code / 100)}xx`;

/** `upstream_rq_200`, `_2xx`, `_completed`; again under `internal.` or `external.`, and for canaries. */
function statuses(s: Stream, add: (name: string) => void, code: number): void {
  const group = (prefix: string): void => {
    add(`${prefix}upstream_rq_completed`);
    add(`${prefix}upstream_rq_${classOf(code)}`);
    add(`${prefix}upstream_rq_${code}`);
  };
  group('');
  if (s.responseHeaders?.first('x-envoy-upstream-canary') === 'true') group('canary.');
  const side = s.headers.first('x-envoy-internal') === 'true' ? 'internal.' : 'external.';
  group(side);
  const alternative = s.headers.first('x-envoy-upstream-alt-stat-name');
  if (alternative !== undefined && alternative !== '') {
    group(`${alternative}.`);
    group(`${alternative}.${side}`);
  }
  for (const at of groups(s)) for (const kind of ['completed', classOf(code), String(code)]) s.counters.add(`${at}upstream_rq_${kind}`);
}

/** `vhost.<name>.vcluster.<name>.`, and `vhost.<name>.route.<stat_prefix>.` of a route that has one. */
function groups(s: Stream): readonly string[] {
  if (s.virtualHost === undefined) return [];
  const host = `vhost.${statName(s.virtualHost.name)}.`;
  const prefix = s.route === undefined ? '' : text(s.route.config, 'stat_prefix');
  return [
    ...(s.virtualCluster === undefined ? [] : [`${host}vcluster.${statName(s.virtualCluster.name)}.`]),
    ...(prefix === '' ? [] : [`${host}route.${statName(prefix)}.`]),
  ];
}

function retried(add: (name: string) => void, code: number): void {
  add('retry.upstream_rq_completed');
  add(`retry.upstream_rq_${classOf(code)}`);
  add(`retry.upstream_rq_${code}`);
}
