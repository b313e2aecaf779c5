// Explains an evaluation: what every sub-expression was, what decided, in one sentence why. It compiles the expression with a
// recorder; a plan without one has nothing of this in it.
import { answerOf, refusalOf, refuse } from '../answer.ts';
import { type Compiled, type CompileOptions, compile } from '../compile.ts';
import type { Activation } from '../plan/plan.ts';
import type { EvalAnswer, Explanation } from '../result.ts';
import { isTooDeep } from '../syntax/visit.ts';
import { becauseOf } from './because.ts';
import { decide } from './decide.ts';
import { readsOf } from './reads.ts';
import { type Frame, recording } from './record.ts';
import { explainedTree } from './tree.ts';

/** Explains an expression over variables that are CEL values already. */
export const explain = (text: string, options: CompileOptions, vars: Activation): Explanation => prepare(text, options).run(vars);

/** Compiles an expression once, to be explained over any variables, as often as wanted. */
export const explainer = (text: string, options: CompileOptions): ((vars: Activation) => Explanation) => prepare(text, options).run;

/** An expression that is compiled to be followed. */
export interface Prepared {
  readonly compiled: Compiled;
  readonly run: (vars: Activation) => Explanation;
}

export function prepare(text: string, options: CompileOptions): Prepared {
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
  if (isTooDeep(expr)) return { root: undefined, because: TOO_DEEP, reads: readsOf(expr, checked) };
  return {
    root: explainedTree(expr, frame, checked, decide(expr, frame)),
    because: becauseOf(expr, frame),
    reads: readsOf(expr, checked),
  };
}

const TOO_DEEP = 'The expression is a chain too long to be shown part by part.';

/** What is left to say of an expression that was not evaluated. */
export function unexplained(answer: EvalAnswer): Explanation {
  return { answer, root: undefined, because: answer.ok ? '' : answer.message, reads: [] };
}
