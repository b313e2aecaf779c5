// Whole configurations around the parts that examples show.

/** Moves every line but the first by `columns`. */
export const indented = (text: string, columns: number): string => text.replaceAll('\n', `\n${' '.repeat(columns)}`);

const ROUTER =
  '{name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}';

const cluster = (name: string, address: string): string =>
  `  - {name: ${name}, connect_timeout: 1s, load_assignment: {cluster_name: ${name}, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: ${address}, port_value: 80}}}}]}]}}`;

const CLUSTERS = `  clusters:
${cluster('a', '10.0.0.1')}
${cluster('b', '10.0.0.2')}`;

/** The example is the content of `static_resources.listeners`. */
export const listeners = (example: string): string => `node: {id: example, cluster: example}
static_resources:
  listeners:
  ${indented(example, 2)}
${CLUSTERS}`;

/** The example is the settings of an HTTP connection manager that listens on port 8080. */
export const manager = (example: string): string =>
  listeners(`- name: http
  address: {socket_address: {address: 0.0.0.0, port_value: 8080}}
  filter_chains:
  - filters:
    - name: envoy.filters.network.http_connection_manager
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
        stat_prefix: http
        ${indented(example, 8)}`);

/** The example is a list of HTTP filters; the router follows them, and one route takes every path. */
export const httpFilters = (example: string): string =>
  manager(`route_config:
  virtual_hosts:
  - name: all
    domains: ["*"]
    routes:
    - {match: {prefix: /}, route: {cluster: a}}
http_filters:
${example}
- ${ROUTER}`);

/** The example is a list of virtual hosts. */
export const virtualHosts = (example: string): string =>
  manager(`route_config:
  virtual_hosts:
  ${indented(example, 2)}
http_filters:
- ${ROUTER}`);

/** The example is a list of routes of a virtual host that takes every host. */
export const routes = (example: string): string =>
  virtualHosts(`- name: all
  domains: ["*"]
  routes:
  ${indented(example, 2)}`);

/** The example is a list of clusters. */
export const clusters = (example: string): string => `static_resources:
  clusters:
  ${indented(example, 2)}`;

/** The example is the rules of an RBAC filter; `settings` are more of the connection manager. */
export const rbac = (example: string, settings = ''): string =>
  manager(`${settings === '' ? '' : `${settings}\n`}route_config:
  virtual_hosts:
  - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}
http_filters:
- name: envoy.filters.http.rbac
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC
    rules:
      ${indented(example, 6)}
- ${ROUTER}`);

/** The example is the TLS settings of a listener. */
export const tlsListener = (example: string): string =>
  listeners(`- name: tls
  address: {socket_address: {address: 0.0.0.0, port_value: 443}}
  filter_chains:
  - filters: []
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
        ${indented(example, 8)}`);
