// RouteConfigurations as route tables: virtual hosts in order, routes in order, actions with their clusters. The routes of a virtual
// host, and what each matches and does, are worked out when somebody asks: a request meets one virtual host of thousands.
import { later } from '../../../base/later.ts';
import type { Action, Target } from '../../../model/model.ts';
import type { EnvoyRoute, EnvoyRouteTable, EnvoyVirtualHost } from '../model.ts';
import { type AnyValue, child, children, chosen, type Message, optionalWhole, originOf, text, texts } from '../schema/message.ts';
import { conditionsOf } from './conditions.ts';

export type ClusterId = (name: string) => string | undefined;

/** A route table. `owner` is the id of what it belongs to. */
export function lowerRouteTable(config: Message, owner: string, clusterId: ClusterId): EnvoyRouteTable {
  const id = `${owner}/routes:${text(config, 'name')}`;
  return {
    kind: 'route-table',
    id,
    term: 'route configuration',
    name: text(config, 'name'),
    origin: originOf(config),
    hostSearch: 'one-host',
    config,
    hosts: children(config, 'virtual_hosts').map((host, i) => lowerVirtualHost(host, config, `${id}/host[${i}]`, clusterId)),
  };
}

function lowerVirtualHost(config: Message, table: Message, id: string, clusterId: ClusterId): EnvoyVirtualHost {
  const name = text(config, 'name');
  const routes = later(() => routesOf(config).map((route, i) => lowerRoute(route, i, `${id}/route[${i}]`, name, clusterId)));
  return {
    kind: 'virtual-host',
    id,
    term: 'virtual host',
    name,
    origin: originOf(config),
    domains: texts(config, 'domains'),
    order: 'first-match',
    policies: [],
    config,
    table,
    get routes() {
      return routes();
    },
  };
}

/** Routes as listed; those of a matcher tree in the order in which they stand in it. */
function routesOf(host: Message): readonly Message[] {
  const listed = children(host, 'routes');
  return listed.length > 0 ? listed : [...routesInside(child(host, 'matcher'))];
}

/** Every Route action of a matcher, in order of writing. */
export function* routesInside(m: Message | undefined): Generator<Message> {
  if (m === undefined) return;
  if (m.type.name === 'envoy.config.route.v3.Route') {
    yield m;
    return;
  }
  for (const { value } of m.fields.values()) yield* routesInValue(value);
}

function* routesInValue(value: unknown): Generator<Message> {
  if (Array.isArray(value)) for (const v of value) yield* routesInValue(v);
  else if (value instanceof Map) for (const v of value.values()) yield* routesInValue(v);
  else if (typeof value === 'object' && value !== null && 'kind' in value) {
    if (value.kind === 'any') yield* routesInside((value as AnyValue).message);
    else if (value.kind === 'message') yield* routesInside(value as Message);
  }
}

function lowerRoute(config: Message, index: number, id: string, host: string, clusterId: ClusterId): EnvoyRoute {
  const matches = later((): EnvoyRoute['matches'] => {
    const match = child(config, 'match');
    return match === undefined ? [] : [{ origin: originOf(config, 'match'), conditions: conditionsOf(match) }];
  });
  const action = later(() => actionOf(config, clusterId));
  return {
    kind: 'route',
    id,
    term: 'route',
    name: text(config, 'name') || `${host}/route[${index}]`,
    origin: originOf(config),
    get matches() {
      return matches();
    },
    get action() {
      return action();
    },
    policies: [],
    config,
    index,
  };
}

function actionOf(route: Message, clusterId: ClusterId): Action {
  const kind = chosen(route, 'action');
  const origin = kind === undefined ? originOf(route) : originOf(route, kind);
  const inner = kind === undefined ? undefined : child(route, kind);
  switch (kind) {
    case 'route':
      return inner === undefined
        ? { kind: 'none', origin }
        : { kind: 'forward', origin, targets: targetsOf(inner, clusterId), mirrors: mirrorsOf(inner, clusterId) };
    case 'redirect':
      return { kind: 'redirect', origin, says: inner === undefined ? 'redirect' : redirectSays(inner) };
    case 'direct_response':
      return { kind: 'respond', origin, says: `answers ${inner === undefined ? '' : optionalWhole(inner, 'status')}` };
    case undefined:
      return { kind: 'none', origin };
    default:
      return { kind: 'opaque', origin, says: kind.replaceAll('_', ' ') };
  }
}

function redirectSays(m: Message): string {
  const to = [...m.fields.keys()].filter((f) => f !== 'response_code').map((f) => f.replaceAll('_', ' '));
  return to.length === 0 ? 'redirects' : `redirects: ${to.join(', ')}`;
}

/** The clusters of a RouteAction, with weights where there are several. */
export function targetsOf(action: Message, clusterId: ClusterId): readonly Target[] {
  const target = (m: Message, field: string, name: string, weight: number): Target => ({
    name,
    cluster: clusterId(name),
    weight,
    origin: originOf(m, field),
  });
  switch (chosen(action, 'cluster_specifier')) {
    case 'cluster':
      return [target(action, 'cluster', text(action, 'cluster'), 1)];
    case 'weighted_clusters':
      return children(child(action, 'weighted_clusters'), 'clusters').map((c) =>
        target(c, 'name', text(c, 'name') || `header ${text(c, 'cluster_header')}`, optionalWhole(c, 'weight') ?? 0),
      );
    case 'cluster_header':
      return [
        { name: `header ${text(action, 'cluster_header')}`, cluster: undefined, weight: 1, origin: originOf(action, 'cluster_header') },
      ];
    default:
      return [];
  }
}

const mirrorsOf = (action: Message, clusterId: ClusterId): readonly Target[] =>
  children(action, 'request_mirror_policies').map((m) => ({
    name: text(m, 'cluster') || `header ${text(m, 'cluster_header')}`,
    cluster: clusterId(text(m, 'cluster')),
    weight: 1,
    origin: originOf(m),
  }));
