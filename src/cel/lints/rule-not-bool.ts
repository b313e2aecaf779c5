// A rule must give a bool: everything else counts as false, also `"true"` and 1.
import { printType } from '../types/print.ts';
import { isRule, type Lint } from './lint.ts';

const MAYBE_BOOL: ReadonlySet<string> = new Set(['bool', 'dyn', 'any', 'error', 'param']);

export const ruleNotBool: Lint = ({ checked, use }) => {
  const { type, expr } = checked;
  if (!isRule(use) || MAYBE_BOOL.has(type.kind) || (type.kind === 'wrapper' && type.of.kind === 'bool')) return [];
  const message = `This rule gives a ${printType(type)}, not a bool: it never holds`;
  return [{ code: 'rule_not_bool', severity: 'warning', message, span: expr.span }];
};
