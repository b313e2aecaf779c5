// Matchers of the newer API.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { virtualHosts } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/empty-map': {
    means: 'A map of a matcher tree has no entry.',
    why: 'It could never match.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- name: one
  domains: ["*"]
  matcher:
    matcher_tree:
      input: {name: path, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: ":path"}}
      exact_match_map: {map: {}}`,
    right: `- name: one
  domains: ["*"]
  matcher:
    matcher_tree:
      input: {name: path, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: ":path"}}
      exact_match_map: {map: {/a: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}}`,
  },
};
