import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A retry policy does not say what is retried.',
  why: 'Only failures that retry_on names are retried. Words that Envoy does not know are ignored, and some need a list beside them.',
  source: 'Envoy 1.40, config.route.v3.RetryPolicy.retry_on',
  frame: routes,
  wrong: `- {match: {prefix: /}, route: {cluster: a, retry_policy: {num_retries: 3}}}`,
  right: `- {match: {prefix: /}, route: {cluster: a, retry_policy: {num_retries: 3, retry_on: "5xx,reset"}}}`,
};
