// Mirrored requests: copies whose answers nobody waits for. The most specific list of policies that is not empty counts.
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { child, children, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

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
