import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'Something in this deny rule can fail, and a deny rule that fails does not deny.',
  why: 'A missing field, a missing token or a refused conversion ends the expression in an error. For a deny rule that counts as false: whoever leaves the header or the token out walks past it. Test for the field first, or turn the rule round into one that requires.',
  source: 'agentgateway 1.4, authorization rules: errors count as "does not match"',
  profile: 'agentgateway',
  use: 'deny',
  wrong: 'jwt.team == "guests"',
  right: '!has(jwt.team) || jwt.team == "guests"',
};
