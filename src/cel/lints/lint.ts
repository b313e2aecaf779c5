// Rules about expressions that parse and check, and yet are likely not what was meant. One file each; what a rule needs to
// know beside the expression is the place it stands in.
import type { Checked } from '../check/checked.ts';
import type { Profile } from '../profiles/profile.ts';
import type { CelIssue } from '../result.ts';

/**
 * What the program does with the result. `allow`, `require` and `condition`: an error counts as false. `deny`: an error
 * counts as "does not deny". `value`: it is written somewhere, and left out when it fails.
 */
export type Use = 'allow' | 'deny' | 'require' | 'condition' | 'value';

export interface LintContext {
  readonly checked: Checked;
  readonly profile: Profile;
  readonly use: Use;
}

/** The issues that a rule finds; none when all is well. */
export type Lint = (context: LintContext) => readonly CelIssue[];

export const isRule = (use: Use): boolean => use !== 'value';
