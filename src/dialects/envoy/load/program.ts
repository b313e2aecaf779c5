// Settings of the program as a whole: runtime layers, counters, the admin page, its own log, secrets by name, gRPC clusters that are
// looked up at the start.
import { child, children, dataOf, has, type Message, milliseconds, text } from '../schema/message.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

/** Numbers, strings, booleans and maps of them; nothing else is a runtime value. */
function runtimeProblem(value: unknown, key: string): string | undefined {
  if (value === null || value === undefined || Array.isArray(value)) return key;
  if (typeof value !== 'object') return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = runtimeProblem(inner, key === '' ? name : `${key}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const runtimeLayer: Check = (m, x) => {
  const data = dataOf(m, 'static_layer');
  const bad = data === undefined ? undefined : runtimeProblem(data, '');
  if (bad !== undefined)
    x.bad('bad-runtime', m, 'static_layer', `The runtime value ${bad} is a list or null; it must be a number, text, boolean or map.`);
};

/** Tags that Envoy knows how to find without a regex. */
const TAGS = new Set(
  (
    'cluster_name listener_address http_conn_manager_prefix http_user_agent ssl_cipher cipher_suite ssl_curve ssl_sigalg ssl_version grpc_bridge_method ' +
    'grpc_bridge_service tcp_prefix udp_prefix clientssl_prefix ratelimit_prefix mongo_prefix mongo_cmd mongo_collection mongo_callsite ' +
    'fault_downstream_cluster virtual_host virtual_cluster response_code response_code_class rds_route_config scoped_rds_config route ' +
    'worker_id thrift_prefix redis_prefix proxy_protocol_version proxy_protocol_prefix google_grpc_client_prefix dynamodb_operation ' +
    'dynamodb_partition_id dynamo_operation dynamo_table dynamo_partition_id local_http_ratelimit_prefix local_network_ratelimit_prefix ' +
    'local_listener_ratelimit_prefix dns_filter_prefix connection_limit_prefix rbac_prefix rbac_http_prefix rbac_policy_name ' +
    'ext_authz_prefix tls_certificate xds_resource_name'
  )
    .split(' ')
    .map((name) => `envoy.${name}`),
);

const tag: Check = (m, x) => {
  const name = text(m, 'tag_name');
  if (name !== '' && !has(m, 'regex') && !has(m, 'fixed_value') && !TAGS.has(name))
    x.bad('incomplete', m, undefined, `Tag ${name} needs a regex or a fixed_value: Envoy has no rule of its own for it.`);
};

const bootstrap: Check = (m, x) => {
  const flush = milliseconds(m, 'stats_flush_interval') ?? 5000;
  const evict = milliseconds(m, 'stats_eviction_interval');
  if (evict !== undefined && evict > 0 && flush > 0 && evict % flush !== 0)
    x.bad('bad-interval', m, 'stats_eviction_interval', 'stats_eviction_interval is a multiple of stats_flush_interval (5s unless set).');
  const format = JSON.stringify(dataOf(child(child(m, 'application_log_config'), 'log_format'), 'json_format') ?? {});
  if (/%[_v]/.test(format)) x.bad('bad-format', m, 'application_log_config', '%_ and %v are not for JSON logs; the message is %j.');
};

const SECRETS = ['tls_certificate', 'session_ticket_keys', 'validation_context', 'generic_secret'] as const;

/** Names are unique among the secrets of a kind. */
const staticResources: Check = (m, x) => {
  const seen = new Set<string>();
  for (const secret of children(m, 'secrets')) {
    const kind = SECRETS.find((field) => has(secret, field));
    if (kind === undefined) {
      x.bad('incomplete', secret, undefined, `A secret is one of ${SECRETS.join(', ')}.`);
      continue;
    }
    const key = `${kind} ${text(secret, 'name')}`;
    if (seen.has(key))
      x.bad('duplicate-secret', secret, 'name', `Two secrets of the kind ${kind} are called ${JSON.stringify(text(secret, 'name'))}.`);
    seen.add(key);
  }
};

/** Services whose gRPC client is made at the start, which looks for the cluster. */
const LOOKED_UP = /\.(MetricsServiceConfig|ApiConfigSource)$/;

const envoyGrpc: Check = (m, x) => {
  const name = text(m, 'cluster_name');
  const holder = x.parents.find((p) => LOOKED_UP.test(p.type.name));
  // validation takes health discovery and load reports as they are
  if (['hds_config', 'load_stats_config'].some((field) => x.parents[2]?.fields.get(field)?.value === holder)) return;
  if (holder === undefined || x.configuration.bare !== undefined || x.configuration.bootstrap === undefined) return;
  if (!x.staticClusters.has(name))
    x.bad('unknown-cluster', m, 'cluster_name', `No cluster ${JSON.stringify(name)} is defined for this service.`);
};

/** A cluster that is looked for when Envoy starts. */
export function knownCluster(m: Message, field: string, x: CheckContext): void {
  const name = text(m, field);
  if (name === '' || x.configuration.bare !== undefined || x.configuration.bootstrap === undefined || x.staticClusters.has(name)) return;
  x.bad('unknown-cluster', m, field, `No cluster ${JSON.stringify(name)} is defined for this service.`);
}

/** Layers have names of their own, and only one of them is changed by the admin page. */
const layers: Check = (m, x) => {
  const names = new Set<string>();
  let admin = false;
  for (const layer of children(m, 'layers')) {
    const name = text(layer, 'name');
    if (names.has(name)) x.bad('duplicate-name', layer, 'name', `Two runtime layers are called ${JSON.stringify(name)}.`);
    names.add(name);
    if (!has(layer, 'admin_layer')) continue;
    if (admin) x.bad('too-many', layer, 'admin_layer', 'One layer can be changed by the admin page, and no more.');
    admin = true;
  }
};

const fillRate: Check = (m, x) => {
  const rate = m.fields.get('fill_rate')?.value;
  if (typeof rate === 'number' && !Number.isFinite(rate)) x.bad('bad-number', m, 'fill_rate', 'fill_rate is a finite number.');
};

const heap: Check = (m, x) => {
  const fixed = has(m, 'max_heap_size_bytes');
  const runtime = has(m, 'max_heap_size_bytes_runtime');
  if (fixed === runtime) x.bad('incomplete', m, undefined, 'Exactly one of max_heap_size_bytes and max_heap_size_bytes_runtime is needed.');
};

const overload: Check = (m, x) => {
  const seen = new Set<string>();
  for (const monitor of children(m, 'resource_monitors')) {
    const name = text(monitor, 'name');
    if (seen.has(name)) x.bad('duplicate-name', monitor, 'name', `Two resource monitors are called ${JSON.stringify(name)}.`);
    seen.add(name);
  }
  for (const list of ['actions', 'loadshed_points'] as const) {
    const names = new Set<string>();
    for (const action of children(m, list)) {
      const name = text(action, 'name');
      if (names.has(name)) x.bad('duplicate-name', action, 'name', `${name} stands twice in ${list}.`);
      names.add(name);
      triggers(action, seen, x);
    }
  }
};

function triggers(action: Message, known: ReadonlySet<string>, x: CheckContext): void {
  const seen = new Set<string>();
  for (const trigger of children(action, 'triggers')) {
    const name = text(trigger, 'name');
    if (!known.has(name)) x.bad('unknown-monitor', trigger, 'name', `No resource monitor is called ${JSON.stringify(name)}.`);
    if (seen.has(name)) x.bad('duplicate-name', trigger, 'name', `The trigger ${name} stands twice.`);
    seen.add(name);
  }
}

export const programChecks: CheckTable = {
  'envoy.config.bootstrap.v3.RuntimeLayer': runtimeLayer,
  'envoy.config.bootstrap.v3.Bootstrap': bootstrap,
  'envoy.config.bootstrap.v3.Bootstrap.StaticResources': staticResources,
  'envoy.config.metrics.v3.TagSpecifier': tag,
  'envoy.config.core.v3.GrpcService.EnvoyGrpc': envoyGrpc,
  'envoy.config.trace.v3.ZipkinConfig': (m, x) => knownCluster(m, 'collector_cluster', x),
  'envoy.config.bootstrap.v3.LayeredRuntime': layers,
  'envoy.config.core.v3.RateLimitSettings': fillRate,
  'envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig': heap,
  'envoy.config.overload.v3.OverloadManager': overload,
};
