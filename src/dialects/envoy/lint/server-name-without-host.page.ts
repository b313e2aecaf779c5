import type { ConfigPage } from '../../../diagnostics/page.ts';
import { listeners } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A filter chain for a server name has routes for other hosts only.',
  why: 'Clients send the name that they connected to as the host. With no virtual host for it, all requests of this chain are answered 404.',
  source: 'Envoy 1.40, config.route.v3.VirtualHost.domains',
  frame: listeners,
  wrong: `- name: https
  address: {socket_address: {address: 0.0.0.0, port_value: 443}}
  listener_filters: [{name: tls, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector}}]
  filter_chains:
  - filter_chain_match: {server_names: [shop.test]}
    filters:
    - name: envoy.filters.network.http_connection_manager
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
        stat_prefix: https
        route_config: {virtual_hosts: [{name: shop, domains: [store.test], routes: [{match: {prefix: /}, route: {cluster: a}}]}]}
        http_filters: [{name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}]`,
  right: `- name: https
  address: {socket_address: {address: 0.0.0.0, port_value: 443}}
  listener_filters: [{name: tls, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector}}]
  filter_chains:
  - filter_chain_match: {server_names: [shop.test]}
    filters:
    - name: envoy.filters.network.http_connection_manager
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
        stat_prefix: https
        route_config: {virtual_hosts: [{name: shop, domains: [shop.test, "shop.test:*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}]}
        http_filters: [{name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}]`,
};
