// The kinds of advice in the order in which they are tried.
import type { LintContext } from '../lints/lint.ts';
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { type Advisor, placesIn } from './advice.ts';
import { chainedComparison } from './chained-comparison.ts';
import { comparedText } from './compared-text.ts';
import { dashedName } from './dashed-name.ts';
import { foreignName } from './foreign-name.ts';
import { joinedText } from './joined-text.ts';
import { membership } from './membership.ts';
import { missingParentheses } from './missing-parentheses.ts';
import { misspeltMacro } from './misspelt-macro.ts';
import { mixedNumbers } from './mixed-numbers.ts';
import { namespace } from './namespace.ts';
import { neverEqual } from './never-equal.ts';
import { orderedObject } from './ordered-object.ts';
import { sharedOperand } from './shared-operand.ts';
import { switchedOff } from './switched-off.ts';

const advisors: readonly Advisor[] = [
  namespace,
  misspeltMacro,
  dashedName,
  switchedOff,
  foreignName,
  missingParentheses,
  membership,
  sharedOperand,
  chainedComparison,
  comparedText,
  joinedText,
  orderedObject,
  neverEqual,
  mixedNumbers,
];

/** Nobody reads on after so many. */
const MOST_ISSUES = 100;

/** The issues with advice where there is some to add; those that only follow from another are left out. */
export function advise(context: LintContext, issues: readonly CelIssue[]): readonly CelIssue[] {
  if (issues.length === 0) return issues;
  const { nodeAt, parentOf } = placesIn(context.checked.expr);
  const advised = issues.slice(0, MOST_ISSUES).flatMap((issue): readonly Advised[] => {
    const node = nodeAt(issue);
    if (node === undefined) return [{ issue, node }];
    for (const advisor of advisors) {
      const advice = advisor({ ...context, issue, node, parentOf });
      if (advice === 'noise') return [];
      if (advice !== undefined) return [{ issue: { ...issue, ...advice }, node }];
    }
    return [{ issue, node }];
  });
  return onceEach(advised);
}

interface Advised {
  readonly issue: CelIssue;
  readonly node: Expr | undefined;
}

/** Where the program refuses what our checker warns of as well, one issue says both. */
function onceEach(advised: readonly Advised[]): readonly CelIssue[] {
  const refused = advised.filter(({ issue }) => issue.severity === 'error');
  const twinOf = (one: Advised, among: readonly Advised[]): Advised | undefined =>
    one.node === undefined
      ? undefined
      : among.find((other) => other !== one && other.node === one.node && other.issue.code === one.issue.code);
  return advised.flatMap((one) => {
    if (one.issue.severity === 'warning' && twinOf(one, refused) !== undefined) return [];
    const twin = one.issue.severity === 'error' && one.issue.hint === undefined ? twinOf(one, advised) : undefined;
    if (twin === undefined) return [one.issue];
    const { hint, fix } = twin.issue;
    return [{ ...one.issue, ...(hint === undefined ? {} : { hint }), ...(fix === undefined ? {} : { fix }) }];
  });
}
