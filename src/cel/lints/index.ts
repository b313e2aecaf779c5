// The rules, in the order in which their findings are shown.
import type { CelIssue } from '../result.ts';
import { constantRule } from './constant-rule.ts';
import { denyMayFail } from './deny-may-fail.ts';
import type { Lint, LintContext } from './lint.ts';
import { methodCase } from './method-case.ts';
import { nullableAccess } from './nullable-access.ts';
import { ruleNotBool } from './rule-not-bool.ts';

export type { Lint, LintContext, Use } from './lint.ts';

export const lints: readonly Lint[] = [ruleNotBool, denyMayFail, constantRule, methodCase, nullableAccess];

/** What all rules find in a checked expression, by position. */
export const lint = (context: LintContext): readonly CelIssue[] =>
  lints.flatMap((rule) => rule(context)).sort((a, b) => a.span.start - b.span.start);
