// What the real program loads without a word and what still goes wrong, in the order in which it is reported.
import type { Source } from '../../../../text/source.ts';
import type { RuleInput } from '../rules/index.ts';
import type { FoundText } from '../shape.ts';
import { celLint } from './cel.ts';
import { danglingLint } from './dangling.ts';
import { headerNameLint } from './header-names.ts';
import { hostLint } from './hosts.ts';
import { idlePolicyLint } from './idle-policy.ts';
import { oddValueLint } from './odd-values.ts';
import { phaseLint } from './phase.ts';
import { replacedLint } from './replaced.ts';
import { shadowedLint } from './shadowed.ts';

export interface LintInput extends RuleInput {
  readonly source: Source;
  readonly found: readonly FoundText[];
}

export type AgwLint = (input: LintInput) => void;

export const lints: readonly AgwLint[] = [
  danglingLint,
  hostLint,
  replacedLint,
  shadowedLint,
  idlePolicyLint,
  oddValueLint,
  headerNameLint,
  celLint,
  phaseLint,
];
