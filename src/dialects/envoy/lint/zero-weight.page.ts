import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A weighted cluster has weight 0.',
  why: 'It takes part in the configuration and in no request. That may be meant during a roll-out.',
  source: 'Envoy 1.40, config.route.v3.WeightedCluster',
  frame: routes,
  wrong: `- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 100}, {name: b, weight: 0}]}}}`,
  right: `- {match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: a, weight: 90}, {name: b, weight: 10}]}}}`,
};
