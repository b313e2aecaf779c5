// A lint: it looks at what the real program loads, and warns of what is hardly meant.
import type { Source } from '../../../../text/source.ts';
import type { RuleInput } from '../rules/rule.ts';
import type { FoundText } from '../shape.ts';

export interface LintInput extends RuleInput {
  readonly source: Source;
  readonly found: readonly FoundText[];
}

export type AgwLint = (input: LintInput) => void;
