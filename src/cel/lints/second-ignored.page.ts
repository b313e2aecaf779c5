import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'contains, startsWith, endsWith or matches is called as a function, with the text and what is looked for as its arguments.',
  why: 'agentgateway reads both from the first argument, so a text is tested with itself: the answer is true whatever the second argument says. A rule written so lets every request through, or none.',
  source: 'agentgateway 1.4; asked of the real program',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'startsWith(request.path, "/admin")',
  right: 'request.path.startsWith("/admin")',
};
