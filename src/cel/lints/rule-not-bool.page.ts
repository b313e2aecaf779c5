import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The rule gives something that is neither true nor false.',
  why: 'A gateway acts on a rule only where it is exactly true. A text, even "true", a number or a list is not, so the rule never holds.',
  source: 'agentgateway 1.4 and Envoy 1.40: a condition counts when its value is the bool true',
  profile: 'agentgateway',
  use: 'allow',
  wrong: 'request.path',
  right: 'request.path == "/status"',
};
