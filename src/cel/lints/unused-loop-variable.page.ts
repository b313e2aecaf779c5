import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'The condition of a loop does not look at the element.',
  why: 'It is the same for every element, so the loop only asks whether the list is empty. The name in the condition is probably another than the one that was declared.',
  source: 'CEL specification, macros',
  types: { groups: 'list(string)', group: 'string' },
  wrong: 'groups.exists(g, group == "admin")',
  right: 'groups.exists(g, g == "admin")',
};
