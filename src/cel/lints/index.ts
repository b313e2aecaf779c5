// The rules, in the order in which their findings are shown.

import { advise } from '../advice/advise.ts';
import type { CelIssue } from '../result.ts';
import { isTooDeep } from '../syntax/visit.ts';
import { addressForm } from './address-form.ts';
import { addressPrefix } from './address-prefix.ts';
import { badPattern } from './bad-pattern.ts';
import { boolComparison } from './bool-comparison.ts';
import { constantRule } from './constant-rule.ts';
import { denyMayFail } from './deny-may-fail.ts';
import { doubleNegation } from './double-negation.ts';
import { guardReversed } from './guard-reversed.ts';
import { headerNameCase } from './header-name-case.ts';
import { hiddenVariable } from './hidden-variable.ts';
import type { Lint, LintContext } from './lint.ts';
import { methodCase } from './method-case.ts';
import { nullableAccess } from './nullable-access.ts';
import { opposedComparisons } from './opposed-comparisons.ts';
import { pathWithQuery } from './path-with-query.ts';
import { prefixWithoutSlash } from './prefix-without-slash.ts';
import { ignoringCalls, receiverIgnored } from './receiver-ignored.ts';
import { repeatedKey } from './repeated-key.ts';
import { repeatedOperand } from './repeated-operand.ts';
import { ruleNotBool } from './rule-not-bool.ts';
import { schemeCase } from './scheme-case.ts';
import { secondIgnored } from './second-ignored.ts';
import { uintArithmetic } from './uint-arithmetic.ts';
import { unanchoredPattern } from './unanchored-pattern.ts';
import { unescapedDot } from './unescaped-dot.ts';
import { unusedLoopVariable } from './unused-loop-variable.ts';

export type { Lint, LintContext, Use } from './lint.ts';

export const lints: readonly Lint[] = [
  ruleNotBool,
  secondIgnored,
  receiverIgnored,
  denyMayFail,
  guardReversed,
  constantRule,
  opposedComparisons,
  repeatedOperand,
  repeatedKey,
  badPattern,
  unanchoredPattern,
  unescapedDot,
  methodCase,
  schemeCase,
  headerNameCase,
  addressForm,
  addressPrefix,
  pathWithQuery,
  uintArithmetic,
  unusedLoopVariable,
  hiddenVariable,
  nullableAccess,
  prefixWithoutSlash,
  doubleNegation,
  boolComparison,
];

/** What all rules find in a checked expression, by position; nothing in chains of any length. */
export const lint = (context: LintContext): readonly CelIssue[] =>
  isTooDeep(context.checked.expr) ? [] : lints.flatMap((rule) => rule(context)).sort((a, b) => a.span.start - b.span.start);

/** What the checker and all rules find, by position, with advice on what to write. */
export function review(context: LintContext, issues: readonly CelIssue[]): readonly CelIssue[] {
  const found = lint(context);
  // A call that no row takes, and that yet runs: the rule says what it does.
  const isTold = found.some(({ code }) => code === 'receiver_ignored');
  const told = new Set(isTold ? ignoringCalls(context).map(({ nameSpan }) => nameSpan.start) : []);
  const rest = issues.filter(({ code, span }) => code !== 'no_matching_overload' || !told.has(span.start));
  return [...advise(context, rest), ...found].sort((a, b) => a.span.start - b.span.start);
}
