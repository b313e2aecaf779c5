// Settings that stand in several kinds of messages.
import type { ConfigPages } from '../../../diagnostics/page.ts';
import { clusters } from '../pages/frames.ts';

export const pages: ConfigPages = {
  'envoy/bad-hex': {
    means: 'The text is not made of pairs of hexadecimal digits.',
    why: 'A payload is given byte by byte: 48656c6c6f is Hello.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {send: {text: hello}}}]}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {send: {text: "68656c6c6f"}}}]}',
  },
  'envoy/bad-share': {
    means: 'More than everything is to be dropped.',
    why: 'A share is at most the whole.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: [], policy: {drop_overloads: [{category: a, drop_percentage: {numerator: 200}}]}}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: [], policy: {drop_overloads: [{category: a, drop_percentage: {numerator: 20}}]}}}',
  },
  'envoy/bad-status': {
    means: 'The range begins below 100.',
    why: 'No answer has such a status.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: {path: /, expected_statuses: [{start: 20, end: 300}]}}]}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, health_checks: [{timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: {path: /, expected_statuses: [{start: 200, end: 300}]}}]}',
  },
  'envoy/too-many': {
    means: 'There is one more than Envoy takes.',
    why: 'Some lists are read for a single entry.',
    source: 'Envoy 1.40, what it refuses to load',
    frame: clusters,
    wrong:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: [], policy: {drop_overloads: [{category: a}, {category: b}]}}}',
    right:
      '- {name: a, connect_timeout: 1s, type: STATIC, load_assignment: {cluster_name: a, endpoints: [], policy: {drop_overloads: [{category: a}]}}}',
  },
};
