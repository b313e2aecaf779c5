// Telling the choice of a virtual host and route, with those that lost.
import { firstLosers } from '../../../simulate/candidates.ts';
import type { EnvoyRouteTable } from '../model.ts';
import type { Selection } from '../routing/select.ts';
import { routeLosers } from '../routing/select.ts';
import type { Stream } from '../stream.ts';
import { nearestHosts } from './nearest-hosts.ts';

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
    losers: nearestHosts(table, s.headers, host?.host)
      .slice(0, MOST_HOSTS)
      .map((h) => ({ target: h.name, entity: h.id, because: `serves ${h.domains.join(', ')}`, origin: h.origin })),
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
          : (route.matches[0]?.conditions.map((c) => c.says).join(', ') ?? ''),
    origin: (route ?? host.host).origin,
    losers: firstLosers(routeLosers(host.host, route, s, table.config), MOST_ROUTES),
  }));
}
