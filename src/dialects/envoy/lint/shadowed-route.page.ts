import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'Nothing reaches this route: every request that it would fit is taken by an earlier one.',
  why: 'Envoy tries the routes of a virtual host in their order and takes the first that fits, not the longest. What stands behind a wider match is dead text, and its policies protect nothing.',
  source: 'Envoy 1.40, config.route.v3.VirtualHost.routes',
  frame: routes,
  wrong: `- {match: {prefix: /}, route: {cluster: a}}
- {match: {prefix: /api}, route: {cluster: b}}`,
  right: `- {match: {prefix: /api}, route: {cluster: b}}
- {match: {prefix: /}, route: {cluster: a}}`,
};
