import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The literals in this rule decide it alone: it comes out the same for every request.',
  why: 'A rule that always holds protects nothing, one that never does blocks everybody or is dead. Most often a literal was left in from trying things out. A rule that is nothing but true or false is taken for a decision and not reported.',
  source: 'CEL specification, logical operators: true || x is true and false && x is false, whatever x is',
  profile: 'agentgateway',
  use: 'allow',
  wrong: 'request.path == "/" || true',
  right: 'request.path == "/"',
};
