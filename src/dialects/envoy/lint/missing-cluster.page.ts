import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'The route leads to a cluster that nothing defines.',
  why: 'Where Envoy checks it, it refuses the configuration; where it does not, every request that comes here is answered 503 with the flag NC.',
  source: 'Envoy 1.40, validate_clusters',
  frame: routes,
  wrong: '- {match: {prefix: /}, route: {cluster: shop}}',
  right: '- {match: {prefix: /}, route: {cluster: a}}',
};
