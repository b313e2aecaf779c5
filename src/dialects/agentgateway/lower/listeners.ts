// Listeners and ports: `binds` as written, `gateways` with the routes attached to them, and the ports that `llm` and `mcp` open for themselves.
import type { Origin } from '../../../model/model.ts';
import type { AgwListener, AgwPolicy, AgwRoute, Bind, Protocol } from '../model.ts';
import { type At, child, hasKey, isPresent, items, numberOf, originOf, textOf, wordOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import type { BackendReader } from './backends.ts';
import { lowerRoute, type RouteScope, tableOf } from './routes.ts';
import { lowerTcpRoute } from './tcp-routes.ts';
import { BIND_TERM, LISTENER_TERM } from './terms.ts';

const PROTOCOLS: readonly Protocol[] = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'HBONE'];

export const readProtocol = (at: At, standard: Protocol = 'HTTP'): Protocol => PROTOCOLS.find((p) => p === wordOf(at)) ?? standard;

/** The section `binds`. Their listeners belong to gateway `default` of namespace `default`. */
export const lowerBinds = (list: readonly At[], backends: BackendReader): readonly Bind[] =>
  list.map((at, index) => lowerBind(at, index, backends));

function lowerBind(at: At, index: number, backends: BackendReader): Bind {
  const port = numberOf(child(at, 'port'));
  const id = `bind/${port ?? `internal${index}`}`;
  return {
    kind: 'listener',
    id,
    term: BIND_TERM,
    name: port === undefined ? 'internal' : String(port),
    origin: originOf(at),
    address: undefined,
    port,
    internal: textOf(child(at, 'mode')) === 'internal',
    chains: items(child(at, 'listeners')).map((listener, i) => lowerListener(listener, i, id, backends)),
  };
}

function lowerListener(at: At, index: number, bind: string, backends: BackendReader): AgwListener {
  // Its own `namespace` is read and not used.
  const name = textOf(child(at, 'name')) ?? `listener${index}`;
  const key = `default/default/${bind}/${name}`;
  const scope: RouteScope = { key, backends };
  const routes = items(child(at, 'routes')).map((route, i) => lowerRoute(route, i, scope));
  return listenerOf({
    key,
    name,
    namespace: 'default',
    gateway: 'default',
    origin: originOf(at),
    hostname: textOf(child(at, 'hostname')) ?? '',
    protocol: readProtocol(child(at, 'protocol')),
    hasTls: isPresent(child(at, 'tls')),
    policies: readPolicies(child(at, 'policies'), 'gateway', 'listener', key),
    routes,
    tcpRoutes: items(child(at, 'tcpRoutes')).map((route, i) => lowerTcpRoute(route, i, scope)),
  });
}

export interface ListenerParts {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly gateway: string;
  readonly origin: Origin;
  readonly hostname: string;
  readonly protocol: Protocol;
  readonly hasTls: boolean;
  readonly policies: readonly AgwPolicy[];
  readonly routes: readonly AgwRoute[];
  readonly tcpRoutes: readonly AgwRoute[];
}

export function listenerOf(parts: ListenerParts): AgwListener {
  const { key, name, origin, hostname, protocol, routes, tcpRoutes } = parts;
  const http = protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'HBONE';
  const any = hostname === '' || hostname === '*';
  return {
    kind: 'filter-chain',
    id: key,
    term: LISTENER_TERM,
    name,
    origin,
    namespace: parts.namespace,
    gateway: parts.gateway,
    key,
    hostname,
    protocol,
    passthrough: protocol === 'TLS' && !parts.hasTls,
    conditions: any
      ? []
      : [
          {
            on: protocol === 'HTTP' ? 'host' : 'sni',
            test: hostname.startsWith('*') ? 'suffix' : 'exact',
            value: hostname,
            says: `host is ${hostname}`,
            origin,
          },
        ],
    isDefault: any,
    tls: protocol === 'HTTPS' || protocol === 'TLS',
    policies: parts.policies,
    routes: http ? tableOf(`${key}/routes`, name, origin, routes) : undefined,
    tcp: undefined,
    ...(tcpRoutes.length === 0 ? {} : { connections: tableOf(`${key}/tcp`, name, origin, tcpRoutes) }),
    tcpRoutes,
  };
}

/** Whether a block holds anything of a listener's own besides its name: hostnames, protocol, policies. */
export const hasListeners = (at: At): boolean => hasKey(at, 'listeners') && items(child(at, 'listeners')).length > 0;
