// Clusters: names, endpoints, load balancing policies that fit together.

import { clusterType } from '../lower/clusters.ts';
import { parseIp } from '../match/cidr.ts';
import {
  anyOf,
  child,
  children,
  flag,
  has,
  isAny,
  type Message,
  mapOf,
  milliseconds,
  optionalWhole,
  originOf,
  text,
  texts,
} from '../schema/message.ts';
import { isTableSize, LARGEST_TABLE } from '../upstream/table-size.ts';
import type { Check, CheckContext, CheckTable } from './check.ts';

const cluster: Check = (m, x) => {
  const type = clusterType(m);
  const assignment = child(m, 'load_assignment');
  if (type === 'EDS' && !has(m, 'eds_cluster_config')) x.bad('no-eds', m, 'type', 'An EDS cluster needs eds_cluster_config.');
  else if (type === 'EDS' && !has(child(m, 'eds_cluster_config') ?? m, 'eds_config'))
    x.bad('incomplete', m, 'eds_cluster_config', 'Where do endpoints come from? eds_config is missing.');
  else if (type !== 'EDS' && !has(m, 'cluster_type') && has(m, 'eds_cluster_config'))
    x.bad('not-eds', m, 'eds_cluster_config', 'eds_cluster_config is for EDS clusters.');
  if (type === 'STATIC' || type === 'STRICT_DNS' || type === 'LOGICAL_DNS') checkEndpoints(assignment, type, x);
  if (type === 'LOGICAL_DNS') {
    const count = children(assignment, 'endpoints').reduce((n, e) => n + children(e, 'lb_endpoints').length, 0);
    if (count !== 1) x.bad('one-endpoint', m, 'load_assignment', `A LOGICAL_DNS cluster has exactly one endpoint; this one has ${count}.`);
  }
  const checks = children(m, 'health_checks');
  if (checks.length > 1 && checks.some((c) => !has(c, 'name')) && checks.some((c) => text(c, 'name') === ''))
    x.bad('unnamed-check', m, 'health_checks', 'With several health checks each needs a name.');
  checkBalancing(m, x);
  checkSubset(m, x);
  checkProvided(m, x);
  checkPolicy(m, x);
  checkHealth(m, x);
  const failure = child(m, 'dns_failure_refresh_rate');
  const base = milliseconds(failure, 'base_interval');
  const most = milliseconds(failure, 'max_interval');
  if (base !== undefined && most !== undefined && most < base)
    x.bad('back-off', m, 'dns_failure_refresh_rate', 'max_interval is shorter than base_interval.');
  const original = child(m, 'original_dst_lb_config');
  if (type === 'ORIGINAL_DST' && original !== undefined && has(original, 'http_header_name') && !flag(original, 'use_http_header'))
    x.bad('incomplete', original, 'http_header_name', 'http_header_name is for use_http_header: true.');
};

/** Cluster types that choose endpoints themselves; they need CLUSTER_PROVIDED, and no other type takes it. */
const PROVIDERS = new Set(['dynamic_forward_proxy', 'aggregate', 'composite', 'redis', 'mcp_multicluster', 'reverse_connection']);

/** What a load_balancing_policy says itself cannot be said beside it. */
function checkPolicy(m: Message, x: CheckContext): void {
  if (!has(m, 'load_balancing_policy')) return;
  const common = child(m, 'common_lb_config');
  const partial = ['zone_aware_lb_config', 'locality_weighted_lb_config', 'consistent_hashing_lb_config'].find((f) => has(common ?? m, f));
  if (has(m, 'lb_subset_config'))
    x.bad('both-given', m, 'lb_subset_config', 'lb_subset_config and load_balancing_policy exclude each other.');
  if (common !== undefined && partial !== undefined)
    x.bad('both-given', common, partial, `${partial} and load_balancing_policy exclude each other.`);
}

