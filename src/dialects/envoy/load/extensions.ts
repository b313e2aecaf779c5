// Typed configurations must be of a kind that is compiled in for the place where they stand; the name beside them is free.

import type { Schema } from '../schema/descriptor.ts';
import { type AnyValue, anyOf, flag, has, isAny, type Message, mapOf, text } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const typesOf = (schema: Schema, categories: readonly string[]): ReadonlySet<string> =>
  new Set(schema.extensions.filter((e) => categories.includes(e.category)).flatMap((e) => e.types));
const known = new WeakMap<Schema, Map<string, ReadonlySet<string>>>();

function allowed(schema: Schema, categories: readonly string[]): ReadonlySet<string> {
  const byKey = known.get(schema) ?? new Map<string, ReadonlySet<string>>();
  known.set(schema, byKey);
  const key = categories.join(' ');
  const made = byKey.get(key) ?? typesOf(schema, categories);
  byKey.set(key, made);
  return made;
}

/** `typed_config` of the message must be an extension of one of the categories. */
const typed =
  (categories: readonly string[], optional: (m: Message, x: CheckContext) => boolean = () => false): Check =>
  (m, x) => {
    const any = anyOf(m, 'typed_config');
    if (any === undefined) {
      if (!optional(m, x))
        x.bad('no-implementation', m, undefined, `${text(m, 'name') || m.type.shortName} has no typed_config, so nothing says what it is.`);
      return;
    }
    checkAny(any, m, 'typed_config', categories, x);
  };

function checkAny(any: AnyValue, m: Message, field: string, categories: readonly string[], x: CheckContext): void {
  if (any.message === undefined && any.type !== '' && !any.typedStruct) return; // unknown types are reported by the reader
  if (allowed(x.schema, categories).has(any.type)) return;
  x.bad(
    'no-implementation',
    m,
    field,
    `No ${categories.map((c) => c.replace(/^envoy\./, '')).join(' or ')} extension takes ${any.type === '' ? 'an empty configuration' : any.type}.`,
  );
}

const HTTP = ['envoy.filters.http', 'envoy.filters.http.upstream'];

/** Filters may come from a discovery service in place of typed_config. */
const discovered = (m: Message): boolean => has(m, 'config_discovery');

/** Messages of the main configuration may not stand per route; router has none at all. */
const perFilter: Check = (m, x) => {
  for (const [name, value] of mapOf(m, 'typed_per_filter_config')) {
    if (!isAny(value)) continue;
    const wrapped = value.type === 'envoy.config.route.v3.FilterConfig' ? value.message : undefined;
    if (wrapped !== undefined) {
      const inner = anyOf(wrapped, 'config');
      if (inner === undefined && !flag(wrapped, 'disabled'))
        x.bad('empty-per-route', m, 'typed_per_filter_config', `The entry for ${name} configures nothing.`);
      if (inner !== undefined && inner.type !== '') perFilterType(inner, name, m, x);
    } else perFilterType(value, name, m, x);
  }
};

const OWN_PER_ROUTE = /(PerRoute|PerRouteConfig|Override|Overrides|RouteConfig|PerVirtualHost)$|PerRoute/;

function perFilterType(any: AnyValue, name: string, m: Message, x: CheckContext): void {
  const filters = x.schema.extensionsOfType(any.type).filter((e) => e.category === 'envoy.filters.http');
  if (any.type.startsWith('google.protobuf.') || any.type === '' || any.type.endsWith('.TypedStruct')) {
    x.bad(
      'no-implementation',
      m,
      'typed_per_filter_config',
      `No HTTP filter takes ${any.type || 'an empty configuration'} per route (${name}).`,
    );
    return;
  }
  if (any.type.endsWith('.router.v3.Router')) {
    x.bad('per-route-type', m, 'typed_per_filter_config', 'The router has no configuration per route.');
    return;
  }
  const main = any.type;
  if (filters.length > 0 && !OWN_PER_ROUTE.test(main) && takesAnotherPerRoute(main, x.schema))
    x.bad('per-route-type', m, 'typed_per_filter_config', `${main} configures the filter itself; per route it takes ${main}PerRoute.`);
}

const others = new WeakMap<Schema, Map<string, boolean>>();

/** Whether the filter of this type has another message for routes. Worked out once a type: ten thousand routes ask. */
function takesAnotherPerRoute(main: string, schema: Schema): boolean {
  const answers = others.get(schema) ?? new Map<string, boolean>();
  others.set(schema, answers);
  const namespace = main.slice(0, main.lastIndexOf('.') + 1);
  const answer =
    answers.get(main) ??
    (schema.message(`${main}PerRoute`) !== undefined ||
      schema.extensions.some(
        (e) => e.category === 'envoy.filters.http' && e.types.some((t) => t !== main && t.startsWith(namespace) && OWN_PER_ROUTE.test(t)),
      ));
  answers.set(main, answer);
  return answer;
}

export const extensionChecks: CheckTable = {
  'envoy.config.listener.v3.Filter': typed(['envoy.filters.network'], discovered),
  'envoy.config.listener.v3.ListenerFilter': typed(
    ['envoy.filters.listener', 'envoy.filters.udp_listener', 'envoy.filters.quic_listener'],
    discovered,
  ),
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter': typed(HTTP, discovered),
  'envoy.config.core.v3.TransportSocket': (m, x) => {
    const parent = x.parents[0]?.type.name ?? '';
    const sides = /FilterChain$/.test(parent)
      ? ['envoy.transport_sockets.downstream']
      : /Cluster/.test(parent)
        ? ['envoy.transport_sockets.upstream']
        : ['envoy.transport_sockets.downstream', 'envoy.transport_sockets.upstream'];
    typed(sides)(m, x);
  },
  'envoy.config.core.v3.TypedExtensionConfig': (m, x) => {
    const any = anyOf(m, 'typed_config');
    const isAction = /OnMatch$/.test(x.parents[0]?.type.name ?? '');
    if (any?.type.startsWith('google.protobuf.') === true && !isAction)
      x.bad('no-implementation', m, 'typed_config', `No extension takes ${any.type}.`);
  },
  'envoy.config.accesslog.v3.AccessLog': typed(['envoy.access_loggers']),
  'envoy.config.cluster.v3.Cluster.CustomClusterType': typed(['envoy.clusters']),
  'envoy.config.metrics.v3.StatsSink': typed(['envoy.stats_sinks']),
  'envoy.config.trace.v3.Tracing.Http': typed(['envoy.tracers']),
  'envoy.config.bootstrap.v3.Bootstrap': (m, x) => {
    const place = (field: string, categories: readonly string[]): void => {
      const value = m.fields.get(field)?.value;
      for (const config of Array.isArray(value) ? value : [value])
        if (config !== undefined && typeof config === 'object' && 'kind' in config && config.kind === 'message') {
          const any = anyOf(config, 'typed_config');
          if (any !== undefined) checkAny(any, config, 'typed_config', categories, x);
        }
    };
    place('bootstrap_extensions', ['envoy.bootstrap']);
    place('xds_delegate_extension', ['envoy.xds_delegates', 'envoy.config.xds']);
    place('xds_config_tracker_extension', ['envoy.xds_config_trackers', 'envoy.config.xds_tracker']);
    place('default_socket_interface', []);
  },
  'envoy.config.route.v3.RouteConfiguration': perFilter,
  'envoy.config.route.v3.VirtualHost': perFilter,
  'envoy.config.route.v3.Route': perFilter,
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': perFilter,
};
