// What kind of Envoy text a map is, seen from its keys alone: a bootstrap, one resource, a list of resources, an admin page.
import { findValue, type SyntaxNode } from '../../../text/syntax.ts';

export type Shape =
  | 'bootstrap'
  | 'config-dump'
  | 'discovery-response'
  | 'clusters-page'
  | 'listeners-page'
  | 'listener'
  | 'cluster'
  | 'route-configuration'
  | 'virtual-host'
  | 'load-assignment'
  | 'secret'
  | 'scoped-route'
  | 'unknown';

const hasAny = (node: SyntaxNode, ...keys: readonly string[]): boolean => keys.some((key) => findValue(node, key) !== undefined);

const TYPES: ReadonlyMap<string, Shape> = new Map([
  ['envoy.config.bootstrap.v3.Bootstrap', 'bootstrap'],
  ['envoy.config.listener.v3.Listener', 'listener'],
  ['envoy.config.cluster.v3.Cluster', 'cluster'],
  ['envoy.config.route.v3.RouteConfiguration', 'route-configuration'],
  ['envoy.config.route.v3.VirtualHost', 'virtual-host'],
  ['envoy.config.route.v3.ScopedRouteConfiguration', 'scoped-route'],
  ['envoy.config.endpoint.v3.ClusterLoadAssignment', 'load-assignment'],
  ['envoy.extensions.transport_sockets.tls.v3.Secret', 'secret'],
  ['envoy.service.discovery.v3.DiscoveryResponse', 'discovery-response'],
  ['envoy.admin.v3.ConfigDump', 'config-dump'],
  ['envoy.admin.v3.Clusters', 'clusters-page'],
  ['envoy.admin.v3.Listeners', 'listeners-page'],
]);

/** The `@type` of a node, without its host part. */
export function typeOf(node: SyntaxNode): string | undefined {
  const value = findValue(node, '@type');
  return value?.kind === 'scalar' ? value.raw.slice(value.raw.lastIndexOf('/') + 1) : undefined;
}

/** The shape of a map. `unknown` when no key tells. */
export function shapeOf(node: SyntaxNode): Shape {
  if (node.kind !== 'map') return 'unknown';
  const type = typeOf(node);
  if (type !== undefined) return TYPES.get(type) ?? (type.startsWith('envoy.admin.v3.') ? 'config-dump' : 'unknown');
  if (hasAny(node, 'static_resources', 'staticResources', 'dynamic_resources', 'dynamicResources', 'layered_runtime', 'layeredRuntime'))
    return 'bootstrap';
  if (hasAny(node, 'configs') && findValue(node, 'configs')?.kind === 'list') return 'config-dump';
  if (hasAny(node, 'cluster_statuses', 'clusterStatuses')) return 'clusters-page';
  if (hasAny(node, 'listener_statuses', 'listenerStatuses')) return 'listeners-page';
  if (hasAny(node, 'resources') && findValue(node, 'resources')?.kind === 'list') return 'discovery-response';
  if (hasAny(node, 'virtual_hosts', 'virtualHosts', 'vhds')) return 'route-configuration';
  if (
    hasAny(
      node,
      'filter_chains',
      'filterChains',
      'default_filter_chain',
      'defaultFilterChain',
      'listener_filters',
      'listenerFilters',
      'api_listener',
      'apiListener',
    )
  )
    return 'listener';
  if (hasAny(node, 'domains') && hasAny(node, 'routes', 'matcher', 'name')) return 'virtual-host';
  if (hasAny(node, 'cluster_name', 'clusterName') && hasAny(node, 'endpoints', 'policy', 'cluster_name')) return 'load-assignment';
  if (
    hasAny(
      node,
      'load_assignment',
      'loadAssignment',
      'connect_timeout',
      'connectTimeout',
      'lb_policy',
      'lbPolicy',
      'eds_cluster_config',
      'edsClusterConfig',
      'cluster_type',
      'clusterType',
    )
  )
    return 'cluster';
  if (
    hasAny(
      node,
      'tls_certificate',
      'tlsCertificate',
      'validation_context',
      'validationContext',
      'session_ticket_keys',
      'generic_secret',
      'genericSecret',
    )
  )
    return 'secret';
  if (hasAny(node, 'route_configuration_name', 'routeConfigurationName') && hasAny(node, 'key')) return 'scoped-route';
  if (hasAny(node, 'admin', 'node', 'stats_config', 'overload_manager', 'cluster_manager', 'runtime')) return 'bootstrap';
  return 'unknown';
}
