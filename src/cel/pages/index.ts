// The page of every code that an expression can give. Loaded when one is asked for.
import type { ExpressionPages } from '../../diagnostics/page.ts';
import { page as denyMayFail } from '../lints/deny-may-fail.page.ts';

export const pages: ExpressionPages = {
  'cel/deny_may_fail': denyMayFail,
};
