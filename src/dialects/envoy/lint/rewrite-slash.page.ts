import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A prefix rewrite doubles or loses a slash.',
  why: 'prefix_rewrite replaces the characters of the prefix and nothing else: with `/api` to `/`, the path `/api/x` becomes `//x`.',
  source: 'Envoy 1.40, config.route.v3.RouteAction.prefix_rewrite; observed',
  frame: routes,
  wrong: `- {match: {prefix: /api}, route: {cluster: a, prefix_rewrite: /}}`,
  right: `- {match: {prefix: /api/}, route: {cluster: a, prefix_rewrite: /}}
- {match: {path: /api}, route: {cluster: a, prefix_rewrite: /}}`,
};
