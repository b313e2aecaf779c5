import type { ExpressionPage } from '../../diagnostics/page.ts';

export const page: ExpressionPage = {
  means: 'One value is compared with two different ones so that the result cannot depend on it.',
  why: 'x == a && x == b holds for nothing, and x != a || x != b for everything: && and || were mixed up. In a deny rule the second blocks everybody, in an allow rule it lets everybody in.',
  source: 'CEL specification, equality',
  types: { method: 'string' },
  wrong: 'method != "GET" || method != "HEAD"',
  right: 'method != "GET" && method != "HEAD"',
};