function checkProvided(m: Message, x: CheckContext): void {
  const type = clusterType(m).replace(/^envoy\.clusters\./, '');
  const policies = children(child(m, 'load_balancing_policy'), 'policies');
  const first = policies.map((p) => anyOf(child(p, 'typed_extension_config'), 'typed_config')?.type ?? '')[0] ?? '';
  const byPolicy = /\.cluster_provided\.v3\.ClusterProvided$/.test(first);
  if (PROVIDERS.has(type) && policies.length === 0 && text(m, 'lb_policy') !== 'CLUSTER_PROVIDED')
    x.bad('cluster-provided', m, undefined, `A cluster of the type ${type} chooses endpoints itself: lb_policy must be CLUSTER_PROVIDED.`);
  if (byPolicy && ['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS', 'dns'].includes(type))
    x.bad('cluster-provided', m, 'load_balancing_policy', `A ${type} cluster brings no load balancer of its own.`);
  if (text(m, 'lb_policy') === 'LOAD_BALANCING_POLICY_CONFIG' && policies.length === 0)
    x.bad('no-policy', m, 'lb_policy', 'LOAD_BALANCING_POLICY_CONFIG needs load_balancing_policy.');
}

const QUIC = 'envoy.extensions.transport_sockets.quic.v3.QuicUpstreamTransport';

/** HTTP/3 goes over QUIC; the old options of both earlier versions are for clusters that follow the client's. */
function checkProtocols(m: Message, options: Message | undefined, x: CheckContext): void {
  const parts = ['explicit_http_config', 'use_downstream_protocol_config', 'auto_config'].map((field) => child(options, field));
  const http3 = parts.find((part) => part !== undefined && has(part, 'http3_protocol_options'));
  if (http3 !== undefined && anyOf(child(m, 'transport_socket'), 'typed_config')?.type !== QUIC)
    x.bad('quic-socket', http3, 'http3_protocol_options', 'HTTP/3 needs the transport socket envoy.transport_sockets.quic.');
  const both = has(m, 'http_protocol_options') && has(m, 'http2_protocol_options');
  if (both && text(m, 'protocol_selection') !== 'USE_DOWNSTREAM_PROTOCOL')
    x.bad(
      'both-given',
      m,
      'http_protocol_options',
      'http_protocol_options beside http2_protocol_options need protocol_selection: USE_DOWNSTREAM_PROTOCOL.',
    );
}

function checkHealth(m: Message, x: CheckContext): void {
  const options = protocolMessage(m);
  checkProtocols(m, options, x);
  const explicit = child(options, 'explicit_http_config');
  const speaksHttp2 =
    has(m, 'http2_protocol_options') ||
    (explicit !== undefined && has(explicit, 'http2_protocol_options')) ||
    has(child(options, 'use_downstream_protocol_config') ?? m, 'http2_protocol_options') ||
    (options !== undefined && has(options, 'auto_config'));
  for (const check of children(m, 'health_checks')) {
    if (has(check, 'grpc_health_check') && !speaksHttp2)
      x.bad('health-protocol', check, 'grpc_health_check', 'A gRPC health check needs a cluster that speaks HTTP/2.');
    checkExpected(child(check, 'http_health_check'), x);
  }
}

/** The expected answer must fit into what is kept of it. */
function checkExpected(m: Message | undefined, x: CheckContext): void {
  if (m === undefined) return;
  const size = optionalWhole(m, 'response_buffer_size') ?? 1024;
  const length = children(m, 'receive').reduce((sum, part) => sum + payloadLength(part), 0);
  if (size !== 0 && length > size)
    x.bad('health-buffer', m, 'receive', `The expected answer is ${length} bytes long; only ${size} are kept (response_buffer_size).`);
}

function payloadLength(m: Message): number {
  const binary = m.fields.get('binary')?.value;
  return binary instanceof Uint8Array ? binary.length : text(m, 'text').length / 2;
}

const OPTIONS = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
function protocolMessage(m: Message): Message | undefined {
  const value = mapOf(m, 'typed_extension_protocol_options').get(OPTIONS);
  return isAny(value) ? value.message : undefined;
}

