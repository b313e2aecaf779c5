// What network filters other than the HTTP connection manager refuse, and what that manager refuses of its codecs and scopes.
import { anyOf, child, children, has, type Message, optionalWhole, text, texts, whole } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const NETWORK = 'envoy.extensions.filters.network.';
const HCM = `${NETWORK}http_connection_manager.v3.HttpConnectionManager`;

/** Of some fields only one may be set. */
const alone =
  (...fields: readonly string[]): Check =>
  (m, x) => {
    const set = fields.filter((field) => has(m, field));
    if (set.length > 1) x.bad('both-given', m, set[1], `${set.join(' and ')} exclude each other.`);
  };

const redis: Check = (m, x) => {
  const seen = new Set<string>();
  for (const route of children(m, 'routes')) {
    const prefix = text(route, 'prefix');
    if (seen.has(prefix)) x.bad('duplicate-prefix', route, 'prefix', `The prefix ${JSON.stringify(prefix)} stands twice.`);
    seen.add(prefix);
  }
};

/** Redis and others: a catch-all virtual host leaves nothing for routes beside it. */
const genericRoutes: Check = (m, x) => {
  const all = children(m, 'virtual_hosts').some((host) => texts(host, 'hosts').includes('*'));
  if (all && has(m, 'routes')) x.bad('both-given', m, 'routes', 'routes and a virtual host for * exclude each other.');
};

/** Of the filters of a generic proxy the last is the router, and no other. */
const genericFilters: Check = (m, x) => {
  const list = children(m, 'filters');
  const isRouter = (filter: Message): boolean => (anyOf(filter, 'typed_config')?.type ?? '').includes('.generic_proxy.router.');
  for (const [i, filter] of list.entries())
    if (isRouter(filter) && i < list.length - 1)
      x.bad('filter-after-router', filter, undefined, `${text(filter, 'name')} answers every request, so it must be the last filter.`);
  const last = list.at(-1);
  if (last === undefined || !isRouter(last)) x.bad('no-router', last ?? m, undefined, 'The last filter of a generic proxy is its router.');
};

/** Settings that the protocol numbers, by the field that names them. */
const SETTINGS: readonly (readonly [number, string])[] = [
  [1, 'hpack_table_size'],
  [3, 'max_concurrent_streams'],
  [4, 'initial_stream_window_size'],
];

const http2: Check = (m, x) => {
  const values = new Map<number, number>();
  for (const setting of children(m, 'custom_settings_parameters')) {
    const id = optionalWhole(setting, 'identifier') ?? 0;
    const value = optionalWhole(setting, 'value') ?? 0;
    const name = SETTINGS.find(([number]) => number === id)?.[1];
    if (name !== undefined && has(m, name)) x.bad('setting-twice', setting, undefined, `Setting ${id} is given by ${name} already.`);
    if (id === 2 && value !== 0) x.bad('bad-setting', setting, undefined, 'Server push cannot be switched on.');
    if (values.has(id) && values.get(id) !== value)
      x.bad('setting-twice', setting, undefined, `Setting ${id} stands twice, with different values.`);
    values.set(id, value);
  }
};

const hcmCodec: Check = (m, x) => {
  const options = child(m, 'http2_protocol_options');
  const field = options === undefined ? 0 : whole(options, 'max_header_field_size_kb');
  const all = optionalWhole(m, 'max_request_headers_kb') ?? 60;
  if (field > all)
    x.bad(
      'header-size',
      options as Message,
      'max_header_field_size_kb',
      `A single header (${field} kB) cannot be larger than all of them (max_request_headers_kb ${all}).`,
    );
  quicCodec(m, x);
};

/** QUIC listeners take no other codec. */
function quicCodec(m: Message, x: CheckContext): void {
  const listener = x.parents.find((p) => p.type.name === 'envoy.config.listener.v3.Listener');
  if (listener === undefined) return;
  const isQuic = has(child(listener, 'udp_listener_config') ?? m, 'quic_options');
  const isHttp3 = text(m, 'codec_type') === 'HTTP3';
  if (!isQuic && isHttp3) x.bad('bad-codec', m, 'codec_type', 'HTTP3 needs a QUIC listener.');
  if (isQuic && !isHttp3) x.bad('bad-codec', m, 'codec_type', 'A QUIC listener needs codec_type: HTTP3.');
}

export const isUdp = (address: Message | undefined): boolean =>
  text(child(address, 'socket_address') ?? (address as Message) ?? EMPTY, 'protocol') === 'UDP';
const EMPTY = { fields: new Map() } as unknown as Message;

/** Scopes that stand in the configuration bring their routes along. */
const inlineScopes: Check = (m, x) => {
  for (const scope of children(m, 'scoped_route_configurations'))
    if (has(scope, 'route_configuration_name'))
      x.bad('bad-scope', scope, 'route_configuration_name', 'A scope that stands here holds its route_configuration; it cannot name one.');
    else if (!has(scope, 'route_configuration'))
      x.bad('bad-scope', scope, undefined, 'A scope that stands here needs its route_configuration.');
};

/** Of a connection there are no headers. */
const overConnections: Check = (m, x) => {
  if (has(m, 'header') && x.parents.some((p) => p.type.name === `${NETWORK}rbac.v3.RBAC`))
    x.bad('not-supported', m, 'header', 'The RBAC filter of connections knows no headers.');
};

export const networkFilterChecks: CheckTable = {
  [`${NETWORK}ext_proc.v3.NetworkExternalProcessor`]: (m, x) => {
    if (!has(m, 'grpc_service')) x.bad('incomplete', m, undefined, 'An external processor needs a grpc_service.');
  },
  'envoy.config.rbac.v3.Permission': overConnections,
  'envoy.config.rbac.v3.Principal': overConnections,
  [`${NETWORK}redis_proxy.v3.RedisProxy.PrefixRoutes`]: redis,
  [`${NETWORK}redis_proxy.v3.RedisProxy`]: (m, x) => {
    const routes = child(m, 'prefix_routes');
    if (children(routes, 'routes').length === 0 && child(routes, 'catch_all_route') === undefined)
      x.bad('no-upstream', m, 'prefix_routes', 'A redis_proxy needs an upstream: prefix_routes names none.');
  },
  [`${NETWORK}thrift_proxy.v3.ThriftProxy`]: alone('trds', 'route_config'),
  [`${NETWORK}dubbo_proxy.v3.DubboProxy`]: alone('drds', 'multiple_route_config', 'route_config'),
  [`${NETWORK}generic_proxy.v3.RouteConfiguration`]: genericRoutes,
  [`${NETWORK}generic_proxy.v3.GenericProxy`]: genericFilters,
  'envoy.config.core.v3.Http2ProtocolOptions': http2,
  [HCM]: hcmCodec,
  [`${NETWORK}http_connection_manager.v3.ScopedRouteConfigurationsList`]: inlineScopes,
  'envoy.extensions.http.original_ip_detection.xff.v3.XffConfig': (m, x) => {
    if (whole(m, 'xff_num_trusted_hops') > 0 && has(m, 'xff_trusted_cidrs'))
      x.bad('both-given', m, 'xff_trusted_cidrs', 'xff_num_trusted_hops and xff_trusted_cidrs exclude each other.');
  },
  'envoy.config.route.v3.RouteAction.UpgradeConfig': (m, x) => {
    if (has(m, 'connect_config') && !['CONNECT', 'CONNECT-UDP'].includes(text(m, 'upgrade_type').toUpperCase()))
      x.bad('bad-upgrade', m, 'connect_config', 'connect_config is for the upgrade types CONNECT and CONNECT-UDP.');
  },
};
