import type { ConfigPage } from '../../../diagnostics/page.ts';
import { manager } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'Settings of a filter for a route stand under a key that names no filter.',
  why: 'The key is the name that the filter has in http_filters, not its type. Under any other key the settings load and are ignored.',
  source: 'Envoy 1.40, config.route.v3.Route.typed_per_filter_config; observed',
  frame: manager,
  wrong: `route_config:
  virtual_hosts:
  - name: all
    domains: ["*"]
    routes:
    - match: {prefix: /}
      route: {cluster: a}
      typed_per_filter_config:
        envoy.filters.http.cors: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy, allow_methods: GET}
http_filters:
- name: cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}
- name: envoy.filters.http.router
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}`,
  right: `route_config:
  virtual_hosts:
  - name: all
    domains: ["*"]
    routes:
    - match: {prefix: /}
      route: {cluster: a}
      typed_per_filter_config:
        cors: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy, allow_methods: GET}
http_filters:
- name: cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}
- name: envoy.filters.http.router
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}`,
};
