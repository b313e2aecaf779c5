// Listeners, their filter chains with the filters in order, and the route tables that chains use.
import type { Condition, Forward } from '../../../model/model.ts';
import type { Configuration } from '../documents/configuration.ts';
import type { EnvoyChain, EnvoyCondition, EnvoyListener, EnvoyPolicy, EnvoyRouteTable, Scope } from '../model.ts';
import { anyOf, child, children, has, type Message, numbers, optionalWhole, originOf, text, texts, whole } from '../schema/message.ts';
import { addressOf } from './clusters.ts';
import { networkTargets } from './network-targets.ts';
import { HCM, TCP_PROXY } from './network-types.ts';
import { type ClusterId, lowerRouteTable } from './routes.ts';

export interface ListenerContext {
  readonly clusterId: ClusterId;
  readonly configuration: Configuration;
  /** Route tables delivered by name. */
  readonly tables: ReadonlyMap<string, EnvoyRouteTable>;
}

/** Filters that are run; every other one is drawn and named. */
export type IsSimulated = (type: string) => boolean;

export function lowerListener(config: Message, id: string, context: ListenerContext, isSimulated: IsSimulated): EnvoyListener {
  const socket = child(child(config, 'address'), 'socket_address');
  const chains = children(config, 'filter_chains').map((c, i) =>
    lowerChain(c, `filter_chains[${i}]`, `${id}/chain[${i}]`, false, context, isSimulated),
  );
  const fallback = child(config, 'default_filter_chain');
  if (fallback !== undefined) chains.push(lowerChain(fallback, 'default_filter_chain', `${id}/default`, true, context, isSimulated));
  return {
    kind: 'listener',
    id,
    term: 'listener',
    name: text(config, 'name') || addressOf(child(config, 'address')),
    origin: originOf(config),
    address: socket === undefined ? undefined : text(socket, 'address'),
    port: socket === undefined ? undefined : optionalWhole(socket, 'port_value'),
    chains,
    config,
  };
}

function lowerChain(
  config: Message,
  label: string,
  id: string,
  isDefault: boolean,
  context: ListenerContext,
  isSimulated: IsSimulated,
): EnvoyChain {
  const filters = children(config, 'filters');
  const hcm = filters.map((f) => anyOf(f, 'typed_config')).find((a) => a?.type === HCM)?.message;
  const tcp = filters.map((f) => anyOf(f, 'typed_config')).find((a) => a?.type === TCP_PROXY)?.message;
  const match = child(config, 'filter_chain_match');
  return {
    kind: 'filter-chain',
    id,
    term: 'filter chain',
    name: text(config, 'name') || label,
    label,
    origin: originOf(config),
    conditions: match === undefined || isDefault ? [] : chainConditions(match),
    isDefault,
    tls: terminatesTls(config),
    policies: [
      ...filters
        .filter((f) => anyOf(f, 'typed_config')?.type !== HCM)
        .map((f, i) => lowerFilter(f, `${id}/network[${i}]`, 'network', isSimulated)),
      ...children(hcm, 'http_filters').map((f, i) => lowerFilter(f, `${id}/http[${i}]`, 'http', isSimulated)),
    ],
    routes: hcm === undefined ? undefined : tableOf(hcm, id, context),
    tcp: tcp === undefined ? otherForward(config, filters, context.clusterId) : tcpForward(tcp, context.clusterId),
    config,
    hcm,
    scopes: hcm === undefined ? undefined : scopesOf(hcm, id, context),
  };
}

function terminatesTls(chain: Message): boolean {
  const type = anyOf(child(chain, 'transport_socket'), 'typed_config')?.type ?? '';
  return /\.(tls|quic)\./.test(type) || /starttls/i.test(type);
}

function lowerFilter(config: Message, id: string, phase: string, isSimulated: IsSimulated): EnvoyPolicy {
  const typed = anyOf(config, 'typed_config');
  const type = typed?.type ?? (has(config, 'config_discovery') ? 'config_discovery' : text(config, 'name'));
  return {
    kind: 'policy',
    id,
    term: phase === 'http' ? 'HTTP filter' : 'network filter',
    name: text(config, 'name'),
    origin: originOf(config),
    type,
    phase,
    support: isSimulated(type) ? 'simulated' : 'opaque',
    config,
    typed,
  };
}

