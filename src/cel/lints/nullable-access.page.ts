import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The value is read from something that not every request has, such as the claims of a token.',
  why: 'Where it is null, reading a field of it fails, and the whole text, header or key that the expression makes is left out.',
  source: 'agentgateway 1.4: every root variable is declared, absent ones are null; a failed value is not written',
  profile: 'agentgateway',
  use: 'value',
  wrong: '"user " + jwt.sub',
  right: '"user " + default(jwt.sub, "unknown")',
};
