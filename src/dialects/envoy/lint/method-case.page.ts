import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A test for a method in small letters never fits.',
  why: 'Methods are compared with their case, and those of HTTP are written in capitals.',
  source: 'RFC 9110, 9.1; Envoy 1.40, config.route.v3.HeaderMatcher',
  frame: routes,
  wrong: `- match: {prefix: /, headers: [{name: ":method", string_match: {exact: get}}]}
  route: {cluster: a}`,
  right: `- match: {prefix: /, headers: [{name: ":method", string_match: {exact: GET}}]}
  route: {cluster: a}`,
};
