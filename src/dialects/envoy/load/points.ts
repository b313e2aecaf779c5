// What stands at an extension point must be of a kind that is compiled in for it. Factories are found by the type of the configuration;
// the name beside it is free, but for the few points that look a name up.
import type { FieldType, MessageType } from '../schema/descriptor.ts';
import { type AnyValue, anyOf, child, flag, has, isAny, isMessage, type Message, text, type Value } from '../schema/message.ts';
import { categoriesOf, typesOfCategories } from '../schema/points.ts';
import type { Check, CheckContext, EveryCheck } from './check.ts';

interface Point {
  readonly field: FieldType;
  readonly categories: readonly string[];
}

const known = new WeakMap<MessageType, readonly Point[]>();

function pointsOf(type: MessageType): readonly Point[] {
  const made =
    known.get(type) ??
    type.fields.flatMap((field) => {
      const categories = categoriesOf(type.name, field.name);
      return categories === undefined || UNCHECKED.has(`${type.name}.${field.name}`) ? [] : [{ field, categories }];
    });
  known.set(type, made);
  return made;
}

/** Points that Envoy looks into only where they are used, that have checks of their own, or that are found by name. */
const UNCHECKED = new Set([
  'envoy.config.cluster.v3.Cluster.upstream_config',
  // validation creates no resolver
  'envoy.config.bootstrap.v3.Bootstrap.typed_dns_resolver_config',
  'envoy.config.cluster.v3.Cluster.typed_extension_protocol_options',
  'envoy.config.cluster.v3.LoadBalancingPolicy.Policy.typed_extension_config',
  'envoy.config.core.v3.GrpcService.GoogleGrpc.CallCredentials.MetadataCredentialsFromPlugin.typed_config',
  'envoy.extensions.filters.http.stateful_session.v3.StatefulSession.session_state',
  'envoy.extensions.filters.network.dubbo_proxy.v3.DubboFilter.config',
  'envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.custom_validator_config',
  ...['xds.type.matcher.v3', 'envoy.config.common.matcher.v3'].flatMap((pkg) => [
    `${pkg}.Matcher.MatcherList.Predicate.SinglePredicate.input`,
    `${pkg}.Matcher.MatcherList.Predicate.SinglePredicate.custom_match`,
    `${pkg}.Matcher.MatcherTree.input`,
    `${pkg}.Matcher.MatcherTree.custom_match`,
  ]),
]);

/** Checks the extension points of a message. */
export const extensionPoints: EveryCheck = (type) => (pointsOf(type).length > 0 ? checkPoints : undefined);

const checkPoints: Check = (m, x) => {
  for (const { field, categories } of pointsOf(m.type)) {
    const narrow = narrowed(m, field.name, categories, x);
    if (narrow === undefined) continue;
    const value = m.fields.get(field.name)?.value;
    if (value !== undefined) for (const one of valuesOf(value)) checkValue(one, m, field.name, narrow, x);
    else if (field.name === 'typed_config' && isNeeded(m)) absent(m, x);
  }
};

const valuesOf = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : value instanceof Map ? [...(value as ReadonlyMap<string, Value>).values()] : [value];

function checkValue(value: Value, m: Message, field: string, categories: readonly string[], x: CheckContext): void {
  if (isAny(value)) checkTyped(value, m, field, categories, x);
  else if (isMessage(value)) {
    const any = anyOf(value, 'typed_config');
    if (any === undefined) absent(value, x);
    else checkTyped(any, value, 'typed_config', categories, x);
  }
}

/** A resource monitor that limits by itself: registered apart from those that are read at intervals, and found by its name. */
const PROACTIVE = 'envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig';

const isProactive = (any: AnyValue, m: Message): boolean =>
  any.type === PROACTIVE && text(m, 'name') === 'envoy.resource_monitors.global_downstream_max_connections';

function checkTyped(any: AnyValue, m: Message, field: string, categories: readonly string[], x: CheckContext): void {
  if (any.message === undefined && any.type !== '' && !any.typedStruct) return; // the reader says that nobody knows the type
  if (typesOfCategories(x.schema, categories).includes(any.type)) {
    notForRoutes(any, m, field, categories, x);
    return;
  }
  if (isProactive(any, m)) return;
  if (flag(m, 'is_optional')) return;
  x.bad(
    'no-implementation',
    m,
    field,
    `No ${categories.map((c) => c.replace(/^envoy\./, '')).join(' or ')} extension takes ${any.type === '' ? 'an empty configuration' : any.type}.`,
  );
}

