// Estimated and actual cost of an expression by cel-go's newest model: bounds without hints on the sizes of variables, and
// what a run with these variables costs.

import type { CostOf } from '../evaluate.ts';
import { expand } from '../expand/expand.ts';
import { counted } from './counted.ts';
import { estimateCost } from './estimate.ts';
import { trackCost } from './track.ts';

export const costOf: CostOf = (checked, env, vars) => {
  const core = expand(checked.expr, checked);
  return counted(estimateCost(core), () => trackCost(core, env, vars));
};
