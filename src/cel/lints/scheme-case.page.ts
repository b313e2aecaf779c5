import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The scheme is compared with a text in upper case.',
  why: 'Gateways have schemes in lower case, and == compares letter by letter. The comparison holds for no request.',
  source: 'RFC 3986 §3.1; agentgateway and Envoy keep schemes in lower case',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'request.scheme == "HTTPS"',
  right: 'request.scheme == "https"',
};
