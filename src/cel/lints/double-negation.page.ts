import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'Two negations cancel each other.',
  why: 'The condition is the same without them and easier to read; one of them may be a slip.',
  source: 'CEL specification, logical operators',
  types: { known: 'bool' },
  wrong: '!(!known)',
  right: 'known',
};
