import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: "The whole of Envoy's request.path, or its end, is compared with a path.",
  why: 'request.path has the query in it. /admin?x=1 is not equal to /admin, so anybody passes the rule by adding a question mark. request.url_path is the path without the query.',
  source: 'Envoy 1.40, attributes request.path and request.url_path',
  profile: 'envoy',
  use: 'condition',
  wrong: 'request.path == "/admin"',
  right: 'request.url_path == "/admin"',
};
