import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A pattern that looks like the beginning of a path is not tied to the beginning.',
  why: 'matches() looks for the pattern anywhere in the text. "/admin" is also found in /public/admin-pictures, so a rule about paths fits more than it was meant for.',
  source: 'CEL specification, matches: true where a part of the string fits; the same in RE2 and in Rust',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'request.path.matches("/admin/.*")',
  right: 'request.path.matches("^/admin/.*")',
};
