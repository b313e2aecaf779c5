// Network filters: what answers, forwards or closes a connection before, or instead of, the HTTP connection manager.
import { Headers } from '../../../http/headers.ts';
import type { NormalRequest } from '../../../http/normal-request.ts';
import type { Decision } from '../../../model/decision.ts';
import type { Trace } from '../../../simulate/trace.ts';
import { closedDecision, logged } from '../explain/decision.ts';
import type { Json } from '../format/context.ts';
import { type Exchange, newStream } from '../hcm/new-stream.ts';
import { TCP_PROXY } from '../lower/network-types.ts';
import type { EnvoyChain, EnvoyPolicy } from '../model.ts';
import { type Closed, connectionLog, tcpProxyOf, tunnelLog } from '../observe/connection-log.ts';
import type { Counters } from '../observe/counters.ts';
import type { Connection, Stream } from '../stream.ts';
import type { World } from '../world.ts';
import type { Failure } from './handshake.ts';
import type { NetworkOutcome } from './network-step.ts';
import { networkStep } from './network-steps.ts';
import { type Tunnel, tunnelOf } from './tunnel.ts';

interface Common extends Pick<Exchange, 'shared' | 'host'> {
  readonly world: World;
  readonly sample: NormalRequest;
  readonly trace: Trace;
  readonly counters: Counters;
}

/** A decision when a network filter ends the matter; undefined when the connection manager takes over. */
export function runNetwork(connection: Connection, chain: EnvoyChain, x: Common): Decision | undefined {
  const filters = chain.policies.filter((p) => p.phase === 'network');
  if (filters.length === 0) return undefined;
  const s = newStream({ ...x, connection, hcm: connection.listener.config }, new Headers());
  const decision = runFilters(s, chain, filters, x);
  leave(s);
  return decision;
}

/** What filters set belongs to the connection. */
function leave(s: Stream): void {
  for (const [namespace, values] of s.metadata) s.connection.metadata.set(namespace, values);
  for (const [key, value] of s.filterState) s.connection.filterState.set(key, value);
}

/** The decision about a connection whose TLS handshake fails: no filter sees what the client sends. */
export function runUnshaken(connection: Connection, chain: EnvoyChain, failed: Failure, x: Common): Decision {
  const s = newStream({ ...x, connection, hcm: connection.listener.config }, new Headers());
  const filters = chain.policies.filter((p) => p.phase === 'network');
  const { decision, tunnel } = open(s, chain, filters, x);
  if (decision !== undefined) return decision;
  const closed = closedDecision(connection.listener, chain, failed.because, s.trace, s.counters);
  // whether tcp_proxy is connected by then, is a matter of time
  const reached = tunnel === undefined ? {} : { ...tunnel.open, host: '*' };
  return finish(s, closed, chain, { ...reached, transportFailure: failed.reason }, x);
}

interface Opened {
  /** Where the connection is over already. */
  readonly decision?: Decision;
  readonly tunnel?: Tunnel;
}

/** What filters do when the connection is there. */
function open(s: Stream, chain: EnvoyChain, filters: readonly EnvoyPolicy[], x: Common): Opened {
  for (const policy of filters) {
    const outcome = networkStep(policy)?.opened?.(policy, s);
    if (outcome !== undefined) tell(policy, outcome, s);
    if (outcome?.kind === 'deny' || outcome?.kind === 'respond')
      return { decision: ended(s, chain, outcome, { received: 0, sent: lengthOf(outcome.body ?? '') }, undefined, x) };
    if (policy.type === TCP_PROXY) {
      const tunnel = tunnelOf(s, chain);
      return tunnel.refused === undefined ? { tunnel } : { decision: finish(s, tunnel.decision(), chain, tunnel.refused, x) };
    }
  }
  return {};
}

