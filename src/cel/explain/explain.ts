// Explains an evaluation: what every sub-expression was, what decided, in one sentence why. It compiles the expression with a
// recorder; a plan without one has nothing of this in it.
import { answerOf, refusalOf, refuse } from '../answer.ts';
import type { Checked } from '../check/checked.ts';
import { type Compiled, type CompileOptions, compile } from '../compile.ts';
import type { EvalRequest } from '../evaluate.ts';
import { isRefusal, readInputs } from '../inputs.ts';
import type { Activation } from '../plan/plan.ts';
import { loadProfile } from '../profiles/index.ts';
import type { LoadedProfile } from '../profiles/profile.ts';
import type { EvalAnswer, Explanation } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import { becauseOf } from './because.ts';
import { decide } from './decide.ts';
import { readsOf } from './reads.ts';
import { type Frame, recording } from './record.ts';
import { explainedTree } from './tree.ts';

/**
 * Evaluates and explains, macros written out; the request is that of the op `eval`. Never rejects for what a user can cause.
 */
export async function explainOp(request: EvalRequest): Promise<Explanation> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  if (loaded === undefined) return unexplained(refuse('input', 'unsupported_profile', `The profile '${request.profile}' is not known.`));
  const { expandedText } = await import('./expanded-text.ts');
  return explainIn(loaded, request, expandedText);
}

/** The same with a profile that is loaded already; `expandedText` writes macros out, where that is wanted. */
export function explainIn(loaded: LoadedProfile, request: Omit<EvalRequest, 'profile'>, expandedText?: Expander): Explanation {
  const inputs = readInputs(loaded, request);
  if (isRefusal(inputs)) return unexplained(inputs);
  const { container, check, expr } = request;
  const options = { profile: loaded.profile, variables: inputs.types, container, check };
  const explanation = explain(expr, options, inputs.values);
  const compiled = expandedText === undefined ? undefined : compile(expr, options);
  const expanded = compiled?.run === undefined ? undefined : expandedText?.(compiled.expr, compiled.checked);
  return expanded === undefined ? explanation : { ...explanation, expanded };
}

type Expander = (expr: Expr, checked: Checked | undefined) => string | undefined;

/** Explains an expression over variables that are CEL values already. */
export const explain = (text: string, options: CompileOptions, vars: Activation): Explanation => explainer(text, options)(vars);

/** Compiles an expression once, to be explained over any variables, as often as wanted. */
export function explainer(text: string, options: CompileOptions): (vars: Activation) => Explanation {
  const { recorder, begin } = recording();
  const compiled = compile(text, { ...options, recorder });
  const { run } = compiled;
  const refusal = refusalOf(compiled);
  if (refusal !== undefined || run === undefined) {
    const answer = refusal ?? refuse('check', 'invalid_argument', 'cannot be run');
    return () => ({ ...unexplained(answer), reads: readsOf(compiled.expr, compiled.checked) });
  }
  return (vars) => {
    const frame = begin();
    const answer = answerOf(compiled, run(vars));
    return { answer, ...told(compiled, frame) };
  };
}

function told({ expr, checked }: Compiled, frame: Frame): Omit<Explanation, 'answer'> {
  return {
    root: explainedTree(expr, frame, { checked, decided: decide(expr, frame) }),
    because: becauseOf(expr, frame),
    reads: readsOf(expr, checked),
  };
}

/** What is left to say of an expression that was not evaluated. */
function unexplained(answer: EvalAnswer): Explanation {
  return { answer, root: undefined, because: answer.ok ? '' : answer.message, reads: [] };
}