function tableOf(hcm: Message, id: string, context: ListenerContext): EnvoyRouteTable | undefined {
  const inline = child(hcm, 'route_config');
  if (inline !== undefined) return lowerRouteTable(inline, id, context.clusterId);
  const rds = child(hcm, 'rds');
  return rds === undefined ? undefined : context.tables.get(text(rds, 'route_config_name'));
}

function scopesOf(hcm: Message, id: string, context: ListenerContext): readonly Scope[] | undefined {
  const scoped = child(hcm, 'scoped_routes');
  if (scoped === undefined) return undefined;
  const inline = children(child(scoped, 'scoped_route_configurations_list'), 'scoped_route_configurations');
  const configs = inline.length > 0 ? inline : context.configuration.scopedRoutes.map((r) => r.message);
  return configs.map((c): Scope => {
    const route = child(c, 'route_configuration');
    return {
      name: text(c, 'name'),
      key: children(child(c, 'key'), 'fragments').map((f) => text(f, 'string_key')),
      table:
        route === undefined
          ? context.tables.get(text(c, 'route_configuration_name'))
          : lowerRouteTable(route, `${id}/scope:${text(c, 'name')}`, context.clusterId),
    };
  });
}

/** Filters of other protocols that send somewhere. */
function otherForward(chain: Message, filters: readonly Message[], clusterId: ClusterId): Forward | undefined {
  const targets = networkTargets(
    filters.map((f) => anyOf(f, 'typed_config')),
    clusterId,
  );
  return targets.length === 0 ? undefined : { kind: 'forward', origin: originOf(chain), targets, mirrors: [] };
}

function tcpForward(tcp: Message, clusterId: ClusterId): Forward {
  const weighted = children(child(tcp, 'weighted_clusters'), 'clusters');
  const targets =
    weighted.length > 0
      ? weighted.map((w) => ({
          name: text(w, 'name'),
          cluster: clusterId(text(w, 'name')),
          weight: whole(w, 'weight'),
          origin: originOf(w),
        }))
      : [{ name: text(tcp, 'cluster'), cluster: clusterId(text(tcp, 'cluster')), weight: 1, origin: originOf(tcp, 'cluster') }];
  return { kind: 'forward', origin: originOf(tcp), targets, mirrors: [] };
}

/** A FilterChainMatch in the order of Envoy's nine lookups. */
function chainConditions(match: Message): readonly EnvoyCondition[] {
  const out: EnvoyCondition[] = [];
  const add = (on: Condition['on'], test: string, says: string): void => {
    out.push({ on, test, says, config: match, origin: originOf(match, test) });
  };
  const port = optionalWhole(match, 'destination_port');
  if (port !== undefined) add('port', 'destination_port', `destination port is ${port}`);
  const ranges = (field: string, what: string, on: Condition['on']): void => {
    const list = children(match, field).map((r) => `${text(r, 'address_prefix')}/${optionalWhole(r, 'prefix_len') ?? 0}`);
    if (list.length > 0) add(on, field, `${what} in ${list.join(', ')}`);
  };
  ranges('prefix_ranges', 'destination address', 'address');
  const names = texts(match, 'server_names');
  if (names.length > 0) add('sni', 'server_names', `server name is ${names.join(' or ')}`);
  if (has(match, 'transport_protocol')) add('transport', 'transport_protocol', `transport is ${text(match, 'transport_protocol')}`);
  const alpn = texts(match, 'application_protocols');
  if (alpn.length > 0) add('alpn', 'application_protocols', `application protocol is ${alpn.join(' or ')}`);
  ranges('direct_source_prefix_ranges', 'direct source address', 'source');
  const type = text(match, 'source_type', 'ANY');
  if (type !== 'ANY') add('source', 'source_type', type === 'EXTERNAL' ? 'source is external' : 'source is the same machine');
  ranges('source_prefix_ranges', 'source address', 'source');
  const ports = numbers(match, 'source_ports');
  if (ports.length > 0) add('source', 'source_ports', `source port is ${ports.join(' or ')}`);
  return out;
}
