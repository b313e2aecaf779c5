// Mirrored requests: copies whose answers nobody waits for. The most specific list of policies that is not empty counts.
import { Headers } from '../../../http/headers.ts';
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { logUpstream } from '../observe/upstream-log.ts';
import { child, children, flag, type Message, text } from '../schema/message.ts';
import { mutate } from '../steps/header-mutation.ts';
import { NOBODY, type Stream } from '../stream.ts';
import { mirroredAttempt } from './attempts.ts';
import { chargeFilterStatus, clusterStats } from './cluster-stats.ts';
import { chooseEndpoint } from './load-balance.ts';

const ALL = { numerator: 100, denominator: 100 };

/** A copy of the request: where it goes, and what says so. */
export interface Copy {
  readonly cluster: string;
  readonly policy: Message;
}

/** The copies of a request. Envoy 1.40: none for CONNECT, none where the header does not name an existing cluster. */
export function mirrorsOf(s: Stream, action: Message): readonly Copy[] {
  if (s.headers.first(':method') === 'CONNECT') return [];
  return policiesOf(s, action).flatMap((p) => {
    const fraction = child(p, 'runtime_fraction');
    const share = runtimeFraction(fraction, s.world, s.sample.runtime, ALL);
    if (isOpen(share)) s.dependsOnRandom = true;
    const name = text(p, 'cluster') || (s.headers.first(text(p, 'cluster_header') || ':none') ?? '');
    const known = s.world.bare || s.world.clusters.has(name);
    return name !== '' && known && inFraction(share, s.random) ? [{ cluster: name, policy: p }] : [];
  });
}

/**
 * Copies leave their lines in the router's log, when they are over: written after the request's own, which does not wait for them. Envoy
 * 1.40: a copy is a request of Envoy's own, without route and with nobody downstream.
 */
export function logMirrors(s: Stream, copies: readonly Copy[], router: Message | undefined): void {
  if (children(router, 'upstream_log').length === 0) return;
  for (const copy of copies) {
    const cluster = s.world.clusters.get(copy.cluster);
    const hosts = cluster === undefined ? undefined : chooseEndpoint(cluster, undefined, () => true);
    if (hosts === undefined || hosts.eligible.length === 0) continue;
    const sent = streamOf(s, copy, hosts.chosen?.address ?? '*');
    s.late.push(() => logUpstream(sent, router, mirroredAttempt(s, copy.cluster)));
  }
}

function streamOf(s: Stream, { cluster, policy }: Copy, host: string): Stream {
  const headers = new Headers(s.headers.pairs);
  mutate(children(policy, 'request_headers_mutations'), headers, { stream: s, logType: 'NotSet', phase: 'request' });
  const literal = text(policy, 'host_rewrite_literal');
  if (literal !== '') headers.set(':authority', literal);
  else if (!flag(policy, 'disable_shadow_host_suffix_append'))
    headers.set(':authority', (headers.first(':authority') ?? '').replace(/(?=:[^:\]]*$)|$/, '-shadow'));
  // to the addresses is added that of this machine
  headers.set('x-envoy-internal', 'true');
  headers.set('x-forwarded-for', '*');
  return {
    ...s,
    cluster,
    headers,
    upstreamHost: host,
    route: undefined,
    virtualHost: undefined,
    remote: NOBODY,
    sent: s.sent === undefined ? undefined : { ...s.sent, headers: headers.pairs.filter(([n]) => !n.startsWith(':')) },
    connection: { ...s.connection, local: NOBODY, direct: NOBODY, remote: NOBODY, tls: false, peer: undefined, sni: '', clientSni: '' },
  };
}

function policiesOf(s: Stream, action: Message): readonly Message[] {
  const lists = [action, s.virtualHost?.config, s.virtualHost?.table].map((m) => children(m, 'request_mirror_policies'));
  return lists.find((l) => l.length > 0) ?? [];
}

/** Counts the copies: requests of Envoy's own to clusters that answer as the sample says, once each. */
export function countMirrors(s: Stream, mirrors: readonly string[]): void {
  for (const name of mirrors) {
    const cluster = s.world.clusters.get(name);
    if (cluster?.priorities.some((p) => p.localities.some((l) => l.endpoints.length > 0)) !== true) continue;
    s.counters.add('http.async-client.rq_total');
    clusterStats(s, cluster).add('upstream_rq_total');
    chargeFilterStatus(s, name, s.sample.responses.get(name)?.[0]?.status ?? 200);
  }
}
