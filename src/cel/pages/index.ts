// The page of every code that an expression can give. Loaded when one is asked for.
import type { ExpressionPages } from '../../diagnostics/page.ts';
import { page as addressForm } from '../lints/address-form.page.ts';
import { page as addressPrefix } from '../lints/address-prefix.page.ts';
import { page as badPattern } from '../lints/bad-pattern.page.ts';
import { page as boolComparison } from '../lints/bool-comparison.page.ts';
import { page as constantRule } from '../lints/constant-rule.page.ts';
import { page as denyMayFail } from '../lints/deny-may-fail.page.ts';
import { page as doubleNegation } from '../lints/double-negation.page.ts';
import { page as guardReversed } from '../lints/guard-reversed.page.ts';
import { page as headerNameCase } from '../lints/header-name-case.page.ts';
import { page as hiddenVariable } from '../lints/hidden-variable.page.ts';
import { page as methodCase } from '../lints/method-case.page.ts';
import { page as nullableAccess } from '../lints/nullable-access.page.ts';
import { page as opposedComparisons } from '../lints/opposed-comparisons.page.ts';
import { page as pathWithQuery } from '../lints/path-with-query.page.ts';
import { page as prefixWithoutSlash } from '../lints/prefix-without-slash.page.ts';
import { page as receiverIgnored } from '../lints/receiver-ignored.page.ts';
import { page as repeatedKey } from '../lints/repeated-key.page.ts';
import { page as repeatedOperand } from '../lints/repeated-operand.page.ts';
import { page as ruleNotBool } from '../lints/rule-not-bool.page.ts';
import { page as schemeCase } from '../lints/scheme-case.page.ts';
import { page as secondIgnored } from '../lints/second-ignored.page.ts';
import { page as uintArithmetic } from '../lints/uint-arithmetic.page.ts';
import { page as unanchoredPattern } from '../lints/unanchored-pattern.page.ts';
import { page as unescapedDot } from '../lints/unescaped-dot.page.ts';
import { page as unusedLoopVariable } from '../lints/unused-loop-variable.page.ts';
import { checkPages } from './check.ts';
import { runPages } from './run.ts';
import { syntaxPages } from './syntax.ts';

export const pages: ExpressionPages = {
  ...syntaxPages,
  ...checkPages,
  ...runPages,
  'cel/address_form': addressForm,
  'cel/address_prefix': addressPrefix,
  'cel/bad_pattern': badPattern,
  'cel/bool_comparison': boolComparison,
  'cel/constant_rule': constantRule,
  'cel/deny_may_fail': denyMayFail,
  'cel/double_negation': doubleNegation,
  'cel/guard_reversed': guardReversed,
  'cel/header_name_case': headerNameCase,
  'cel/hidden_variable': hiddenVariable,
  'cel/method_case': methodCase,
  'cel/nullable_access': nullableAccess,
  'cel/opposed_comparisons': opposedComparisons,
  'cel/path_with_query': pathWithQuery,
  'cel/prefix_without_slash': prefixWithoutSlash,
  'cel/repeated_key': repeatedKey,
  'cel/repeated_operand': repeatedOperand,
  'cel/rule_not_bool': ruleNotBool,
  'cel/scheme_case': schemeCase,
  'cel/receiver_ignored': receiverIgnored,
  'cel/second_ignored': secondIgnored,
  'cel/uint_arithmetic': uintArithmetic,
  'cel/unanchored_pattern': unanchoredPattern,
  'cel/unescaped_dot': unescapedDot,
  'cel/unused_loop_variable': unusedLoopVariable,
};
