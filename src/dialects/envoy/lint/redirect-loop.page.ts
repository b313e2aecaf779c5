import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A redirect leads to a path that the same route takes again.',
  why: 'The client follows, is redirected again, and gives up after some rounds.',
  source: 'Envoy 1.40, config.route.v3.RedirectAction',
  frame: routes,
  wrong: `- {match: {prefix: /docs}, redirect: {path_redirect: /docs/start}}`,
  right: `- {match: {path: /docs/start}, route: {cluster: a}}
- {match: {prefix: /docs}, redirect: {path_redirect: /docs/start}}`,
};
