// Explains an evaluation: what every sub-expression was, what decided, in one sentence why. It compiles the expression with a
// recorder; a plan without one has nothing of this in it.
import { answerOf, refusalOf, refuse } from '../answer.ts';
import { type Compiled, type CompileOptions, compile } from '../compile.ts';
import type { EvalRequest } from '../evaluate.ts';
import { isRefusal, readInputs } from '../inputs.ts';
import type { Activation } from '../plan/plan.ts';
import { loadProfile } from '../profiles/index.ts';
import type { LoadedProfile } from '../profiles/profile.ts';
import type { EvalAnswer, Explanation } from '../result.ts';
import { becauseOf } from './because.ts';
import { decide } from './decide.ts';
import { expandedText } from './expanded-text.ts';
import { readsOf } from './reads.ts';
import { record } from './record.ts';
import { explainedTree } from './tree.ts';

/** Evaluates and explains; the request is that of the op `eval`. Never rejects for what a user can cause. */
export async function explainOp(request: EvalRequest): Promise<Explanation> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  if (loaded === undefined) return unexplained(refuse('input', 'unsupported_profile', `The profile '${request.profile}' is not known.`));
  return explainIn(loaded, request);
}

/** The same with a profile that is loaded already. */
export function explainIn(loaded: LoadedProfile, request: Omit<EvalRequest, 'profile'>, more: Partial<CompileOptions> = {}): Explanation {
  const inputs = readInputs(loaded, request);
  if (isRefusal(inputs)) return unexplained(inputs);
  const { container, check } = request;
  return explain(request.expr, { ...more, profile: loaded.profile, variables: inputs.types, container, check }, inputs.values);
}

/** Explains an expression over variables that are CEL values already. */
export function explain(text: string, options: CompileOptions, vars: Activation): Explanation {
  const { recorder, frame } = record();
  const compiled = compile(text, { ...options, recorder });
  const refusal = refusalOf(compiled);
  if (refusal !== undefined || compiled.run === undefined)
    return {
      ...unexplained(refusal ?? refuse('check', 'invalid_argument', 'cannot be run')),
      reads: readsOf(compiled.expr, compiled.checked),
    };
  const answer = answerOf(compiled, compiled.run(vars));
  return { answer, ...told(compiled, frame) };
}

function told(compiled: Compiled, frame: ReturnType<typeof record>['frame']): Omit<Explanation, 'answer'> {
  const { expr, checked } = compiled;
  const decided = decide(expr, frame);
  const expanded = expandedText(expr, checked);
  return {
    root: explainedTree(expr, frame, { checked, decided }),
    because: becauseOf(expr, frame),
    reads: readsOf(expr, checked),
    ...(expanded === undefined ? {} : { expanded }),
  };
}

/** What is left to say of an expression that was not evaluated. */
function unexplained(answer: EvalAnswer): Explanation {
  return { answer, root: undefined, because: answer.ok ? '' : answer.message, reads: [] };
}
