// What the real program loads without a word and what still goes wrong, in the order in which it is reported.
import { celLint } from './cel.ts';
import { danglingLint } from './dangling.ts';
import { headerNameLint } from './header-names.ts';
import { hostLint } from './hosts.ts';
import { idlePolicyLint } from './idle-policy.ts';
import type { AgwLint } from './lint.ts';
import { oddValueLint } from './odd-values.ts';
import { phaseLint } from './phase.ts';
import { replacedLint } from './replaced.ts';
import { shadowedLint } from './shadowed.ts';

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
