import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A timeout of 0 seconds is no timeout.',
  why: '0s switches the limit of 15 s off. A backend that never answers then holds the request until the stream has been idle for long enough.',
  source: 'Envoy 1.40, config.route.v3.RouteAction.timeout',
  frame: routes,
  wrong: `- {match: {prefix: /}, route: {cluster: a, timeout: 0s}}`,
  right: `- {match: {prefix: /}, route: {cluster: a, timeout: 60s}}`,
};
