// Telling which endpoints of a cluster can get the request: by priority and locality, with shares, and why the one that gets it does.
import type { EnvoyCluster } from '../model.ts';
import { originOf } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import type { HostChoice } from '../upstream/load-balance.ts';

/** Endpoints that are named one by one. */
const MAX_NAMED = 20;

/** Adds the step `endpoint` to the trace. */
export function describeEndpoints(s: Stream, cluster: EnvoyCluster | undefined, choice: HostChoice | undefined): void {
  if (cluster === undefined || choice === undefined) return;
  s.trace.record(() => {
    const { chosen, eligible } = choice;
    const named = eligible.slice(0, MAX_NAMED);
    const places = placesOf(cluster);
    return {
      step: 'endpoint',
      target: chosen?.address ?? cluster.name,
      entity: chosen?.id ?? cluster.id,
      result: eligible.length === 0 ? 'no-match' : 'match',
      because: [
        choice.because,
        ...(choice.panic ? ['the cluster is in panic: too few endpoints are healthy, so health is ignored'] : []),
      ].join('; '),
      origin: chosen?.origin ?? originOf(cluster.config),
      losers: [
        ...named
          .filter((e) => e.endpoint !== chosen)
          .map((e) => ({
            target: e.endpoint.address,
            entity: e.endpoint.id,
            because: `${places.get(e.endpoint.id) ?? ''}could get ${percent(e.share)} of the requests`,
            origin: e.endpoint.origin,
          })),
        ...idle(cluster, choice, places).slice(0, MAX_NAMED),
      ],
    };
  });
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** `priority 1, zone a: ` by endpoint; nothing where there is but one priority and no locality. */
function placesOf(cluster: EnvoyCluster): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const priority of cluster.priorities)
    for (const locality of priority.localities)
      for (const endpoint of locality.endpoints) {
        const parts = [
          ...(cluster.priorities.length > 1 ? [`priority ${priority.level}`] : []),
          ...(locality.name === '' ? [] : [`locality ${locality.name}`]),
        ];
        out.set(endpoint.id, parts.length === 0 ? '' : `${parts.join(', ')}: `);
      }
  return out;
}

/** Endpoints that get nothing, with the reason. */
function idle(cluster: EnvoyCluster, { eligible }: HostChoice, places: ReadonlyMap<string, string>): readonly Idle[] {
  const serving = new Set(eligible.map((e) => e.endpoint.id));
  return cluster.priorities.flatMap((p) =>
    p.localities.flatMap((l) =>
      l.endpoints
        .filter((e) => !serving.has(e.id))
        .map((e) => ({
          target: e.address,
          entity: e.id,
          because: `${places.get(e.id) ?? ''}${e.health === 'healthy' ? 'not in the subset, or its priority gets no requests' : `is ${e.health}`}`,
          origin: e.origin,
        })),
    ),
  );
}

interface Idle {
  readonly target: string;
  readonly entity: string;
  readonly because: string;
  readonly origin: EnvoyCluster['origin'];
}
