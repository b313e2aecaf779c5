// Estimated and actual cost of an expression, for profiles whose program counts it.
import type { Checked } from '../check/checked.ts';
import type { Environment } from '../check/environment.ts';
import { expand } from '../expand/expand.ts';
import type { Activation } from '../plan/step.ts';
import type { Cost } from '../result.ts';
import { metered } from '../values/meter.ts';
import { CelError } from '../values/value.ts';
import { estimateCost } from './estimate.ts';
import { estimateCost as estimateKubernetes } from './kubernetes/estimate.ts';
import { kubernetesModel } from './kubernetes/run.ts';
import { trackCost } from './track.ts';

/** Bounds without hints on the sizes of variables, and what a run with these variables costs. */
export function costOf(checked: Checked, env: Environment, vars: Activation): Cost {
  const isOlder = env.profile.costs === 'kubernetes';
  const core = expand(checked.expr, checked, isOlder);
  const { min, max } = isOlder ? estimateKubernetes(core) : estimateCost(core);
  const estimated = [toNumber(min), max > BigInt(Number.MAX_SAFE_INTEGER) ? String(max) : Number(max)] as const;
  let actual: bigint | undefined;
  const outcome = metered(() => {
    actual = isOlder ? trackCost(core, env, vars, kubernetesModel()) : trackCost(core, env, vars);
    return null;
  });
  if (outcome instanceof CelError || actual === undefined) return { estimated };
  return { estimated, actual: toNumber(actual) };
}

const toNumber = (n: bigint): number => Number(n);
