// tcp_proxy: the cluster of a connection (the one that a filter asks for, else its own, or one of several by weight and the random
// value), and the endpoint. It connects as soon as the connection is there.
import type { Backend, Decision } from '../../../model/decision.ts';
import { closedDecision } from '../explain/decision.ts';
import type { EnvoyChain } from '../model.ts';
import { type Closed, tcpProxyOf } from '../observe/connection-log.ts';
import { statName } from '../observe/counters.ts';
import { child, children, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { chooseEndpoint } from '../upstream/load-balance.ts';
import { CLUSTER_STATE } from './network-sni-cluster.ts';

export interface Tunnel {
  /** Why there is none: what the log is told. */
  readonly refused: Partial<Closed> | undefined;
  /** What the log is told of a connection upstream. */
  readonly open: Partial<Closed>;
  /** What a decision says of the upstream, whatever became of the connection. */
  readonly reached: Partial<Decision>;
  /** The decision if nobody closes the connection. */
  readonly decision: () => Decision;
}

export function tunnelOf(s: Stream, chain: EnvoyChain): Tunnel {
  const { listener } = s.connection;
  // Envoy 1.40: weighted clusters are drawn from, whatever a filter asks for
  const weighted = children(child(tcpProxyOf(chain.config), 'weighted_clusters'), 'clusters').length > 0;
  const asked = weighted ? undefined : s.filterState.get(CLUSTER_STATE)?.text;
  const targets = asked === undefined ? (chain.tcp?.targets ?? []) : [{ name: asked, weight: 1 }];
  const total = targets.reduce((sum, t) => sum + t.weight, 0);
  const point = total === 0 ? 0 : Math.trunc(s.sample.random) % total;
  let end = 0;
  const drawn = targets.find((t) => {
    end += t.weight;
    return point < end;
  });
  const chosen = drawn ?? targets[0];
  const cluster = chosen === undefined ? undefined : s.world.clusters.get(chosen.name);
  const name = chosen?.name ?? '';
  const closed = (because: string): Decision => closedDecision(listener, chain, because, s.trace, s.counters);
  if (cluster === undefined) {
    const missing = asked === undefined ? 'tcp_proxy names cluster' : 'a filter asks tcp_proxy for cluster';
    return {
      refused: { flags: ['NC'] },
      open: {},
      reached: { cluster: name },
      decision: () => ({ ...closed(`${missing} ${JSON.stringify(name)}, which does not exist`), flags: ['NC'], cluster: name }),
    };
  }
  const hosts = chooseEndpoint(cluster, undefined, () => true);
  const stats = `cluster.${statName(text(cluster.config, 'alt_stat_name') || cluster.name)}.`;
  if (hosts.panic) s.counters.add(`${stats}lb_healthy_panic`);
  if (hosts.eligible.length > 0) s.counters.add(`${stats}upstream_rq_total`);
  const backends = targets.map(
    (t): Backend => ({
      name: t.name,
      weight: t.weight,
      share: total === 0 ? 1 : t.weight / total,
      chosen: t === chosen,
      ...(t === chosen ? { endpoints: hosts.eligible.map((e) => e.endpoint.address) } : {}),
    }),
  );
  const reached: Partial<Decision> = { cluster: name, backends };
  if (hosts.eligible.length === 0)
    return {
      refused: { flags: ['UH'], cluster: name },
      open: {},
      reached,
      decision: () => ({ ...closed(`cluster ${name} has no endpoint that can serve`), flags: ['UH'], ...reached }),
    };
  const endpoint = hosts.chosen?.address;
  return {
    refused: undefined,
    open: { cluster: name, host: endpoint ?? '*' },
    reached: { ...reached, ...(endpoint === undefined ? {} : { endpoint }) },
    decision: () => ({
      ...closed(''),
      outcome: 'tunnel',
      ...reached,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(targets.length > 1 ? { random: true } : {}),
      sentence: { title: `The connection goes to ${name}`, because: `filter chain ${chain.name} forwards bytes with tcp_proxy` },
    }),
  };
}
