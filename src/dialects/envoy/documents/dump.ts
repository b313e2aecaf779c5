// Admin pages: what /config_dump and /clusters?format=json hold, in every form in which tools hand them on.
import { findValue, type SyntaxNode } from '../../../text/syntax.ts';
import type { Resource } from './configuration.ts';
import type { Shape } from './shape.ts';

export interface Dumped {
  readonly kind: Shape | 'any' | 'bootstrap';
  readonly node: SyntaxNode;
  readonly path: string;
  readonly dynamic: boolean;
  readonly state?: Resource['state'];
}

/** Lists of a dump's sections: both spellings of the list, where the resource is in an item, and its kind. */
const SECTIONS: readonly {
  readonly list: readonly string[];
  readonly payload: readonly string[];
  readonly kind: Shape;
  readonly dynamic: boolean;
  readonly state?: Resource['state'];
}[] = [
  { list: ['static_listeners', 'staticListeners'], payload: ['listener'], kind: 'listener', dynamic: false },
  { list: ['static_clusters', 'staticClusters'], payload: ['cluster'], kind: 'cluster', dynamic: false },
  { list: ['dynamic_active_clusters', 'dynamicActiveClusters'], payload: ['cluster'], kind: 'cluster', dynamic: true, state: 'active' },
  { list: ['dynamic_warming_clusters', 'dynamicWarmingClusters'], payload: ['cluster'], kind: 'cluster', dynamic: true, state: 'warming' },
  {
    list: ['static_route_configs', 'staticRouteConfigs'],
    payload: ['route_config', 'routeConfig'],
    kind: 'route-configuration',
    dynamic: false,
  },
  {
    list: ['dynamic_route_configs', 'dynamicRouteConfigs'],
    payload: ['route_config', 'routeConfig'],
    kind: 'route-configuration',
    dynamic: true,
  },
  {
    list: ['static_endpoint_configs', 'staticEndpointConfigs'],
    payload: ['endpoint_config', 'endpointConfig'],
    kind: 'load-assignment',
    dynamic: false,
  },
  {
    list: ['dynamic_endpoint_configs', 'dynamicEndpointConfigs'],
    payload: ['endpoint_config', 'endpointConfig'],
    kind: 'load-assignment',
    dynamic: true,
  },
  { list: ['static_secrets', 'staticSecrets'], payload: ['secret'], kind: 'secret', dynamic: false },
  { list: ['dynamic_active_secrets', 'dynamicActiveSecrets'], payload: ['secret'], kind: 'secret', dynamic: true, state: 'active' },
  { list: ['dynamic_warming_secrets', 'dynamicWarmingSecrets'], payload: ['secret'], kind: 'secret', dynamic: true, state: 'warming' },
];

const STATES: readonly { readonly keys: readonly string[]; readonly state: NonNullable<Resource['state']> }[] = [
  { keys: ['active_state', 'activeState'], state: 'active' },
  { keys: ['warming_state', 'warmingState'], state: 'warming' },
  { keys: ['draining_state', 'drainingState'], state: 'draining' },
];

const pick = (node: SyntaxNode | undefined, keys: readonly string[]): SyntaxNode | undefined => {
  for (const key of keys) {
    const value = findValue(node, key);
    if (value !== undefined) return value;
  }
  return undefined;
};
const listOf = (node: SyntaxNode | undefined): readonly SyntaxNode[] => (node?.kind === 'list' ? node.items : []);

/** Every resource of a dump: of the whole page, of one section, or of a query's inner items. */
export function* dumpResources(root: SyntaxNode): Generator<Dumped> {
  const configs = findValue(root, 'configs');
  if (configs === undefined) yield* section(root, '');
  else for (const [i, item] of listOf(configs).entries()) yield* section(item, `configs[${i}]`);
}

function* section(node: SyntaxNode, path: string): Generator<Dumped> {
  const bootstrap = findValue(node, 'bootstrap');
  if (bootstrap !== undefined) yield { kind: 'bootstrap', node: bootstrap, path: `${path}.bootstrap`, dynamic: false };
  for (const row of SECTIONS)
    for (const [i, item] of listOf(pick(node, row.list)).entries()) {
      const payload = pick(item, row.payload);
      if (payload !== undefined) yield { ...row, node: payload, path: `${path}.${row.list[0]}[${i}].${row.payload[0]}` };
    }
  for (const [i, item] of listOf(pick(node, ['dynamic_listeners', 'dynamicListeners'])).entries())
    yield* listenerStates(item, `${path}.dynamic_listeners[${i}]`);
  yield* scoped(node, path);
  yield* innerItem(node, path);
}