/**
 * A factory is found by any of its types, also by the one for routes; then it reads its own. With nothing in it the message for routes
 * stands for an empty one of its own.
 */
function notForRoutes(any: AnyValue, m: Message, field: string, categories: readonly string[], x: CheckContext): void {
  const own = ownType(any.type, categories, x);
  if (own === undefined || own === any.type) return;
  if (any.message !== undefined && any.message.fields.size > 0)
    x.bad('per-route-type', m, field, `${any.type} is for routes; here the filter takes ${own}.`);
  else if (needsConfiguration(x.schema.message(own))) x.bad('incomplete', m, field, `This filter needs its own configuration, ${own}.`);
}

/** The main type of the extension that takes this one; undefined where there is only one. */
function ownType(type: string, categories: readonly string[], x: CheckContext): string | undefined {
  const types = x.schema.extensionsOfType(type).find((e) => categories.includes(e.category))?.types ?? [];
  return types.length < 2 ? undefined : types.find((t) => !PER_ROUTE.test(t));
}

/** Messages that configure a filter for a route. */
export const PER_ROUTE = /(?:PerRoute|Override|Overrides|RouteConfig|PerVirtualHost|\.CorsPolicy)$|PerRoute/;

/** Whether a message with nothing in it breaks a rule. */
export const needsConfiguration = (type: MessageType | undefined): boolean =>
  type !== undefined &&
  (type.requiredOneofs.length > 0 ||
    type.fields.some(
      ({ rules }) => rules?.required === true || [rules?.minItems, rules?.minLen, rules?.minBytes].some((n) => (n ?? 0) > 0),
    ));

function absent(m: Message, x: CheckContext): void {
  if (flag(m, 'is_optional')) return;
  x.bad('no-implementation', m, undefined, `${text(m, 'name') || m.type.shortName} has no typed_config, so nothing says what it is.`);
}

/** Filters may come from a discovery service in place of typed_config; clusters are found by name without it. */
function isNeeded(m: Message): boolean {
  if (has(m, 'config_discovery') || (m.type.name.endsWith('.CacheConfig') && flag(m, 'disabled'))) return false;
  return !m.type.name.endsWith('.CustomClusterType') && !m.type.name.endsWith('.RequestIDExtension');
}

/** Of several categories those that serve at this place; undefined: not looked at here. */
function narrowed(m: Message, field: string, categories: readonly string[], x: CheckContext): readonly string[] | undefined {
  const parent = x.parents[0];
  switch (m.type.name) {
    case 'envoy.config.core.v3.TransportSocket':
      return transportSides(x);
    case 'envoy.config.listener.v3.ListenerFilter':
      return [listenerSide(parent)];
    case 'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter':
      return /\.(HttpProtocolOptions|Router)$/.test(parent?.type.name ?? '') ? ['envoy.filters.http.upstream'] : categories;
    case 'envoy.config.cluster.v3.Cluster':
      return field === 'typed_dns_resolver_config' && !['STRICT_DNS', 'LOGICAL_DNS'].includes(text(m, 'type')) ? undefined : categories;
    case 'envoy.extensions.filters.http.composite.v3.ExecuteFilterAction':
      return has(m, 'filter_chain') || has(m, 'dynamic_config') || has(m, 'filter_chain_name')
        ? undefined
        : ['envoy.filters.http', 'envoy.filters.http.upstream'];
    default:
      return categories;
  }
}

function transportSides(x: CheckContext): readonly string[] {
  const side = x.parents.find((p) => /^envoy\.config\.(listener|cluster)\./.test(p.type.name))?.type.name ?? '';
  if (side.startsWith('envoy.config.cluster.')) return ['envoy.transport_sockets.upstream'];
  if (side.startsWith('envoy.config.listener.')) return ['envoy.transport_sockets.downstream'];
  return ['envoy.transport_sockets.downstream', 'envoy.transport_sockets.upstream'];
}

/** QUIC and plain UDP listeners have listener filters of their own. */
function listenerSide(listener: Message | undefined): string {
  const udp = text(child(child(listener, 'address'), 'socket_address') ?? (listener as Message), 'protocol') === 'UDP';
  if (!udp) return 'envoy.filters.listener';
  return has(child(listener, 'udp_listener_config') ?? (listener as Message), 'quic_options')
    ? 'envoy.filters.quic_listener'
    : 'envoy.filters.udp_listener';
}
