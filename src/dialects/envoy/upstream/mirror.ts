// Mirrored requests: copies whose answers nobody waits for. The most specific list of policies that is not empty counts.
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { child, children, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { chargeFilterStatus, clusterStats } from './cluster-stats.ts';

const ALL = { numerator: 100, denominator: 100 };

/** Clusters that get a copy. Envoy 1.40: none for CONNECT, none where the header does not name an existing cluster. */
export function mirrorsOf(s: Stream, action: Message): readonly string[] {
  if (s.headers.first(':method') === 'CONNECT') return [];
  const lists = [action, s.virtualHost?.config, s.virtualHost?.table].map((m) => children(m, 'request_mirror_policies'));
  const policies = lists.find((l) => l.length > 0) ?? [];
  return policies.flatMap((p) => {
    const fraction = child(p, 'runtime_fraction');
    const share = runtimeFraction(fraction, s.world, s.sample.runtime, ALL);
    if (isOpen(share)) s.dependsOnRandom = true;
    const name = text(p, 'cluster') || (s.headers.first(text(p, 'cluster_header') || ':none') ?? '');
    const known = s.world.bare || s.world.clusters.has(name);
    return name !== '' && known && inFraction(share, s.random) ? [name] : [];
  });
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
