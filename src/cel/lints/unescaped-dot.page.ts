import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The pattern for a host name has a bare dot in it, which stands for any character.',
  why: 'api.example.com as a pattern also fits api-example.com, a name that somebody else can register. For an origin or a host that is a hole.',
  source: 'RE2 and Rust regex syntax: . is any character',
  profile: 'agentgateway',
  use: 'condition',
  wrong: 'request.host.matches("^api.example.com$")',
  right: 'request.host.matches("^api\\\\.example\\\\.com$")',
};