function runFilters(s: Stream, chain: EnvoyChain, filters: readonly EnvoyPolicy[], x: Common): Decision | undefined {
  const { decision, tunnel } = open(s, chain, filters, x);
  if (decision !== undefined) return decision;
  const received = bytesOf(x.sample);
  for (const policy of filters) {
    const step = networkStep(policy);
    const outcome = step === undefined ? declared(policy, s) : step.received?.(policy, s);
    if (outcome !== undefined) tell(policy, outcome, s);
    if (outcome?.kind === 'deny') return ended(s, chain, outcome, { received, sent: 0 }, tunnel, x);
    if (outcome?.kind === 'respond') return ended(s, chain, outcome, { received, sent: received }, tunnel, x);
  }
  // what goes through the tunnel, the sample does not say
  return tunnel === undefined ? undefined : finish(s, tunnel.decision(), chain, { ...tunnel.open, received: '*', sent: '*' }, x);
}

const lengthOf = (text: string): number => new TextEncoder().encode(text).length;

/** What the client sends: of HTTP the codec alone knows how long it is. */
const bytesOf = (sample: NormalRequest): Json =>
  sample.connection.protocol === 'tcp' && sample.connection.firstBytes === undefined ? 0 : '*';

function tell(policy: EnvoyPolicy, outcome: NetworkOutcome, s: Stream): void {
  s.trace.record(() => ({
    step: 'network filter',
    target: policy.name,
    entity: policy.id,
    result: outcome.kind,
    because: outcome.because,
    origin: policy.origin,
  }));
}

/** What the sample says of a filter that is not simulated: without a verdict of its name it lets the connection through. */
function declared(policy: EnvoyPolicy, s: Stream): NetworkOutcome | undefined {
  const verdict = s.sample.verdicts.get(policy.name);
  if (verdict?.allow === false) return { kind: 'deny', because: `the sample says that ${policy.name} closes the connection` };
  if (verdict !== undefined) return { kind: 'pass', because: `the sample says that ${policy.name} lets the connection through` };
  s.trace.assume({
    code: 'opaque-filter',
    what: `${policy.name} may close or change the connection; it is taken to let it through`,
    target: policy.name,
    origin: policy.origin,
  });
  return undefined;
}

/** A filter closed the connection or answered it. */
function ended(
  s: Stream,
  chain: EnvoyChain,
  outcome: Extract<NetworkOutcome, { kind: 'deny' | 'respond' }>,
  bytes: Pick<Closed, 'received' | 'sent'>,
  tunnel: Tunnel | undefined,
  x: Common,
): Decision {
  const closed = { ...closedDecision(s.connection.listener, chain, outcome.because, s.trace, s.counters), flags: [...s.flags] };
  const decision: Decision =
    outcome.kind === 'deny'
      ? { ...closed, ...(tunnel === undefined ? {} : tunnel.reached) }
      : {
          ...closed,
          outcome: 'respond',
          response: { status: 0, headers: [], body: outcome.body ?? '' },
          sentence: { title: `${chain.name} answers the connection`, because: outcome.because },
        };
  const { details } = outcome;
  return finish(s, decision, chain, { ...tunnel?.open, ...bytes, ...(details === undefined ? {} : { details }) }, x);
}

/** The decision with the lines that are written: the listener's, and tcp_proxy's where it is in the chain. */
function finish(s: Stream, decision: Decision, chain: EnvoyChain, closed: Partial<Closed>, x: Common): Decision {
  const proxied = chain.policies.some((p) => p.phase === 'network' && p.type === TCP_PROXY);
  const over: Closed = {
    received: 0,
    sent: 0,
    kind: proxied ? 'tunnel' : 'other',
    flags: [...s.flags],
    ...(s.terminated === undefined ? {} : { terminated: s.terminated }),
    ...closed,
  };
  leave(s);
  const lines = proxied ? tunnelLog(x, s.connection, tcpProxyOf(chain.config), over) : connectionLog(x, s.connection, over);
  return logged(decision, lines, s.trace.wanted);
}