function checkEndpoints(assignment: Message | undefined, type: string, x: CheckContext): void {
  for (const group of children(assignment, 'endpoints')) {
    if (has(group, 'leds_cluster_locality_config') && x.parents.length > 0)
      x.bad('not-supported', group, 'leds_cluster_locality_config', 'Endpoints by LEDS are for EDS clusters.');
    for (const e of children(group, 'lb_endpoints')) {
      const endpoint = child(e, 'endpoint');
      const address = child(endpoint, 'address');
      const socket = child(address, 'socket_address');
      for (const more of children(endpoint, 'additional_addresses'))
        if (!has(more, 'address')) x.bad('no-address', more, undefined, 'An additional address needs an address.');
        else if (type === 'STATIC') needIp(child(child(more, 'address'), 'socket_address'), x);
      if (type === 'STATIC') needIp(child(child(child(endpoint, 'health_check_config'), 'address'), 'socket_address'), x);
      if (address === undefined && type === 'STATIC') x.bad('no-address', endpoint ?? e, undefined, 'An endpoint needs an address.');
      else if (type === 'STATIC' && !needIp(socket, x)) continue;
      else if (socket !== undefined && has(socket, 'named_port') && !has(socket, 'resolver_name'))
        x.bad('named-port', socket, 'named_port', 'An endpoint needs a port number.');
    }
  }
}

/** Whether an address that nothing resolves is one. */
function needIp(socket: Message | undefined, x: CheckContext): boolean {
  if (socket === undefined || has(socket, 'resolver_name') || parseIp(text(socket, 'address')) !== undefined) return true;
  x.bad(
    'bad-address',
    socket,
    'address',
    `Endpoints of ${x.parents.length === 0 ? 'an EDS' : 'a STATIC'} cluster are IP addresses; ${JSON.stringify(text(socket, 'address'))} is none (STRICT_DNS resolves names).`,
  );
  return false;
}

function checkBalancing(m: Message, x: CheckContext): void {
  const ring = child(m, 'ring_hash_lb_config');
  if (ring !== undefined && text(m, 'lb_policy') === 'RING_HASH') checkRing(ring, x);
  const maglev = child(m, 'maglev_lb_config');
  if (maglev !== undefined && text(m, 'lb_policy') === 'MAGLEV') checkMaglev(maglev, x);
  const policies = child(m, 'load_balancing_policy');
  const common = child(child(m, 'common_lb_config'), 'consistent_hashing_lb_config');
  const byName = common !== undefined && common.fields.get('use_hostname_for_hashing')?.value === true;
  if (
    byName &&
    text(m, 'type', 'STATIC') !== 'STRICT_DNS' &&
    clusterType(m) !== 'STRICT_DNS' &&
    ['RING_HASH', 'MAGLEV'].includes(text(m, 'lb_policy'))
  )
    x.bad('hash-by-name', m, 'common_lb_config', 'use_hostname_for_hashing is for DNS clusters.');
  const provided = text(m, 'lb_policy') === 'CLUSTER_PROVIDED';
  if (provided && ['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS'].includes(clusterType(m)) && policies === undefined)
    x.bad(
      'cluster-provided',
      m,
      'lb_policy',
      `A ${clusterType(m)} cluster brings no load balancer of its own; CLUSTER_PROVIDED does not fit.`,
    );
}

function checkRing(m: Message, x: CheckContext): void {
  const least = optionalWhole(m, 'minimum_ring_size') ?? 1024;
  const most = optionalWhole(m, 'maximum_ring_size') ?? 8 * 1024 * 1024;
  if (least > most) x.bad('ring-size', m, 'minimum_ring_size', `minimum_ring_size ${least} is greater than maximum_ring_size ${most}.`);
}

function checkMaglev(m: Message, x: CheckContext): void {
  const size = optionalWhole(m, 'table_size');
  if (size !== undefined && !isTableSize(size))
    x.bad('table-size', m, 'table_size', `The size of a Maglev table is a prime number of at most ${LARGEST_TABLE}; ${size} is none.`);
}

