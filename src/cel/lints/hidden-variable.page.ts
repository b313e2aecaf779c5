import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: "A loop's variable has the name of one that the program gives.",
  why: 'Inside the loop the name means the element, and what the program knows under it cannot be reached.',
  source: 'CEL specification, name resolution: the variable of a macro wins',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'jwt.roles.exists(request, request == "admin")',
  right: 'jwt.roles.exists(role, role == "admin")',
};
