// The newer form: named gateways with their listeners, and routes, TCP routes, `llm`, `mcp` and `ui` that attach themselves by name. Without a reference a gateway
// called `default` is meant (agentgateway 1.4).
import type { AgwListener, AgwPolicy, AgwRoute, Bind, Protocol } from '../model.ts';
import { type At, child, entries, isPresent, items, numberOf, oneOrMany, originOf, textOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import type { BackendReader } from './backends.ts';
import { hasListeners, listenerOf, readProtocol } from './listeners.ts';
import { lowerRoute } from './routes.ts';
import { lowerTcpRoute } from './tcp-routes.ts';
import { GATEWAY_TERM } from './terms.ts';

interface GatewayListener {
  readonly at: At;
  readonly gateway: string;
  readonly name: string;
  readonly key: string;
  readonly protocol: Protocol;
  readonly hostname: string;
  readonly hasTls: boolean;
  readonly policies: readonly AgwPolicy[];
  readonly routes: AgwRoute[];
  readonly tcpRoutes: AgwRoute[];
}

/** What attaches to a gateway besides `routes`: made for the key of a listener. */
export interface Attached {
  readonly gateways: At;
  readonly routes: (key: string) => readonly AgwRoute[];
}

export function lowerGateways(top: At, backends: BackendReader, attached: readonly Attached[]): readonly Bind[] {
  const gateways = entries(child(top, 'gateways')).filter(([, at]) => at.node?.kind === 'map');
  const listeners = gateways.flatMap(([name, at]) => listenersOf(name, at));
  // An unnamed route is called by its place among the routes of its listener.
  for (const at of items(child(top, 'routes')))
    for (const listener of referenced(child(at, 'gateways'), listeners, isHttp))
      listener.routes.push(lowerRoute(at, listener.routes.length, { key: listener.key, backends }));
  for (const at of items(child(top, 'tcpRoutes')))
    for (const listener of referenced(child(at, 'gateways'), listeners, isTcp))
      listener.tcpRoutes.push(lowerTcpRoute(at, listener.tcpRoutes.length, { key: listener.key, backends }));
  for (const { gateways: refs, routes } of attached)
    for (const listener of referenced(refs, listeners, isHttp)) listener.routes.push(...routes(listener.key));
  return gateways.map(([name, at]) =>
    gatewayBind(
      name,
      at,
      listeners.filter((l) => l.gateway === name),
    ),
  );
}

const isHttp = (listener: GatewayListener): boolean => listener.protocol === 'HTTP' || listener.protocol === 'HTTPS';
const isTcp = (listener: GatewayListener): boolean => listener.protocol === 'TCP' || listener.protocol === 'TLS';

function gatewayBind(name: string, at: At, listeners: readonly GatewayListener[]): Bind {
  const port = numberOf(child(at, 'port'));
  return {
    kind: 'listener',
    id: `gateway/${name}`,
    term: GATEWAY_TERM,
    name,
    origin: originOf(at),
    address: undefined,
    port,
    internal: false,
    chains: listeners.map(
      (l): AgwListener =>
        listenerOf({
          key: l.key,
          // The gateway's own name for it, as logs and expressions have it: `edge`, `edge/public`.
          name: l.name === l.gateway ? l.name : `${l.gateway}/${l.name}`,
          namespace: 'default',
          gateway: 'default',
          origin: originOf(l.at),
          hostname: l.hostname,
          protocol: l.protocol,
          hasTls: l.hasTls,
          policies: l.policies,
          routes: l.routes,
          tcpRoutes: l.tcpRoutes,
        }),
    ),
  };
}

/** A gateway without `listeners` is one listener of its own name. */
function listenersOf(gateway: string, at: At): readonly GatewayListener[] {
  if (!hasListeners(at)) return [listenerAt(at, gateway, gateway, `gateway/${gateway}`)];
  return items(child(at, 'listeners')).map((one, i) => {
    const name = textOf(child(one, 'name')) ?? `listener${i}`;
    return listenerAt(one, gateway, name, `gateway/${gateway}/${name}`);
  });
}

function listenerAt(at: At, gateway: string, name: string, key: string): GatewayListener {
  const hasTls = isPresent(child(at, 'tls'));
  const hostname = textOf(child(at, 'hostname')) ?? '*';
  return {
    at,
    gateway,
    name,
    key,
    protocol: readProtocol(child(at, 'protocol'), hasTls ? 'HTTPS' : 'HTTP'),
    hostname: hostname === '*' ? '' : hostname,
    hasTls,
    policies: readPolicies(at, 'gateway', 'listener', key),
    routes: [],
    tcpRoutes: [],
  };
}

/** The listeners that references name: `gw` all of the right kind, `gw/listener` one; without references those of `default`. */
function referenced(
  refs: At,
  listeners: readonly GatewayListener[],
  kind: (listener: GatewayListener) => boolean,
): readonly GatewayListener[] {
  const names = oneOrMany(refs).flatMap((ref) => textOf(ref) ?? []);
  const wanted = names.length === 0 ? ['default'] : names;
  return listeners.filter(
    (listener) => kind(listener) && wanted.some((ref) => ref === listener.gateway || ref === `${listener.gateway}/${listener.name}`),
  );
}
