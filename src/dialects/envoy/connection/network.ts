// Network filters: what answers or forwards a connection before, or instead of, the HTTP connection manager.
import type { NormalRequest } from '../../../http/normal-request.ts';
import type { Backend, Decision } from '../../../model/decision.ts';
import type { Trace } from '../../../simulate/trace.ts';
import { closedDecision, logged } from '../explain/decision.ts';
import type { Exchange } from '../hcm/new-stream.ts';
import { HCM, TCP_PROXY } from '../lower/listeners.ts';
import type { EnvoyChain } from '../model.ts';
import { type Closed, connectionLog, tcpProxyOf, tunnelLog } from '../observe/connection-log.ts';
import { type Counters, statName } from '../observe/counters.ts';
import { dataSource } from '../schema/data-source.ts';
import { child, text } from '../schema/message.ts';
import type { Connection, LogEntry } from '../stream.ts';
import { chooseEndpoint } from '../upstream/load-balance.ts';
import type { World } from '../world.ts';

interface Common extends Pick<Exchange, 'shared' | 'host'> {
  readonly world: World;
  readonly sample: NormalRequest;
  readonly trace: Trace;
  readonly counters: Counters;
}

const DIRECT = 'envoy.extensions.filters.network.direct_response.v3.Config';

/** A decision when a network filter ends the matter; undefined when the connection manager takes over. */
export function runNetwork(connection: Connection, chain: EnvoyChain, x: Common): Decision | undefined {
  for (const policy of chain.policies.filter((p) => p.phase === 'network')) {
    if (policy.type === TCP_PROXY) return tunnel(connection, chain, x);
    if (policy.type === DIRECT) {
      // Envoy 1.40: the text is written and the connection closed before the TLS handshake is over
      if (chain.tls)
        return closedDecision(
          connection.listener,
          chain,
          'its direct_response filter closes before the TLS handshake is over',
          x.trace,
          x.counters,
        );
      const response = child(policy.typed?.message, 'response');
      const body = response === undefined ? '' : dataSource(response);
      const sent = new TextEncoder().encode(body).length;
      const lines = connectionLog(x, connection, { details: 'direct_response', received: 0, sent, kind: 'other' });
      const answer: Decision = {
        ...closedDecision(connection.listener, chain, 'a network filter answers', x.trace, x.counters),
        outcome: 'respond',
        response: { status: 0, headers: [], body },
        sentence: { title: `${chain.name} answers the connection`, because: 'its direct_response filter writes a fixed text' },
      };
      return logged(answer, lines, x.trace.wanted);
    }
    if (policy.type !== HCM)
      x.trace.assume({
        code: 'opaque-filter',
        what: `${policy.name} may close or change the connection; it is taken to let it through`,
        target: policy.name,
        origin: policy.origin,
      });
  }
  return undefined;
}

/** tcp_proxy: a cluster, or one of several by weight and the random value. */
function tunnel(connection: Connection, chain: EnvoyChain, x: Common): Decision {
  const targets = chain.tcp?.targets ?? [];
  const total = targets.reduce((sum, t) => sum + t.weight, 0);
  const point = total === 0 ? 0 : Math.trunc(x.sample.random) % total;
  let end = 0;
  const drawn = targets.find((t) => {
    end += t.weight;
    return point < end;
  });
  const chosen = drawn ?? targets[0];
  const cluster = chosen === undefined ? undefined : x.world.clusters.get(chosen.name);
  const name = chosen?.name ?? '';
  const lines = (closed: Partial<Closed>): readonly LogEntry[] =>
    tunnelLog(x, connection, tcpProxyOf(chain.config), { received: 0, sent: 0, kind: 'tunnel', ...closed });
  const told = (answer: Decision, closed: Partial<Closed>): Decision => logged(answer, lines(closed), x.trace.wanted);
  if (cluster === undefined) {
    const refused: Decision = {
      ...closedDecision(
        connection.listener,
        chain,
        `tcp_proxy names cluster ${JSON.stringify(name)}, which does not exist`,
        x.trace,
        x.counters,
      ),
      flags: ['NC'],
      cluster: name,
    };
    return told(refused, { flags: ['NC'] });
  }
  const hosts = chooseEndpoint(cluster, undefined, () => true);
  const stats = `cluster.${statName(text(cluster.config, 'alt_stat_name') || cluster.name)}.`;
  if (hosts.panic) x.counters.add(`${stats}lb_healthy_panic`);
  if (hosts.eligible.length > 0) x.counters.add(`${stats}upstream_rq_total`);
  const backends = targets.map(
    (t): Backend => ({
      name: t.name,
      weight: t.weight,
      share: total === 0 ? 1 : t.weight / total,
      chosen: t === chosen,
      ...(t === chosen ? { endpoints: hosts.eligible.map((e) => e.endpoint.address) } : {}),
    }),
  );
  if (hosts.eligible.length === 0) {
    const refused: Decision = {
      ...closedDecision(connection.listener, chain, `cluster ${name} has no endpoint that can serve`, x.trace, x.counters),
      flags: ['UH'],
      cluster: name,
      backends,
    };
    return told(refused, { flags: ['UH'], cluster: name });
  }
  const opened: Decision = {
    ...closedDecision(connection.listener, chain, '', x.trace, x.counters),
    outcome: 'tunnel',
    cluster: name,
    backends,
    ...(hosts.chosen === undefined ? {} : { endpoint: hosts.chosen.address }),
    ...(targets.length > 1 ? { random: true } : {}),
    sentence: { title: `The connection goes to ${name}`, because: `filter chain ${chain.name} forwards bytes with tcp_proxy` },
  };
  // what goes through the tunnel, the sample does not say
  return told(opened, { cluster: name, host: hosts.chosen?.address ?? '*', received: '*', sent: '*' });
}
