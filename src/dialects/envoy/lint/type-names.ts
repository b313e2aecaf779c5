// Full names of the messages that rules look at.
export const TypeNames = {
  virtualHost: 'envoy.config.route.v3.VirtualHost',
  routeAction: 'envoy.config.route.v3.RouteAction',
  listener: 'envoy.config.listener.v3.Listener',
  manager: 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  rbac: 'envoy.extensions.filters.http.rbac.v3.RBAC',
  rbacRules: 'envoy.config.rbac.v3.RBAC',
  localRateLimit: 'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
  extAuthz: 'envoy.extensions.filters.http.ext_authz.v3.ExtAuthz',
  csrf: 'envoy.extensions.filters.http.csrf.v3.CsrfPolicy',
} as const;
