// An exchange that is over, as the decision that everybody reads.
import type { Assumption, Decision } from '../../../model/decision.ts';
import type { Trace } from '../../../simulate/trace.ts';
import { RESPONSE_FLAGS } from '../format/flags.ts';
import type { EnvoyChain, EnvoyListener } from '../model.ts';
import type { Counters } from '../observe/counters.ts';
import { observedOf } from '../observe/observed.ts';
import { text } from '../schema/message.ts';
import type { LogEntry, Stream } from '../stream.ts';
import { sentenceOf } from './sentence.ts';

/** The decision about an HTTP exchange. */
export function decisionOf(s: Stream): Decision {
  const { chain, listener } = s.connection;
  const outcome = s.outcome ?? 'close';
  const bare = s.world.bare;
  return {
    outcome,
    ...(s.status > 0 && outcome !== 'close' ? { status: s.status } : {}),
    ...(bare ? {} : { listener: listener.name }),
    ...(bare || chain === undefined ? {} : { filterChain: text(chain.config, 'name') || chain.label }),
    ...(s.virtualHost === undefined ? {} : { virtualHost: s.virtualHost.name }),
    ...(s.route === undefined ? {} : { route: s.route.name, routeIndex: s.route.index }),
    ...(s.virtualCluster === undefined ? {} : { virtualCluster: s.virtualCluster.name }),
    ...(s.cluster === undefined || s.cluster === '' ? {} : { cluster: s.cluster }),
    ...(s.backends.length === 0 ? {} : { backends: s.backends }),
    ...(s.upstreamHost === undefined ? {} : { endpoint: s.upstreamHost }),
    ...(s.sent === undefined ? {} : { upstream: s.sent }),
    ...(s.responseHeaders === undefined || outcome === 'close'
      ? {}
      : { response: { status: s.status, headers: s.responseHeaders.pairs, body: s.responseBody ?? '' } }),
    ...(s.mirrors.length === 0 ? {} : { mirrors: s.mirrors }),
    ...(s.details === undefined || s.details === '' ? {} : { reason: s.details }),
    flags: RESPONSE_FLAGS.filter((f) => s.flags.has(f.short)).map((f) => f.short),
    ...(s.dependsOnRandom ? { random: true } : {}),
    accessLog: s.log.map((entry) => entry.line),
    counters: s.counters.record,
    assumptions: [...s.trace.assumptions, ...randomAssumed(s)],
    sentence: sentenceOf(s),
    trace: s.trace.steps,
    ...(s.trace.wanted ? { observed: observedOf(s) } : {}),
  };
}

/** A random value that decided and that the sample left open. */
const randomAssumed = (s: Stream): readonly Assumption[] =>
  s.dependsOnRandom && !s.sample.isRandomGiven
    ? [{ code: 'random-value', what: `the random value is taken to be ${s.random}; with another one the answer may differ` }]
    : [];

/** A connection that nobody serves. */
export function closedDecision(
  listener: EnvoyListener | undefined,
  chain: EnvoyChain | undefined,
  because: string,
  trace: Trace,
  counters: Counters,
): Decision {
  return {
    outcome: 'close',
    ...(listener === undefined ? {} : { listener: listener.name }),
    ...(chain === undefined ? {} : { filterChain: text(chain.config, 'name') || chain.label }),
    flags: [],
    accessLog: [],
    counters: counters.record,
    assumptions: trace.assumptions,
    sentence: { title: 'The connection is closed', because },
    trace: trace.steps,
  };
}

/** A decision about a connection with the lines that were logged about it. */
export const logged = (decision: Decision, lines: readonly LogEntry[], observe: boolean): Decision => ({
  ...decision,
  accessLog: lines.map((entry) => entry.line),
  ...(observe && lines.length > 0 ? { observed: { log: lines.map((entry) => entry.origin), flags: [], counters: {} } } : {}),
});