function checkSubset(m: Message, x: CheckContext): void {
  const config = child(m, 'lb_subset_config');
  const common = child(m, 'common_lb_config');
  if (config === undefined) return;
  if (config.fields.get('locality_weight_aware')?.value === true && !(common !== undefined && has(common, 'locality_weighted_lb_config')))
    x.bad('subset-localities', config, 'locality_weight_aware', 'locality_weight_aware needs locality_weighted_lb_config.');
}

const selector: Check = (m, x) => {
  const keys = texts(m, 'fallback_keys_subset');
  const policy = text(m, 'fallback_policy', 'NOT_DEFINED');
  const own = texts(m, 'keys');
  if (own.length === 0) return; // a selector without keys selects nothing and is left out
  if (policy === 'KEYS_SUBSET') {
    if (keys.length === 0) x.bad('fallback-keys', m, 'fallback_policy', 'KEYS_SUBSET needs fallback_keys_subset.');
    else if (keys.some((k) => !own.includes(k)) || new Set(keys).size === new Set(own).size)
      x.bad('fallback-keys', m, 'fallback_keys_subset', 'fallback_keys_subset is a part of keys, and fewer than all.');
  } else if (keys.length > 0) x.bad('fallback-keys', m, 'fallback_keys_subset', 'fallback_keys_subset is only for KEYS_SUBSET.');
};

/** Of what one host may have, only connections are counted. */
const breakers: Check = (m, x) => {
  const others = ['max_pending_requests', 'max_requests', 'max_retries', 'retry_budget', 'max_connection_pools'];
  for (const thresholds of children(m, 'per_host_thresholds')) {
    const field = others.find((name) => has(thresholds, name));
    if (field !== undefined)
      x.bad('not-supported', thresholds, field, `${field} is not for a single host: per_host_thresholds takes max_connections.`);
  }
};

const outlier: Check = (m, x) => {
  const base = milliseconds(m, 'base_ejection_time') ?? 30_000;
  const most = milliseconds(m, 'max_ejection_time') ?? Math.max(300_000, base);
  if (most < base) x.bad('ejection-time', m, 'max_ejection_time', 'max_ejection_time is shorter than base_ejection_time.');
};

const wrrLocality: Check = (m, x) => {
  const policies = children(child(m, 'endpoint_picking_policy'), 'policies');
  const types = policies.map((p) => anyOf(child(p, 'typed_extension_config'), 'typed_config')?.type ?? '');
  if (!types.some((t) => t.endsWith('.ClientSideWeightedRoundRobin')))
    x.bad('bad-policy', m, 'endpoint_picking_policy', 'Under wrr_locality only client_side_weighted_round_robin can choose endpoints.');
};

/** Two clusters of one name in the static configuration. */
export function checkClusterNames(clusters: readonly Message[], x: Pick<CheckContext, 'problems'>): void {
  const seen = new Set<string>();
  for (const m of clusters) {
    const name = text(m, 'name');
    if (seen.has(name)) x.problems.error('duplicate-cluster', `A cluster ${JSON.stringify(name)} is already defined.`, originOf(m, 'name'));
    seen.add(name);
  }
}

/** Delivered endpoints are addresses: nothing resolves them. */
const delivered: Check = (m, x) => {
  if (x.parents.length === 0) checkEndpoints(m, 'STATIC', x);
};

export const clusterChecks: CheckTable = {
  'envoy.config.endpoint.v3.ClusterLoadAssignment': delivered,
  'envoy.config.cluster.v3.Cluster': cluster,
  'envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector': selector,
  'envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector': selector,
  'envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality': wrrLocality,
  'envoy.extensions.load_balancing_policies.override_host.v3.OverrideHost.OverrideHostSource': (m, x) => {
    if (m.fields.size === 0) x.bad('incomplete', m, undefined, 'A source of hosts says where they are: header or metadata is missing.');
  },
  'envoy.config.cluster.v3.OutlierDetection': outlier,
  'envoy.config.cluster.v3.CircuitBreakers': breakers,
  'envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash': checkRing,
  'envoy.extensions.load_balancing_policies.maglev.v3.Maglev': checkMaglev,
};
