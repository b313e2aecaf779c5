// Typed configurations must be of a kind that is compiled in for the place where they stand; the name beside them is free.

import type { Extension, Schema } from '../schema/descriptor.ts';
import { type AnyValue, anyOf, child, children, flag, has, isAny, type Message, mapOf, text } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';
import { needsConfiguration, PER_ROUTE } from './points.ts';

/** Messages of the main configuration may not stand per route; router has none at all. */
const perFilter: Check = (m, x) => {
  for (const [name, value] of mapOf(m, 'typed_per_filter_config')) {
    if (!isAny(value)) continue;
    const wrapped = value.type === 'envoy.config.route.v3.FilterConfig' ? value.message : undefined;
    if (wrapped !== undefined) {
      const inner = anyOf(wrapped, 'config');
      if (inner === undefined && !flag(wrapped, 'disabled'))
        x.bad('empty-per-route', m, 'typed_per_filter_config', `The entry for ${name} configures nothing.`);
      if (inner !== undefined && (inner.type !== '' || inner.typedStruct)) perFilterType(inner, name, flag(wrapped, 'is_optional'), m, x);
    } else perFilterType(value, name, false, m, x);
  }
};

function perFilterType(any: AnyValue, name: string, optional: boolean, m: Message, x: CheckContext): void {
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
  if (filters.length === 0 && !optional && (x.schema.message(main) !== undefined || any.typedStruct)) {
    x.bad('no-implementation', m, 'typed_per_filter_config', `No HTTP filter takes ${main} per route (${name}).`);
    return;
  }
  // with nothing in it, it stands for an empty one of the right kind
  const isEmpty = any.message === undefined || any.message.fields.size === 0;
  const own = filters[0]?.types.find((t) => PER_ROUTE.test(t));
  if (isEmpty && !needsConfiguration(x.schema.message(own ?? ''))) return;
  if (filters.length > 0 && !PER_ROUTE.test(main) && takesAnotherPerRoute(main, x.schema))
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
        (e) => e.category === 'envoy.filters.http' && e.types.some((t) => t !== main && t.startsWith(namespace) && PER_ROUTE.test(t)),
      ));
  answers.set(main, answer);
  return answer;
}

/** Found by name alone. */
const named =
  (field: string, category: string): Check =>
  (m, x) => {
    const config = child(m, field);
    if (config === undefined) return;
    const name = text(config, 'name');
    const found = x.schema.extensions.find((e) => e.category === category && e.name === name);
    if (found === undefined) x.bad('no-implementation', config, 'name', `No ${category} extension is called ${JSON.stringify(name)}.`);
    else checkNamed(found, anyOf(config, 'typed_config'), config, 'typed_config', x);
  };

function checkNamed(found: Extension, any: AnyValue | undefined, m: Message, field: string, x: CheckContext): void {
  if (any === undefined || found.types.length === 0 || found.types.includes(any.type)) return;
  x.bad('no-implementation', m, field, `${found.name} is configured by ${found.types[0]}, not by ${any.type || 'nothing'}.`);
}

const dubboFilter: Check = (m, x) => {
  const name = text(m, 'name');
  if (!x.schema.extensions.some((e) => e.category === 'envoy.dubbo_proxy.filters' && e.name === name))
    x.bad('no-implementation', m, 'name', `No Dubbo filter is called ${JSON.stringify(name)}.`);
};

/** Messages that protocol options are, by the name of the filter that reads them. Other filters have none. */
const OPTIONS: Readonly<Record<string, string | undefined>> = {
  'envoy.filters.network.thrift_proxy': 'envoy.extensions.filters.network.thrift_proxy.v3.ThriftProtocolOptions',
  'envoy.filters.network.redis_proxy': 'envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions',
};

/** Options of protocols are found by their key, which is the name of what reads them. */
const protocolOptions: Check = (m, x) => {
  for (const [key, value] of mapOf(m, 'typed_extension_protocol_options')) {
    if (!isAny(value)) continue;
    const found = x.schema.extensions.filter(
      (e) => e.name === key && ['envoy.upstream_options', 'envoy.filters.network', 'envoy.filters.http'].includes(e.category),
    );
    const wanted = Object.hasOwn(OPTIONS, key) ? OPTIONS[key] : found.find((e) => e.category === 'envoy.upstream_options')?.types[0];
    if (found.length === 0)
      x.bad('no-implementation', m, 'typed_extension_protocol_options', `Nothing called ${JSON.stringify(key)} reads protocol options.`);
    else if (wanted !== undefined && value.type !== wanted)
      x.bad(
        'no-implementation',
        m,
        'typed_extension_protocol_options',
        `${key} reads ${wanted}, not ${value.type || 'an empty configuration'}.`,
      );
  }
};

/** A cluster type is found by its configuration, else by its name. */
const clusterTypeName: Check = (m, x) => {
  const name = text(m, 'name');
  if (anyOf(m, 'typed_config') !== undefined) return;
  const found = x.schema.extensions.find((e) => e.category === 'envoy.clusters' && e.name === name);
  if (found === undefined)
    x.bad('no-implementation', m, undefined, `No cluster type is called ${JSON.stringify(name)}, and no typed_config says which it is.`);
  else if (needsConfiguration(x.schema.message(found.types[0] ?? '')))
    x.bad('incomplete', m, undefined, `A cluster of the type ${name} needs typed_config.`);
};

const policies: Check = (m, x) => {
  const list = children(m, 'policies');
  const known = list.some((policy) => {
    const any = anyOf(child(policy, 'typed_extension_config'), 'typed_config');
    return any !== undefined && x.schema.extensionsOfType(any.type).some((e) => e.category === 'envoy.load_balancing_policies');
  });
  if (!known) x.bad('no-implementation', m, 'policies', 'None of these load balancing policies is compiled in.');
};

export const extensionChecks: CheckTable = {
  'envoy.config.cluster.v3.Cluster': protocolOptions,
  'envoy.config.cluster.v3.Cluster.CustomClusterType': clusterTypeName,
  'envoy.config.cluster.v3.Cluster.TransportSocketMatch': (m, x) => {
    if (!has(m, 'transport_socket')) x.bad('no-implementation', m, undefined, 'Nothing says which transport socket this is.');
  },
  'envoy.config.cluster.v3.LoadBalancingPolicy': policies,
  'envoy.extensions.filters.http.stateful_session.v3.StatefulSession': named('session_state', 'envoy.http.stateful_session'),
  'envoy.extensions.filters.network.dubbo_proxy.v3.DubboFilter': dubboFilter,
  'envoy.config.route.v3.RouteConfiguration': perFilter,
  'envoy.config.route.v3.VirtualHost': perFilter,
  'envoy.config.route.v3.Route': perFilter,
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': perFilter,
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': noHeaderValidator('typed_header_validation_config'),
  'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': noHeaderValidator('header_validation_config'),
};

/** Envoy 1.40: release builds are made without them. */
function noHeaderValidator(field: string): Check {
  return (m, x) => {
    if (has(m, field)) x.bad('no-implementation', m, field, 'This build of Envoy has no header validators.');
  };
}
