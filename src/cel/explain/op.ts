// The op `explain`: from a question as it arrives to the explanation, with macros written out and costs. Apart from explain.ts, which
// decisions need for their reasons.
import { refuse } from '../answer.ts';
import type { Checked } from '../check/checked.ts';
import type { Compiled } from '../compile.ts';
import { type CostOf, charged, costsOf, type EvalRequest } from '../evaluate.ts';
import { isRefusal, readInputs } from '../inputs.ts';
import type { Activation } from '../plan/plan.ts';
import { loadProfile } from '../profiles/index.ts';
import type { LoadedProfile, Profile } from '../profiles/profile.ts';
import type { Explanation } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { prepare, unexplained } from './explain.ts';

/**
 * Evaluates and explains, with macros written out and costs; the request is that of the op `eval`. Never rejects for what a
 * user can cause.
 */
export async function explainOp(request: EvalRequest): Promise<Explanation> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  if (loaded === undefined) return unexplained(refuse('input', 'unsupported_profile', `The profile '${request.profile}' is not known.`));
  return explainIn({ ...loaded, explaining: await loadExtras(loaded.profile) }, request);
}

/** What explanations in a profile have besides. */
export async function loadExtras(profile: Profile): Promise<Extras> {
  const [{ expandedText }, costOf] = await Promise.all([import('./expanded-text.ts'), costsOf(profile)]);
  return { expandedText, costOf };
}

/** What an explanation may have besides: parts that load code of their own. */
export interface Extras {
  readonly expandedText?: (expr: Expr, checked: Checked | undefined) => string | undefined;
  readonly costOf?: CostOf | undefined;
}

/** A profile with what explanations have besides; absent where nobody loaded it. */
export interface ExplainingProfile extends LoadedProfile {
  readonly explaining?: Extras;
}

/** The same with a profile that is loaded already; macros and costs where it was loaded with what they take. */
export function explainIn(loaded: ExplainingProfile, request: Omit<EvalRequest, 'profile'>): Explanation {
  const inputs = readInputs(loaded, request);
  if (isRefusal(inputs)) return unexplained(inputs);
  const { container, check, expr } = request;
  const { compiled, run } = prepare(expr, { profile: loaded.profile, variables: inputs.types, container, check });
  return withExtras(run(inputs.values), compiled, inputs.values, loaded.explaining ?? {});
}

function withExtras(explanation: Explanation, compiled: Compiled, vars: Activation, extras: Extras): Explanation {
  const { expr, checked, env, run } = compiled;
  if (run === undefined) return explanation;
  const { answer } = explanation;
  const expanded = extras.expandedText?.(expr, checked);
  const cost = checked === undefined ? undefined : extras.costOf?.(checked, env, vars);
  return {
    ...explanation,
    answer: answer.ok && cost !== undefined ? charged(answer, cost, compiled) : answer,
    ...(expanded === undefined ? {} : { expanded }),
    ...(cost === undefined ? {} : { cost }),
  };
}
