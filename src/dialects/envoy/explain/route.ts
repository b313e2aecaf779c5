// Telling the choice of a virtual host, route and cluster, with those that lost.
import { firstLosers } from '../../../simulate/candidates.ts';
import type { EnvoyRouteTable } from '../model.ts';
import type { ClusterChoice } from '../routing/cluster.ts';
import type { Selection } from '../routing/select.ts';
import { conditionsMet, routeLosers } from '../routing/select.ts';
import { chosen, type Message, originOf } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { hostLosers } from './host-losers.ts';

/** Virtual hosts that are told of those that lost. */
const MOST_HOSTS = 50;
/** Routes, likewise. */
const MOST_ROUTES = 200;

/** Adds the steps `virtual host` and `route` to the trace. */
export function describeSelection(s: Stream, table: EnvoyRouteTable | undefined, selection: Selection | undefined): void {
  if (!s.trace.wanted) return;
  if (table === undefined || selection === undefined) {
    s.trace.record(() => ({ step: 'route', target: '', result: 'no-match', because: 'there is no route table for this request' }));
    return;
  }
  const { host } = selection;
  s.trace.record(() => ({
    step: 'virtual host',
    target: host?.host.name ?? table.name,
    entity: host?.host.id ?? table.id,
    result: host === undefined ? 'no-match' : 'match',
    because: host === undefined ? (selection.kind === 'none' ? selection.because : '') : `domain ${host.domain} fits host ${host.key}`,
    origin: (host?.host ?? table).origin,
    losers: hostLosers(table, s.headers, host, MOST_HOSTS),
  }));
  if (host === undefined) return;
  const route = selection.kind === 'route' ? selection.route : undefined;
  s.trace.record(() => ({
    step: 'route',
    target: route?.name ?? host.host.name,
    entity: route?.id ?? host.host.id,
    result: selection.kind === 'tls-redirect' ? 'respond' : route === undefined ? 'no-match' : 'match',
    because:
      selection.kind === 'tls-redirect'
        ? 'the virtual host requires TLS, so every plain request is sent to https'
        : route === undefined
          ? selection.kind === 'none'
            ? selection.because
            : ''
          : conditionsMet(route, s, table.config).join(', '),
    origin: (route ?? host.host).origin,
    losers: firstLosers(routeLosers(host.host, route, s, table.config), MOST_ROUTES),
  }));
}

/** Adds the step `cluster` to the trace, where the route does not simply name one. */
export function describeCluster(s: Stream, action: Message, { name, weighted, because, candidates }: ClusterChoice): void {
  const field = chosen(action, 'cluster_specifier');
  if (field === 'cluster') return;
  s.trace.record(() => ({
    step: 'cluster',
    target: name === '' ? (s.route?.name ?? '') : name,
    ...(s.route === undefined ? {} : { entity: s.route.id }),
    result: name === '' ? 'no-match' : 'match',
    because,
    origin: weighted === undefined ? originOf(action, field) : originOf(weighted),
    losers: candidates
      .filter((c) => !c.chosen)
      .map((c) => ({ target: c.name, because: `has ${c.weight} of the weight (${Math.round(c.share * 1000) / 10} %)` })),
  }));
}
