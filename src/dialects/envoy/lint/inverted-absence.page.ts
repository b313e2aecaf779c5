import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'An inverted test of a header’s value does not fit requests without the header.',
  why: 'A header that is absent never fits a test of its value, and invert_match does not turn that around. A rule like “not internal” so lets requests without the header pass by.',
  source: 'Envoy 1.40, config.route.v3.HeaderMatcher.invert_match; observed',
  frame: routes,
  wrong: `- match: {prefix: /, headers: [{name: x-tier, string_match: {exact: internal}, invert_match: true}]}
  route: {cluster: a}`,
  right: `- match: {prefix: /, headers: [{name: x-tier, string_match: {exact: internal}, invert_match: true, treat_missing_header_as_empty: true}]}
  route: {cluster: a}`,
};
