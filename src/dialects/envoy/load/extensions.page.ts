// Extensions that are not there.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { httpFilters, routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/no-implementation': {
    means: 'No extension takes this configuration at this place.',
    why: 'The message exists, and is for something else, or is not compiled into this Envoy.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.cors
  typed_config: {"@type": type.googleapis.com/envoy.config.core.v3.Address}`,
    right: `- name: envoy.filters.http.cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}`,
  },
  'envoy/empty-per-route': {
    means: 'An entry of typed_per_filter_config configures nothing.',
    why: 'It would change nothing; Envoy takes it for a mistake.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: `- match: {prefix: /}
  route: {cluster: a}
  typed_per_filter_config: {x: {"@type": type.googleapis.com/envoy.config.route.v3.FilterConfig}}`,
    right: `- match: {prefix: /}
  route: {cluster: a}`,
  },
  'envoy/per-route-type': {
    means: 'The settings per route are of another kind than the filter takes.',
    why: 'They could not be applied.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: `- match: {prefix: /}
  route: {cluster: a}
  typed_per_filter_config: {envoy.filters.http.router: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}`,
    right: `- match: {prefix: /}
  route: {cluster: a}`,
  },
};
