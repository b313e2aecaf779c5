import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A function is called as a method of a value.',
  why: 'Functions of agentgateway that take all they need from their arguments do not look at what stands before the dot: jwt.team.default("none") is always "none".',
  source: 'agentgateway 1.4; asked of the real program',
  profile: 'agentgateway',
  use: 'value',
  wrong: 'jwt.team.default("none")',
  right: 'default(jwt.team, "none")',
};
