// Virtual hosts, routes and what they do.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { listeners, routes, virtualHosts } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/duplicate-domain': {
    means: 'A domain stands in two virtual hosts, or twice in one.',
    why: 'Which host serves it would depend on nothing that is written; Envoy refuses the table.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- {name: one, domains: [a.test], routes: []}
- {name: two, domains: [a.test], routes: []}`,
    right: `- {name: one, domains: [a.test], routes: []}
- {name: two, domains: [b.test], routes: []}`,
  },
  'envoy/partial-wildcard': {
    means: 'A server name has a star at a place where it means nothing.',
    why: 'A star stands at the begin, before a dot.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: listeners,
    wrong: `- name: tls
  address: {socket_address: {address: 0.0.0.0, port_value: 443}}
  filter_chains: [{filter_chain_match: {server_names: ["a*.test"]}, filters: []}]`,
    right: `- name: tls
  address: {socket_address: {address: 0.0.0.0, port_value: 443}}
  filter_chains: [{filter_chain_match: {server_names: ["*.a.test"]}, filters: []}]`,
  },
  'envoy/bad-regex': {
    means: 'The pattern cannot be read.',
    why: 'Patterns are RE2: without look-around and back-references. Envoy compiles them when it loads.',
    source: 'RE2 syntax',
    frame: routes,
    wrong: '- {match: {safe_regex: {regex: "^/(?!admin)"}}, route: {cluster: a}}',
    right: '- {match: {safe_regex: {regex: "^/api/.*"}}, route: {cluster: a}}',
  },
  'envoy/two-rewrites': {
    means: 'The route rewrites its path in two ways.',
    why: 'The prefix, a pattern and a template exclude each other.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /a}, route: {cluster: a, prefix_rewrite: /b, regex_rewrite: {pattern: {regex: a}, substitution: c}}}',
    right: '- {match: {prefix: /a}, route: {cluster: a, prefix_rewrite: /b}}',
  },
  'envoy/no-weight': {
    means: 'The weights of the clusters add up to nothing.',
    why: 'None of them could be chosen.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 0}]}}}',
    right: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 1}]}}}',
  },
  'envoy/too-much-weight': {
    means: 'The weights of the clusters add up to more than 32 bits.',
    why: 'The sum is what a random number is drawn from.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 4294967295}, {name: b, weight: 1}]}}}',
    right: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 9}, {name: b, weight: 1}]}}}',
  },
  'envoy/no-name': {
    means: 'An entry of the weighted clusters names none.',
    why: 'It needs name or cluster_header.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{weight: 1}]}}}',
    right: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 1}]}}}',
  },
  'envoy/two-names': {
    means: 'An entry names its cluster in two ways.',
    why: 'A fixed name and the name out of a header exclude each other.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, cluster_header: x-cluster, weight: 1}]}}}',
    right: '- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 1}]}}}',
  },
  'envoy/line-break': {
    means: 'A redirect holds a line break.',
    why: 'It would break the header location in two.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, redirect: {path_redirect: "/a\\nb"}}',
    right: '- {match: {prefix: /}, redirect: {path_redirect: /a}}',
  },
  'envoy/back-off': {
    means: 'The longest pause between attempts is shorter than the first.',
    why: 'Pauses grow from one to the other.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong:
      '- {match: {prefix: /}, route: {cluster: a, retry_policy: {retry_on: 5xx, retry_back_off: {base_interval: 2s, max_interval: 1s}}}}',
    right:
      '- {match: {prefix: /}, route: {cluster: a, retry_policy: {retry_on: 5xx, retry_back_off: {base_interval: 1s, max_interval: 2s}}}}',
  },
  'envoy/routes-and-matcher': {
    means: 'A virtual host has a list of routes and a matcher.',
    why: 'One of them finds the route; Envoy refuses both together.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- name: one
  domains: ["*"]
  routes: [{match: {prefix: /}, route: {cluster: a}}]
  matcher: {on_no_match: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}`,
    right: `- name: one
  domains: ["*"]
  routes: [{match: {prefix: /}, route: {cluster: a}}]`,
  },
  'envoy/rewrite-without-template': {
    means: 'A template rewrites the path, and no template matches it.',
    why: 'What it would put in comes from the match.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: `- match: {prefix: /a}
  route: {cluster: a, path_rewrite_policy: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.path.rewrite.uri_template.v3.UriTemplateRewriteConfig, path_template_rewrite: "/b/{x}"}}}`,
    right: `- match: {prefix: /a}
  route: {cluster: a, prefix_rewrite: /b}`,
  },
  'envoy/prefix-of-template': {
    means: 'A prefix is to be replaced, and a template matched the path.',
    why: 'A template has no prefix that could be replaced.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: `- match: {path_match_policy: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig, path_template: "/a/{x}"}}}
  route: {cluster: a, prefix_rewrite: /b}`,
    right: '- {match: {prefix: /a}, route: {cluster: a, prefix_rewrite: /b}}',
  },
  'envoy/bad-template': {
    means: 'The template of a path cannot be read.',
    why: 'Templates have their own small syntax: {name}, *, **.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: `- match: {path_match_policy: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig, path_template: "/a/{x"}}}
  route: {cluster: a}`,
    right: `- match: {path_match_policy: {name: t, typed_config: {"@type": type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig, path_template: "/a/{x}"}}}
  route: {cluster: a}`,
  },
  'envoy/unknown-plugin': {
    means: 'The route names a cluster specifier plugin that the table does not define.',
    why: 'Which cluster it leads to would be unknown.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {cluster_specifier_plugin: choose}}',
    right: '- {match: {prefix: /}, route: {cluster: a}}',
  },
  'envoy/keep-matching': {
    means: 'A matcher of routes goes on after a match.',
    why: 'A route table ends with the first.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- name: one
  domains: ["*"]
  matcher: {on_no_match: {keep_matching: true, action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}`,
    right: `- name: one
  domains: ["*"]
  matcher: {on_no_match: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}`,
  },
  'envoy/wrong-action': {
    means: 'A matcher of routes ends in something that is no route.',
    why: 'The action of a route table is a route or a list of them.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- name: one
  domains: ["*"]
  matcher: {on_no_match: {action: {name: route, typed_config: {"@type": type.googleapis.com/google.protobuf.StringValue, value: a}}}}`,
    right: `- name: one
  domains: ["*"]
  matcher: {on_no_match: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}`,
  },
  'envoy/wrong-input': {
    means: 'A matcher of routes looks at something that is not known there.',
    why: 'Routes are chosen by request headers and filter state.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- name: one
  domains: ["*"]
  matcher:
    matcher_tree:
      input: {name: ip, typed_config: {"@type": type.googleapis.com/envoy.extensions.matching.common_inputs.network.v3.SourceIPInput}}
      exact_match_map: {map: {a: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}}`,
    right: `- name: one
  domains: ["*"]
  matcher:
    matcher_tree:
      input: {name: path, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: ":path"}}
      exact_match_map: {map: {a: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}}}`,
  },
  'envoy/no-engine': {
    means: 'A pattern of the matcher API does not say which library reads it.',
    why: 'Write google_re2: {} beside the regex.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: virtualHosts,
    wrong: `- name: one
  domains: ["*"]
  matcher:
    matcher_list:
      matchers:
      - predicate: {single_predicate: {input: {name: path, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: ":path"}}, value_match: {safe_regex: {regex: a}}}}
        on_match: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}`,
    right: `- name: one
  domains: ["*"]
  matcher:
    matcher_list:
      matchers:
      - predicate: {single_predicate: {input: {name: path, typed_config: {"@type": type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput, header_name: ":path"}}, value_match: {safe_regex: {google_re2: {}, regex: a}}}}
        on_match: {action: {name: route, typed_config: {"@type": type.googleapis.com/envoy.config.route.v3.Route, match: {prefix: /}, route: {cluster: a}}}}`,
  },
  'envoy/ignore-case': {
    means: 'A pattern is to ignore case by a setting that has no effect on patterns.',
    why: 'Write (?i) at its begin.',
    source: 'RE2 syntax',
    frame: routes,
    wrong: '- {match: {prefix: /, headers: [{name: x, string_match: {safe_regex: {regex: abc}, ignore_case: true}}]}, route: {cluster: a}}',
    right: '- {match: {prefix: /, headers: [{name: x, string_match: {safe_regex: {regex: "(?i)abc"}}}]}, route: {cluster: a}}',
  },
};
