import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A request method is compared with a text that is not in upper case.',
  why: 'Methods are case-sensitive in HTTP, clients send them in upper case, and == compares letter by letter. The comparison holds for no request.',
  source: 'RFC 9110 §9.1; neither agentgateway nor Envoy changes the case of a method',
  profile: 'agentgateway',
  use: 'allow',
  wrong: 'request.method == "get"',
  right: 'request.method == "GET"',
};
