import type { ConfigPage } from '../../../diagnostics/page.ts';
import { routes } from '../pages/frames.ts';

export const page: ConfigPage = {
  means: 'A regular expression must match the whole path, and this one looks as if it searched.',
  why: 'Envoy matches safe_regex as if it stood between ^ and $. `/api` takes /api and nothing below it.',
  source: 'Envoy 1.40, type.matcher.v3.RegexMatcher',
  frame: routes,
  wrong: `- {match: {safe_regex: {regex: "^/api"}}, route: {cluster: a}}`,
  right: `- {match: {safe_regex: {regex: "/api/.*"}}, route: {cluster: a}}`,
};
