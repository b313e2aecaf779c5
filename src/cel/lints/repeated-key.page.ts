import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A map literal gives the same key twice.',
  why: 'The specification makes building such a map an error, agentgateway keeps the last value. In either case one of the two is lost.',
  source: 'CEL specification, field selection and map literals; agentgateway 1.4 keeps the last',
  wrong: '{"user": "a", "user": "b"}',
  right: '{"user": "a", "team": "b"}',
};
