import type { ConfigPage } from '../../../diagnostics/page.ts';
import { manager } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A connection manager has no HTTP filters, so no router.',
  why: 'The router is a filter like any other. Without it the configuration loads, and requests hang without an answer.',
  source: 'Envoy 1.40, observed',
  frame: manager,
  wrong: `route_config: {virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}]}`,
  right: `route_config: {virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: a}}]}]}
http_filters: [{name: envoy.filters.http.router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}]`,
};
