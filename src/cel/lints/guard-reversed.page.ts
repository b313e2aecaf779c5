import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A field is read only where the test before it has found that it is missing.',
  why: 'The test stands the wrong way round: has and && go together, or !has and ||. As it is, the part that reads the field always fails.',
  source: 'CEL specification, has() and logical operators',
  profile: 'agentgateway',
  use: 'allow',
  wrong: '!has(jwt.team) && jwt.team == "red"',
  right: 'has(jwt.team) && jwt.team == "red"',
};
