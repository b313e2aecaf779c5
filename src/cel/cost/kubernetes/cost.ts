// Estimated and actual cost of an expression as the API server counts them.
import type { CostOf } from '../../evaluate.ts';
import { expand } from '../../expand/expand.ts';
import { counted } from '../counted.ts';
import { trackCost } from '../track.ts';
import { estimateCost } from './estimate.ts';
import { kubernetesModel } from './run.ts';

export const costOf: CostOf = (checked, env, vars) => {
  const core = expand(checked.expr, checked, true);
  return counted(estimateCost(core), () => trackCost(core, env, vars, kubernetesModel()));
};
