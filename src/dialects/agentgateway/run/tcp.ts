// TCP and TLS that is passed on: the route by SNI through the same host buckets as HTTP, of several the first by key; then a backend by weight.
import type { Decision } from '../../../model/decision.ts';
import type { AgwListener, AgwRoute } from '../model.ts';
import { chooseBackend, isWeighed, weigh } from './choose-backend.ts';
import { clusterOf } from './clusters.ts';
import { decisionOf } from './decision.ts';
import type { Exchange } from './exchange.ts';

export function decideTcp(x: Exchange, listener: AgwListener): Decision {
  x.listener = listener;
  x.log.protocol = 'tcp';
  const sni = x.sample.tls?.sni?.toLowerCase();
  const route = routeFor(listener.tcpRoutes, sni);
  x.trace.record(() => ({
    step: 'listener',
    target: listener.name,
    entity: listener.id,
    result: 'match',
    because: sni === undefined ? 'it serves this port' : `SNI ${sni} fits ${listener.hostname || 'every name'}`,
    origin: listener.origin,
  }));
  if (route === undefined) {
    x.log.error = 'route not found';
    return decisionOf(x, {
      kind: 'close',
      reason: undefined,
      title: 'No TCP route matches',
      because: `No TCP route of listener ${listener.name} serves ${sni === undefined ? 'a connection without SNI' : `the name '${sni}'`}.`,
      logged: true,
    });
  }
  x.route = route;
  x.trace.record(() => ({
    step: 'route',
    target: route.name,
    entity: route.id,
    result: 'match',
    because: route.hostnames.length === 0 ? 'it serves every name' : `it serves ${route.hostnames.map((h) => h.name).join(' or ')}`,
    origin: route.origin,
  }));
  const { chosen, listed } = chooseBackend(route.backends, x);
  if (isWeighed(listed)) weigh(x);
  const cluster = clusterOf(x.model, chosen?.cluster);
  if (chosen === undefined || cluster === undefined) {
    x.log.error = 'no valid backends';
    return decisionOf(x, {
      kind: 'close',
      reason: undefined,
      title: `No backend on ${route.name}`,
      because: 'The route has no backend that can be called.',
      logged: true,
    });
  }
  x.backend = cluster;
  x.endpoint = cluster.priorities[0]?.localities[0]?.endpoints[0]?.address;
  return decisionOf(x, { kind: 'tunnel', listed });
}

/** Exact names, then wildcards from the longest, then routes for every name; of equal ones the first key. */
function routeFor(routes: readonly AgwRoute[], sni: string | undefined): AgwRoute | undefined {
  const byKey = [...routes].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const suffixes = (route: AgwRoute): readonly string[] =>
    route.hostnames
      .map((h) => h.name)
      .filter((name) => name.startsWith('*.') && sni !== undefined && sni.length > name.length - 1 && sni.endsWith(name.slice(1)));
  const exact = byKey.find((route) => route.hostnames.some((h) => h.name === sni));
  if (exact !== undefined) return exact;
  const longest = Math.max(0, ...byKey.flatMap(suffixes).map((name) => name.length));
  if (longest > 0) return byKey.find((route) => suffixes(route).some((name) => name.length === longest));
  return byKey.find((route) => route.hostnames.length === 0);
}