function* listenerStates(item: SyntaxNode, path: string): Generator<Dumped> {
  for (const { keys, state } of STATES) {
    const listener = findValue(pick(item, keys), 'listener');
    if (listener !== undefined) yield { kind: 'listener', node: listener, path: `${path}.${keys[0]}.listener`, dynamic: true, state };
  }
}

function* scoped(node: SyntaxNode, path: string): Generator<Dumped> {
  for (const keys of [
    ['inline_scoped_route_configs', 'inlineScopedRouteConfigs'],
    ['dynamic_scoped_route_configs', 'dynamicScopedRouteConfigs'],
  ])
    for (const [i, item] of listOf(pick(node, keys)).entries())
      for (const [j, config] of listOf(pick(item, ['scoped_route_configs', 'scopedRouteConfigs'])).entries())
        yield { kind: 'scoped-route', node: config, path: `${path}.${keys[0]}[${i}].scoped_route_configs[${j}]`, dynamic: true };
}

/** `…ClustersConfigDump.DynamicCluster` */
const ITEM = /envoy\.admin\.v3\.\w+ConfigDump\.\w+$/;

/** `?resource=dynamic_active_clusters` gives the section's items themselves. */
function* innerItem(node: SyntaxNode, path: string): Generator<Dumped> {
  const type = scalar(findValue(node, '@type'));
  if (findValue(node, 'name') !== undefined && pick(node, ['active_state', 'activeState', 'warming_state', 'warmingState']) !== undefined)
    yield* listenerStates(node, path);
  for (const row of SECTIONS) {
    if (row.state === 'warming' || row.list.some((k) => findValue(node, k) !== undefined)) continue;
    if (!ITEM.test(type) && findValue(node, 'last_updated') === undefined && findValue(node, 'lastUpdated') === undefined) continue;
    const payload = pick(node, row.payload);
    if (payload?.kind === 'map') {
      yield {
        kind: row.kind,
        node: payload,
        path: `${path}.${row.payload[0]}`,
        dynamic: type.includes('.Dynamic') || findValue(node, 'version_info') !== undefined,
      };
      return;
    }
  }
}

/** Hosts of /clusters?format=json: what health checks and outlier detection say now. */
export function liveHealthOf(root: SyntaxNode, out: Map<string, Map<string, 'healthy' | 'degraded' | 'unhealthy'>>): void {
  for (const cluster of listOf(pick(root, ['cluster_statuses', 'clusterStatuses']))) {
    const name = scalar(findValue(cluster, 'name'));
    const hosts = new Map<string, 'healthy' | 'degraded' | 'unhealthy'>();
    for (const host of listOf(pick(cluster, ['host_statuses', 'hostStatuses']))) {
      const socket = pick(findValue(host, 'address'), ['socket_address', 'socketAddress']);
      const address = `${scalar(findValue(socket, 'address'))}:${scalar(pick(socket, ['port_value', 'portValue']))}`;
      hosts.set(address, healthOf(pick(host, ['health_status', 'healthStatus'])));
    }
    if (name !== '') out.set(name, hosts);
  }
}

const BAD = ['failed_active_health_check', 'failed_outlier_check', 'pending_dynamic_removal', 'excluded_via_immediate_hc_fail'];

function healthOf(status: SyntaxNode | undefined): 'healthy' | 'degraded' | 'unhealthy' {
  const eds = scalar(pick(status, ['eds_health_status', 'edsHealthStatus']));
  const on = (key: string): boolean => scalar(findValue(status, key)) === 'true';
  if (BAD.some(on) || ['UNHEALTHY', 'DRAINING', 'TIMEOUT'].includes(eds)) return 'unhealthy';
  return eds === 'DEGRADED' || on('failed_active_degraded_check') ? 'degraded' : 'healthy';
}

const scalar = (node: SyntaxNode | undefined): string => (node?.kind === 'scalar' ? node.raw : '');
