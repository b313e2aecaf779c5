// Explains an evaluation: what every sub-expression was, what decided, in one sentence why. It compiles the expression with a
// recorder; a plan without one has nothing of this in it.
import { answerOf, refusalOf, refuse } from '../answer.ts';
import type { Checked } from '../check/checked.ts';
import { type Compiled, type CompileOptions, compile } from '../compile.ts';
import { type CostOf, charged, costsOf, type EvalRequest } from '../evaluate.ts';
import { isRefusal, readInputs } from '../inputs.ts';
import type { Activation } from '../plan/plan.ts';
import { loadProfile } from '../profiles/index.ts';
import type { LoadedProfile, Profile } from '../profiles/profile.ts';
import type { EvalAnswer, Explanation } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { becauseOf } from './because.ts';
import { decide } from './decide.ts';
import { readsOf } from './reads.ts';
import { type Frame, recording } from './record.ts';
import { explainedTree } from './tree.ts';

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

/** The same with a profile that is loaded already; macros and costs where it was loaded with what they take. */
export function explainIn(loaded: LoadedProfile, request: Omit<EvalRequest, 'profile'>): Explanation {
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

/** Explains an expression over variables that are CEL values already. */
export const explain = (text: string, options: CompileOptions, vars: Activation): Explanation => prepare(text, options).run(vars);

/** Compiles an expression once, to be explained over any variables, as often as wanted. */
export const explainer = (text: string, options: CompileOptions): ((vars: Activation) => Explanation) => prepare(text, options).run;

interface Prepared {
  readonly compiled: Compiled;
  readonly run: (vars: Activation) => Explanation;
}

function prepare(text: string, options: CompileOptions): Prepared {
  const { recorder, begin } = recording();
  const compiled = compile(text, { ...options, recorder });
  const refusal = refusalOf(compiled);
  const { run } = compiled;
  if (refusal !== undefined || run === undefined) {
    const answer = refusal ?? refuse('check', 'invalid_argument', 'cannot be run');
    return { compiled, run: () => ({ ...unexplained(answer), reads: readsOf(compiled.expr, compiled.checked) }) };
  }
  const explainRun = (vars: Activation): Explanation => {
    const frame = begin();
    const answer = answerOf(compiled, run(vars));
    const explained = told(compiled, frame);
    // A run that was stopped has no value at the top.
    const because = explained.because === '' && !answer.ok ? answer.message : explained.because;
    return { answer, ...explained, because };
  };
  return { compiled, run: explainRun };
}

function told({ expr, checked }: Compiled, frame: Frame): Omit<Explanation, 'answer'> {
  return {
    root: explainedTree(expr, frame, checked, decide(expr, frame)),
    because: becauseOf(expr, frame),
    reads: readsOf(expr, checked),
  };
}

/** What is left to say of an expression that was not evaluated. */
function unexplained(answer: EvalAnswer): Explanation {
  return { answer, root: undefined, because: answer.ok ? '' : answer.message, reads: [] };
}
