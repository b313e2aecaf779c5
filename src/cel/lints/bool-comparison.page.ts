import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'A condition is compared with true or false.',
  why: 'It says by itself what it is. The comparison adds nothing and hides a negation.',
  source: 'CEL specification, equality',
  types: { known: 'bool' },
  wrong: 'known == false',
  right: '!known',
};
