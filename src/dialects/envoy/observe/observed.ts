// Where the log lines, flags and counters of an exchange come from: each names the text of the configuration that a person would
// change to change it.
import type { Observed, ObservedFlag } from '../../../model/decision.ts';
import type { Origin } from '../../../model/model.ts';
import { RESPONSE_FLAGS } from '../format/flags.ts';
import type { EnvoyCluster } from '../model.ts';
import { child, has, type Message, originOf, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { statName } from './counters.ts';
import { detailsSay } from './details.ts';
import { listenerStat } from './names.ts';

export function observedOf(s: Stream): Observed {
  const says = s.details === undefined ? undefined : detailsSay(s.details);
  const origin = reasonOrigin(s);
  return {
    log: s.log.map((entry) => entry.origin),
    flags: flagsOf(s),
    ...(says === undefined ? {} : { reason: { says, ...(origin === undefined ? {} : { origin }) } }),
    counters: countersOf(s),
  };
}

const routeOrigin = (s: Stream): Origin | undefined => s.route?.origin ?? s.virtualHost?.origin;

/** Who answered; the route where the upstream or the router did. */
const reasonOrigin = (s: Stream): Origin | undefined => s.replier ?? routeOrigin(s);

function flagsOf(s: Stream): readonly ObservedFlag[] {
  return RESPONSE_FLAGS.filter((f) => s.flags.has(f.short)).map((f): ObservedFlag => {
    const origin = s.flagOrigins.get(f.short) ?? flagOrigin(f.short, s);
    return { flag: f.short, name: f.long, says: f.says, ...(origin === undefined ? {} : { origin }) };
  });
}

const field = (m: Message | undefined, name: string): Origin | undefined =>
  m !== undefined && has(m, name) ? originOf(m, name) : undefined;

/** The text that a flag is about: the table that has no route, the cluster without a host, the timeout that struck. */
function flagOrigin(flag: string, s: Stream): Origin | undefined {
  const action = child(s.route?.config, 'route');
  const cluster = s.world.clusters.get(s.cluster ?? '');
  switch (flag) {
    case 'NR':
      return s.virtualHost?.origin ?? s.connection.chain?.routes?.origin;
    case 'NC':
      return field(action, 'cluster') ?? field(action, 'cluster_header') ?? field(action, 'weighted_clusters') ?? routeOrigin(s);
    case 'UH':
    case 'UF':
    case 'UC':
    case 'UR':
    case 'UO':
      return cluster?.origin;
    case 'UT':
      return field(child(action, 'retry_policy'), 'per_try_timeout') ?? field(action, 'timeout') ?? routeOrigin(s);
    case 'URX':
      return field(action, 'retry_policy') ?? field(s.virtualHost?.config, 'retry_policy') ?? routeOrigin(s);
    case 'SI':
      return field(action, 'idle_timeout') ?? field(s.hcm, 'stream_idle_timeout') ?? originOf(s.hcm);
    case 'DPE':
    case 'DR':
      return originOf(s.hcm);
    default:
      return s.replier;
  }
}

function countersOf(s: Stream): Readonly<Record<string, Origin>> {
  const out: [string, Origin][] = [];
  for (const name of Object.keys(s.counters.record)) {
    const origin = counterOrigin(name, s);
    if (origin !== undefined) out.push([name, origin]);
  }
  return Object.fromEntries(out);
}

const countsUnder = (c: EnvoyCluster, name: string): boolean =>
  name.startsWith(`cluster.${statName(text(c.config, 'alt_stat_name') || c.name)}.`);

/** `cluster.<name>.`, `vhost.<name>.vcluster.<name>.`, `listener.<address>.`, `http.<stat_prefix>.`: what the name is made of. */
function counterOrigin(name: string, s: Stream): Origin | undefined {
  if (name.startsWith('cluster.')) {
    const chosen = s.world.clusters.get(s.cluster ?? '');
    const cluster =
      chosen !== undefined && countsUnder(chosen, name) ? chosen : [...s.world.clusters.values()].find((c) => countsUnder(c, name));
    return cluster === undefined ? undefined : (field(cluster.config, 'alt_stat_name') ?? field(cluster.config, 'name'));
  }
  if (name.startsWith('vhost.')) {
    const virtual = s.virtualCluster?.config;
    if (name.includes('.route.')) return field(s.route?.config, 'stat_prefix') ?? s.virtualHost?.origin;
    return virtual === undefined ? s.virtualHost?.origin : originOf(virtual);
  }
  const listener = s.connection.listener;
  if (name.startsWith(listenerStat(listener)))
    return field(listener.config, 'stat_prefix') ?? field(listener.config, 'address') ?? listener.origin;
  if (/^http\..*\.downstream_rq_/.test(name)) return field(s.hcm, 'stat_prefix') ?? originOf(s.hcm);
  return s.counters.originOf(name) ?? (name.startsWith('http.') ? field(s.hcm, 'stat_prefix') : listener.origin);
}
