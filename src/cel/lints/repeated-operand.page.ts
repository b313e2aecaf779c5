import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The same condition stands twice in a chain, the same element twice in a list, or a value is compared with itself.',
  why: 'The second changes nothing. Most often it was copied and one name in it should have been changed.',
  source: 'CEL specification, logical operators',
  types: { role: 'string', team: 'string' },
  wrong: 'role == "admin" || role == "admin"',
  right: 'role == "admin" || team == "admin"',
};
