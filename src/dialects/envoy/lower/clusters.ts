// Clusters with the endpoints that serve: inline, or delivered by EDS. Endpoints are worked out when somebody asks.
import { later } from '../../../base/later.ts';
import type { ClusterEndpoint, Locality, Priority } from '../../../model/model.ts';
import type { Configuration, Resource } from '../documents/configuration.ts';
import type { EnvoyCluster } from '../model.ts';
import { anyOf, child, children, type Message, optionalWhole, originOf, text, whole } from '../schema/message.ts';

/** Load assignments by the name they are for; of several the last delivered counts. */
export function assignmentsByName(endpoints: readonly Resource[]): ReadonlyMap<string, Message> {
  return new Map(endpoints.map((r) => [text(r.message, 'cluster_name'), r.message]));
}

export function lowerCluster(
  config: Message,
  id: string,
  assignments: ReadonlyMap<string, Message>,
  configuration: Configuration,
): EnvoyCluster {
  const name = text(config, 'name');
  const eds = child(config, 'eds_cluster_config');
  const assignment =
    child(config, 'load_assignment') ??
    assignments.get((eds === undefined ? '' : text(eds, 'service_name')) || name) ??
    assignments.get(name);
  const type = clusterType(config);
  const priorities = later(() =>
    assignment === undefined
      ? []
      : prioritiesOf(assignment, id, { live: configuration.health.get(name), byName: /_DNS$|^dns$/.test(type) }),
  );
  return {
    kind: 'cluster',
    id,
    term: 'cluster',
    name,
    origin: originOf(config),
    type,
    get priorities() {
      return priorities();
    },
    config,
    assignment,
  };
}

/** `STATIC`, `STRICT_DNS` …, or the extension's name: `aggregate`. */
export function clusterType(config: Message): string {
  const custom = child(config, 'cluster_type');
  if (custom === undefined) return text(config, 'type', 'STATIC');
  const type = anyOf(custom, 'typed_config')?.type ?? '';
  const name = text(custom, 'name');
  return /\.clusters\.([a-z_0-9]+)\./.exec(type)?.[1] ?? /^envoy\.cluster\.([a-z_]+)$/.exec(name)?.[1]?.toUpperCase() ?? name;
}

interface EndpointContext {
  readonly live: ReadonlyMap<string, ClusterEndpoint['health']> | undefined;
  /** Addresses are DNS names. */
  readonly byName: boolean;
}

/** Priorities from 0 on, gaps included as empty ones. */
function prioritiesOf(assignment: Message, cluster: string, context: EndpointContext): readonly Priority[] {
  const groups = children(assignment, 'endpoints');
  const byLevel = new Map<number, Locality[]>();
  for (const [i, group] of groups.entries()) {
    const level = whole(group, 'priority');
    byLevel.set(level, [...(byLevel.get(level) ?? []), localityOf(group, i, cluster, context)]);
  }
  const highest = Math.min(Math.max(-1, ...byLevel.keys()), 127);
  return Array.from({ length: highest + 1 }, (_, level) => ({ level, localities: byLevel.get(level) ?? [] }));
}

function localityOf(group: Message, index: number, cluster: string, context: EndpointContext): Locality {
  const locality = child(group, 'locality');
  const parts = locality === undefined ? [] : ['region', 'zone', 'sub_zone'].map((k) => text(locality, k)).filter((p) => p !== '');
  return {
    name: parts.join('/'),
    weight: optionalWhole(group, 'load_balancing_weight'),
    endpoints: children(group, 'lb_endpoints').map((e, i) => endpointOf(e, `${cluster}/endpoint[${index}.${i}]`, context)),
  };
}

function endpointOf(config: Message, id: string, context: EndpointContext): EnvoyEndpoint {
  const endpoint = child(config, 'endpoint');
  const written = addressOf(child(endpoint, 'address'));
  // every other name is resolved where the gateway runs
  const address = context.byName ? written.replace(/^localhost:/, '127.0.0.1:') : written;
  const own = endpoint === undefined ? '' : text(endpoint, 'hostname');
  return {
    kind: 'endpoint',
    id,
    term: 'endpoint',
    name: address,
    origin: originOf(config),
    address,
    weight: optionalWhole(config, 'load_balancing_weight') ?? 1,
    health: context.live?.get(address) ?? healthOf(text(config, 'health_status', 'UNKNOWN')),
    config,
    hostname: own !== '' || !context.byName ? own : written.replace(/:[0-9]+$/, ''),
  };
}

export interface EnvoyEndpoint extends ClusterEndpoint {
  readonly config: Message;
  readonly hostname: string;
}

function healthOf(status: string): ClusterEndpoint['health'] {
  if (status === 'DEGRADED') return 'degraded';
  return status === 'UNHEALTHY' || status === 'DRAINING' || status === 'TIMEOUT' ? 'unhealthy' : 'healthy';
}

/** `127.0.0.1:80`, `[::1]:80`, a pipe's path, or an internal listener's name. */
export function addressOf(address: Message | undefined): string {
  const socket = child(address, 'socket_address');
  if (socket !== undefined) {
    const host = text(socket, 'address');
    const port = text(socket, 'named_port') || String(whole(socket, 'port_value'));
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  }
  const pipe = child(address, 'pipe');
  if (pipe !== undefined) return text(pipe, 'path');
  const internal = child(address, 'envoy_internal_address');
  return internal === undefined ? '' : `envoy://${text(internal, 'server_listener_name')}/${text(internal, 'endpoint_id')}`;
}
