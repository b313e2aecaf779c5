// Header operations and formats.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/bad-format': {
    means: 'The format has an operator that Envoy does not know, or is not closed.',
    why: 'Every log line or header made of it would be wrong; Envoy refuses it.',
    source: 'Envoy 1.40, access log operators',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {cluster: a}, request_headers_to_add: [{header: {key: x, value: "%CLIENT%"}}]}',
    right:
      '- {match: {prefix: /}, route: {cluster: a}, request_headers_to_add: [{header: {key: x, value: "%DOWNSTREAM_REMOTE_ADDRESS%"}}]}',
  },
  'envoy/protected-header': {
    means: 'A header operation changes what has a setting of its own.',
    why: 'The pseudo-headers and Host decide where the request goes; they are rewritten by the route.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong: '- {match: {prefix: /}, route: {cluster: a}, request_headers_to_add: [{header: {key: ":path", value: /b}}]}',
    right: '- {match: {prefix: /}, route: {cluster: a, prefix_rewrite: /b}}',
  },
  'envoy/append-twice': {
    means: 'A header operation says in its old and its new form what to do with a header that is there.',
    why: 'append_action has replaced append.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: routes,
    wrong:
      '- {match: {prefix: /}, route: {cluster: a}, request_headers_to_add: [{header: {key: x, value: a}, append: true, append_action: ADD_IF_ABSENT}]}',
    right:
      '- {match: {prefix: /}, route: {cluster: a}, request_headers_to_add: [{header: {key: x, value: a}, append_action: ADD_IF_ABSENT}]}',
  },
};
