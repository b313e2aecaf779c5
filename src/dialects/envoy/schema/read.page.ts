// What a field of a message may hold.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { httpFilters, routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/unknown-field': {
    means: 'The message has no setting of this name.',
    why: 'Envoy refuses a whole configuration for one unknown field: a slip, or a field one level too high, stops it from starting. Names may be written in snake_case or camelCase.',
    source: 'Envoy 1.40, its protos',
    frame: routes,
    wrong: '- {match: {prefix: /}, rout: {cluster: a}}',
    right: '- {match: {prefix: /}, route: {cluster: a}}',
  },
  'envoy/wrong-type': {
    means: 'The value is of another kind than the setting takes.',
    why: 'A text for a number, a list for a map, a null: what cannot be read as the type of the field is refused. Numbers and booleans may stand in quotes.',
    source: 'Envoy 1.40, its protos and the JSON form of protobuf',
    frame: routes,
    wrong: '- {match: {prefix: /}, direct_response: {status: ok}}',
    right: '- {match: {prefix: /}, direct_response: {status: 200}}',
  },
  'envoy/unknown-enum-value': {
    means: 'The word is none of those that the setting takes.',
    why: 'Words are those of the proto; their case does not matter, their spelling does.',
    source: 'Envoy 1.40, its protos',
    frame: routes,
    wrong: '- {match: {prefix: /}, redirect: {https_redirect: true, response_code: MOVED}}',
    right: '- {match: {prefix: /}, redirect: {https_redirect: true, response_code: FOUND}}',
  },
  'envoy/oneof-twice': {
    means: 'Two settings that exclude each other are both given, or one in both spellings.',
    why: 'Only one of them can hold; Envoy does not choose.',
    source: 'Envoy 1.40, oneof fields of its protos',
    frame: routes,
    wrong: '- {match: {prefix: /, path: /a}, route: {cluster: a}}',
    right: '- {match: {prefix: /}, route: {cluster: a}}',
  },
  'envoy/bad-duration': {
    means: 'The text is no duration.',
    why: 'A duration is a number of seconds with an s behind it: 0.25s, 90s. Minutes and milliseconds have no letters here.',
    source: 'JSON form of google.protobuf.Duration',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {cluster: a, timeout: 5m}}',
    right: '- {match: {prefix: /}, route: {cluster: a, timeout: 300s}}',
  },
  'envoy/missing-type': {
    means: 'A typed configuration does not say of what kind it is.',
    why: 'Its @type names the message, and with it the filter or extension; without it nothing can be read.',
    source: 'Envoy 1.40, google.protobuf.Any',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.cors
  typed_config: {stat_prefix: a}`,
    right: `- name: envoy.filters.http.cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}`,
  },
  'envoy/bad-type': {
    means: 'The @type is not written as one.',
    why: 'It is a URL: anything, a slash, and the full name of the message.',
    source: 'google.protobuf.Any',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.cors
  typed_config: {"@type": envoy.extensions.filters.http.cors.v3.Cors}`,
    right: `- name: envoy.filters.http.cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}`,
  },
  'envoy/unknown-type': {
    means: 'No message of this name is in this Envoy.',
    why: 'It is misspelt, or of an extension or an API version (v2) that is not compiled in.',
    source: 'Envoy 1.40, its protos',
    frame: httpFilters,
    wrong: `- name: envoy.filters.http.cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v9.Cors}`,
    right: `- name: envoy.filters.http.cors
  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors}`,
  },
  'envoy/too-deep': {
    means: 'Lists and maps are nested deeper than what is read.',
    why: 'No configuration needs that many levels.',
    source: 'Envoy 1.40 reads 100 levels; Gateglass, limits',
    frame: (example) =>
      `static_resources:\n  clusters: []\nnode: {id: a, cluster: b, metadata: {x: ${example.startsWith('deep') ? '['.repeat(120) + ']'.repeat(120) : example}}}`,
    wrong: 'deep: a list in a list, 120 times',
    right: '[1]',
  },
  'envoy/ignored-field': {
    means: 'The message has no setting of this name, and Envoy passes over it here.',
    why: 'In dynamic resources unknown fields are left out without a word, so the setting has no effect.',
    source: 'Envoy 1.40, unknown fields of dynamic resources',
    options: { dialect: 'envoy' },
    wrong: `resources:
- {"@type": type.googleapis.com/envoy.config.cluster.v3.Cluster, name: a, connect_timeout: 1s, conect: 1}`,
    right: `resources:
- {"@type": type.googleapis.com/envoy.config.cluster.v3.Cluster, name: a, connect_timeout: 1s}`,
  },
};
