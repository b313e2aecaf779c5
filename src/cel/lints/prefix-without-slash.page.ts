import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A rule asks for the beginning of a path, and the text does not end at a slash.',
  why: '/admin is also the beginning of /administrators and /admin.old, which the rule then covers too. That may be meant; if only what is below /admin is, ask for /admin or /admin/….',
  source: 'CEL specification, startsWith',
  profile: 'agentgateway',
  use: 'allow',
  wrong: 'request.path.startsWith("/public")',
  right: 'request.path == "/public" || request.path.startsWith("/public/")',
};
