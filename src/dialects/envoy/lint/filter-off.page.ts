import type { ConfigPage } from '../../../diagnostics/page.ts';
import { httpFilters } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'The filter is there and does nothing: the share of requests that it looks at is zero.',
  why: 'A rate limit whose shares are left out counts nobody, as both are 0 % unless given. The filter looks like protection and is none.',
  source: 'Envoy 1.40, loads without a word',
  frame: httpFilters,
  wrong: `- name: envoy.filters.http.local_ratelimit
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
    stat_prefix: limit
    token_bucket: {max_tokens: 10, tokens_per_fill: 10, fill_interval: 1s}`,
  right: `- name: envoy.filters.http.local_ratelimit
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
    stat_prefix: limit
    token_bucket: {max_tokens: 10, tokens_per_fill: 10, fill_interval: 1s}
    filter_enabled: {default_value: {numerator: 100}}
    filter_enforced: {default_value: {numerator: 100}}`,
};
