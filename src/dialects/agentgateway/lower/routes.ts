// Routes: from `routes` of a listener, of a route group, or of the top level, to host buckets in the order of the search.
import type { Condition, Origin } from '../../../model/model.ts';
import type { AgwListener, AgwMatch, AgwPolicy, AgwRoute, AgwRouteTable, HostBucket, PathTest, RouteBackend } from '../model.ts';
import { type At, child, items, originOf, textOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import type { BackendReader } from './backends.ts';
import { rankOf } from './rank.ts';
import { routeTermOf } from './terms.ts';

export interface RouteScope {
  /** Distinguishes the routes of one table from those of another: `default/default/bind/8080/listener0`. */
  readonly key: string;
  readonly backends: BackendReader;
}

/** One route. `index` counts the routes of its list: an unnamed route is `route<index>`. */
export function lowerRoute(at: At, index: number, scope: RouteScope): AgwRoute {
  const namespace = textOf(child(at, 'namespace')) ?? 'default';
  const name = textOf(child(at, 'name')) ?? `route${index}`;
  const id = `${scope.key}/${namespace}/${name}`;
  const backends = items(child(at, 'backends')).map((backend, i) => scope.backends.routeBackend(backend, `${id}/backend${i}`));
  const policies = readPolicies(child(at, 'policies'), 'route', 'inline', id);
  const matchesAt = child(at, 'matches');
  const matches = items(matchesAt);
  return {
    kind: 'route',
    id,
    term: routeTermOf('http'),
    name,
    namespace,
    key: `${namespace}/${name}`,
    index,
    origin: originOf(at),
    hostnames: items(child(at, 'hostnames')).flatMap((host) => {
      const text = textOf(host);
      return text === undefined ? [] : [{ name: text, origin: originOf(host) }];
    }),
    // A list that is left out is one match of every path; an empty one matches nothing.
    matches:
      matchesAt.node === undefined ? [readMatch(undefined, originOf(at))] : matches.map((match) => readMatch(match, originOf(match))),
    policies,
    backends,
    action: actionOf(policies, backends, mirrorsOf(at, id, scope), originOf(at)),
    generated: undefined,
  };
}

/** The backend that `requestMirror` copies requests to. */
function mirrorsOf(at: At, id: string, { backends }: RouteScope): readonly RouteBackend[] {
  const to = child(child(child(at, 'policies'), 'requestMirror'), 'backend');
  return to.node === undefined ? [] : [backends.routeBackend(to, `${id}/mirror`)];
}

function actionOf(
  policies: readonly AgwPolicy[],
  backends: readonly RouteBackend[],
  mirrors: readonly RouteBackend[],
  origin: Origin,
): AgwRoute['action'] {
  for (const [type, kind, verb] of [
    ['requestRedirect', 'redirect', 'redirects: '],
    ['directResponse', 'respond', 'answers '],
  ] as const) {
    const policy = policies.find((p) => p.type === type);
    if (policy !== undefined && backends.length === 0) return { kind, origin: policy.origin, says: `${verb}${policy.says}` };
  }
  return backends.length === 0 ? { kind: 'none', origin } : { kind: 'forward', origin, targets: backends, mirrors };
}

/** Replaces earlier routes of one key by later ones, silently, as the gateway does (agentgateway 1.4: routes are kept by key). */
export function lastOfEachKey(routes: readonly AgwRoute[]): readonly AgwRoute[] {
  const byKey = new Map<string, AgwRoute>();
  for (const route of routes) {
    byKey.delete(route.key);
    byKey.set(route.key, route);
  }
  return byKey.size === routes.length ? routes : [...byKey.values()];
}

/** Host buckets in the order of the search: exact hosts, wildcards from longest to shortest, then routes without host. */
export function tableOf(id: string, name: string, origin: Origin, routes: readonly AgwRoute[]): AgwRouteTable {
  const buckets = new Map<string, AgwRoute[]>();
  for (const route of lastOfEachKey(routes)) {
    const hosts = route.hostnames.length === 0 ? [''] : new Set(route.hostnames.map((host) => host.name));
    for (const host of hosts) {
      const known = buckets.get(host);
      if (known === undefined) buckets.set(host, [route]);
      else known.push(route);
    }
  }
  const hosts = [...buckets].sort(([a], [b]) => bucketRank(a) - bucketRank(b) || b.length - a.length || (a < b ? -1 : 1));
  return {
    kind: 'route-table',
    id,
    term: 'routes',
    name,
    origin,
    hostSearch: 'fall-through',
    hosts: hosts.map(([host, served]) => bucketOf(id, host, served, origin)),
  };
}

const bucketRank = (host: string): number => (host === '' ? 2 : host.startsWith('*.') ? 1 : 0);

const bucketOf = (table: string, host: string, routes: readonly AgwRoute[], origin: Origin): HostBucket => ({
  kind: 'virtual-host',
  id: `${table}/host/${host}`,
  term: 'hostname',
  name: host === '' ? 'any host' : host,
  origin: routes[0]?.hostnames.find((h) => h.name === host)?.origin ?? origin,
  domains: host === '' ? [] : [host],
  order: 'ranked',
  routes,
  policies: [],
});

const ALL_PATHS: PathTest = { kind: 'prefix', value: '/' };

function readMatch(at: At | undefined, origin: Origin): AgwMatch {
  if (at === undefined) return { origin, path: ALL_PATHS, conditions: [pathCondition(ALL_PATHS, origin)], rank: rankOf(ALL_PATHS, []) };
  const pathAt = child(at, 'path');
  const path = readPath(pathAt) ?? ALL_PATHS;
  const conditions: Condition[] = [pathCondition(path, pathAt.node === undefined ? origin : originOf(pathAt))];
  const method = textOf(child(at, 'method'));
  if (method !== undefined)
    conditions.push({ on: 'method', test: 'exact', value: method, says: `method is ${method}`, origin: originOf(child(at, 'method')) });
  for (const header of items(child(at, 'headers'))) conditions.push(...namedCondition('header', header));
  for (const parameter of items(child(at, 'query'))) conditions.push(...namedCondition('query', parameter));
  return { origin, path, conditions, rank: rankOf(path, conditions) };
}

const pathCondition = (path: PathTest, origin: Origin): Condition => ({
  on: 'path',
  test: path.kind,
  value: path.value,
  says:
    path.kind === 'exact'
      ? `path is ${path.value}`
      : path.kind === 'prefix'
        ? `path starts with ${path.value}`
        : `path matches ${path.value}`,
  origin,
});

function readPath(at: At): PathTest | undefined {
  for (const [key, kind] of [
    ['exact', 'exact'],
    ['pathPrefix', 'prefix'],
    ['regex', 'regex'],
  ] as const) {
    const value = textOf(child(at, key));
    if (value !== undefined) return { kind, value };
  }
  return undefined;
}

/** A header or query parameter with `exact` or `regex`. */
export function namedCondition(on: 'header' | 'query', at: At): readonly Condition[] {
  const name = textOf(child(at, 'name'));
  const value = child(at, 'value');
  const exact = textOf(child(value, 'exact'));
  const regex = textOf(child(value, 'regex'));
  const wanted = exact ?? regex;
  if (name === undefined || wanted === undefined) return [];
  const word = on === 'header' ? 'header' : 'query parameter';
  return [
    {
      on,
      test: exact === undefined ? 'regex' : 'exact',
      name: on === 'header' ? name.toLowerCase() : name,
      value: wanted,
      says: `${word} ${name} ${exact === undefined ? 'matches' : 'is'} ${wanted}`,
      origin: originOf(at),
    },
  ];
}

/** Every route of a listener's table once, in the order written. */
export const routesOf = (listener: AgwListener): readonly AgwRoute[] =>
  [...new Set(listener.routes?.hosts.flatMap((host) => host.routes) ?? [])].sort((a, b) => a.index - b.index);
