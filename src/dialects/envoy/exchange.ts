// One request from the socket to the decision.
import type { NormalRequest } from '../../http/normal-request.ts';
import type { Decision } from '../../model/decision.ts';
import type { Host } from '../../simulate/need.ts';
import { Trace } from '../../simulate/trace.ts';
import { bareConnection } from './connection/bare.ts';
import { connect } from './connection/connect.ts';
import { handshake, plainText } from './connection/handshake.ts';
import { runNetwork, runUnshaken } from './connection/network.ts';
import { closedDecision, decisionOf, logged } from './explain/decision.ts';
import { runHttp } from './hcm/run.ts';
import { connectionLog, listenerLog } from './observe/connection-log.ts';
import { Counters } from './observe/counters.ts';
import { listenerStat } from './observe/names.ts';
import type { World } from './world.ts';

export interface ExchangeOptions {
  readonly trace: boolean;
  readonly host: Host;
  /** State that requests of a sequence share. */
  readonly shared: Map<string, unknown>;
}

/** Decides one request. Pure but for `shared`. */
export function exchange(world: World, sample: NormalRequest, options: ExchangeOptions): Decision {
  const trace = new Trace(options.trace);
  const counters = new Counters();
  const common = { world, sample, trace, counters, shared: options.shared, host: options.host };
  if (world.bare) {
    const bare = bareConnection(world, sample);
    return decisionOf(runHttp({ ...common, ...bare }));
  }
  const connected = connect(world, sample, trace, counters);
  const { connection } = connected;
  const chain = connection?.chain;
  if (connected.kind === 'closed' || connection === undefined || chain === undefined) {
    if (connection === undefined) return closedDecision(undefined, undefined, 'no listener has this address', trace, counters);
    counters.add(`${listenerStat(connection.listener)}no_filter_chain_match`);
    const because = connected.kind === 'closed' ? connected.because : 'no filter chain matches';
    const lines = connectionLog(common, connection, {
      flags: ['NR'],
      details: 'filter_chain_not_found',
      received: 0,
      sent: 0,
      kind: 'other',
    });
    return logged(closedDecision(connection.listener, undefined, because, trace, counters), lines, trace.wanted);
  }
  if (chain.tls && sample.tls === undefined) return runUnshaken(connection, chain, plainText(sample), common);
  // a TLS hello is just bytes to a chain that looks at none
  if (!chain.tls && sample.tls !== undefined && chain.hcm !== undefined)
    return closedDecision(connection.listener, chain, 'the client speaks TLS and the chain does not terminate it', trace, counters);
  const shaken = chain.tls ? handshake(chain, connection.peer) : { ok: true as const, peer: undefined };
  if (!shaken.ok) return runUnshaken(connection, chain, shaken, common);
  const network = runNetwork({ ...connection, peer: shaken.peer }, chain, common);
  // Envoy 1.40: ALPN alone decides the codec, and what is not HTTP/2 then gets no answer
  if (network === undefined && connection.protocol === 'HTTP/2' && sample.connection.protocol === 'tcp' && sample.protocol !== 'HTTP/2')
    return closedDecision(connection.listener, chain, 'ALPN settled on h2 and the client does not speak HTTP/2', trace, counters);
  if (network !== undefined) return network;
  if (chain.hcm === undefined) return closedDecision(connection.listener, chain, 'the chain has no filter that serves', trace, counters);
  const s = runHttp({ ...common, connection: { ...connection, peer: shaken.peer }, chain, hcm: chain.hcm });
  s.log.push(...listenerLog(s));
  return decisionOf(s);
}
