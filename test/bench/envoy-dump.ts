// A generated admin dump as a control plane fills one: hosts by domain, routes of every kind of match, filters' settings per
// route, clusters with endpoints. About two kilobytes a route, pretty-printed as Envoy prints it.

const API = 'type.googleapis.com/envoy';
const HOSTS_OF = 100;

export interface DumpSize {
  readonly routes: number;
  /** Routes share clusters: one for so many. */
  readonly routesPerCluster?: number;
}

const time = '2026-01-01T00:00:00.000Z';

/** The dump as text. The same size gives the same text. */
export const dumpText = (size: DumpSize): string => JSON.stringify(dump(size), null, 1);

/** The request that the route of this number takes, whatever its match asks for. */
export function requestFor(route: number): { readonly host: string; readonly path: string; readonly headers: readonly [string, string][] } {
  const host = Math.floor(route / HOSTS_OF);
  const kind = route % 5;
  const path = kind === 3 ? `/items-${route}/42` : kind === 2 ? `/exact/${route}` : `/api/v1/service-${route}/items`;
  return { host: `host-${host}.example.com`, path, headers: kind === 4 ? [['x-tenant', `tenant-${route}`]] : [] };
}

function dump({ routes, routesPerCluster = 10 }: DumpSize): unknown {
  const clusters = Math.max(1, Math.ceil(routes / routesPerCluster));
  return {
    configs: [
      { '@type': `${API}.admin.v3.BootstrapConfigDump`, bootstrap: { node: { id: 'edge-1', cluster: 'edge' } }, last_updated: time },
      {
        '@type': `${API}.admin.v3.ClustersConfigDump`,
        version_info: '1',
        dynamic_active_clusters: Array.from({ length: clusters }, (_, i) => ({
          version_info: '1',
          cluster: clusterOf(i),
          last_updated: time,
        })),
      },
      {
        '@type': `${API}.admin.v3.ListenersConfigDump`,
        version_info: '1',
        dynamic_listeners: [{ name: 'edge', active_state: { version_info: '1', listener: listener(), last_updated: time } }],
      },
      {
        '@type': `${API}.admin.v3.RoutesConfigDump`,
        dynamic_route_configs: [{ version_info: '1', route_config: routeTable(routes, routesPerCluster), last_updated: time }],
      },
    ],
  };
}

const clusterOf = (i: number): unknown => ({
  '@type': `${API}.config.cluster.v3.Cluster`,
  name: `outbound|8080||service-${i}.default.svc.cluster.local`,
  type: 'STATIC',
  connect_timeout: '10s',
  lb_policy: 'LEAST_REQUEST',
  circuit_breakers: { thresholds: [{ max_connections: 4294967295, max_pending_requests: 4294967295, track_remaining: true }] },
  load_assignment: {
    cluster_name: `outbound|8080||service-${i}.default.svc.cluster.local`,
    endpoints: [
      {
        locality: { region: 'eu', zone: `zone-${i % 3}` },
        lb_endpoints: Array.from({ length: 3 }, (_, e) => ({
          endpoint: { address: { socket_address: { address: `10.${(i >> 8) & 255}.${i & 255}.${e + 1}`, port_value: 8080 } } },
          health_status: 'HEALTHY',
          metadata: { filter_metadata: { istio: { workload: `service-${i};default;service-${i};v1;Kubernetes` } } },
          load_balancing_weight: 1,
        })),
      },
    ],
  },
  metadata: {
    filter_metadata: { istio: { services: [{ name: `service-${i}`, namespace: 'default', host: `service-${i}.default.svc` }] } },
  },
});

const listener = (): unknown => ({
  '@type': `${API}.config.listener.v3.Listener`,
  name: 'edge',
  address: { socket_address: { address: '0.0.0.0', port_value: 8080 } },
  filter_chains: [
    {
      filters: [
        {
          name: 'envoy.filters.network.http_connection_manager',
          typed_config: {
            '@type': `${API}.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`,
            stat_prefix: 'edge',
            normalize_path: true,
            rds: { route_config_name: 'edge', config_source: { ads: {}, resource_api_version: 'V3' } },
            http_filters: [
              { name: 'envoy.filters.http.cors', typed_config: { '@type': `${API}.extensions.filters.http.cors.v3.Cors` } },
              { name: 'envoy.filters.http.fault', typed_config: { '@type': `${API}.extensions.filters.http.fault.v3.HTTPFault` } },
              { name: 'envoy.filters.http.router', typed_config: { '@type': `${API}.extensions.filters.http.router.v3.Router` } },
            ],
            access_log: [
              {
                name: 'envoy.access_loggers.stdout',
                typed_config: {
                  '@type': `${API}.extensions.access_loggers.stream.v3.StdoutAccessLog`,
                  log_format: {
                    text_format_source: {
                      inline_string: '[%START_TIME%] "%REQ(:METHOD)% %REQ(:PATH)%" %RESPONSE_CODE% %ROUTE_NAME% "%UPSTREAM_CLUSTER%"\n',
                    },
                  },
                },
              },
            ],
          },
        },
      ],
    },
  ],
});

const routeTable = (routes: number, routesPerCluster: number): unknown => ({
  '@type': `${API}.config.route.v3.RouteConfiguration`,
  name: 'edge',
  virtual_hosts: Array.from({ length: Math.ceil(routes / HOSTS_OF) }, (_host, host) => ({
    name: `host-${host}.example.com:80`,
    domains: [`host-${host}.example.com`, `host-${host}.example.com:*`, `*.host-${host}.example.com`],
    routes: Array.from({ length: Math.min(HOSTS_OF, routes - host * HOSTS_OF) }, (_, i) =>
      routeOf(
        host * HOSTS_OF + i,
        `outbound|8080||service-${Math.floor((host * HOSTS_OF + i) / routesPerCluster)}.default.svc.cluster.local`,
      ),
    ),
    include_request_attempt_count: true,
  })),
  validate_clusters: false,
});

function routeOf(i: number, cluster: string): unknown {
  return {
    name: `default/route-${i}`,
    match: matchOf(i),
    route: {
      cluster,
      timeout: '15s',
      retry_policy: {
        retry_on: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes',
        num_retries: 2,
        host_selection_retry_max_attempts: '5',
        retriable_status_codes: [503],
      },
      hash_policy: [{ header: { header_name: 'x-session' }, terminal: true }],
    },
    metadata: { filter_metadata: { istio: { config: `/apis/networking.istio.io/v1/namespaces/default/virtual-service/service-${i}` } } },
    decorator: { operation: `service-${i}.default.svc.cluster.local:8080/*` },
    typed_per_filter_config: {
      'envoy.filters.http.cors': {
        '@type': `${API}.extensions.filters.http.cors.v3.CorsPolicy`,
        allow_origin_string_match: [{ exact: `https://console-${i}.example.com` }],
        allow_methods: 'GET,POST',
      },
    },
    request_headers_to_add: [
      { header: { key: 'x-route', value: `route-${i}` }, append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' },
      { header: { key: 'x-client', value: '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%' } },
    ],
  };
}

function matchOf(i: number): unknown {
  switch (i % 5) {
    case 2:
      return { path: `/exact/${i}`, case_sensitive: true };
    case 3:
      return { safe_regex: { regex: `/items-${i}/[0-9]+` } };
    case 4:
      return { prefix: `/api/v1/`, headers: [{ name: 'x-tenant', string_match: { exact: `tenant-${i}` } }] };
    default:
      return { prefix: `/api/v1/service-${i}/`, case_sensitive: true };
  }
}
