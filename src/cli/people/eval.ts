// `gateglass eval`: an expression's typed value for one request or several, with what is wrong shown in place.
import { type EvalRequest, evaluateOp } from '../../cel/evaluate.ts';
import { reviewText } from '../../cel/lints/review.ts';
import { loadProfile } from '../../cel/profiles/index.ts';
import type { CelIssue, EvalAnswer, EvalStage } from '../../cel/result.ts';
import { visible } from '../../diagnostics/excerpt.ts';
import { unitsOf } from '../../text/within-scalar.ts';
import { toJson } from '../batch/to-json.ts';
import { backendNamed, backendNames } from '../ops/backend.ts';
import { answerFields } from '../ops/eval.ts';
import { paintOf, renderExcerpt } from './diagnostics.ts';
import { askedOf, backendOption, expressionOptions } from './expression.ts';
import { chosen, program } from './options.ts';
import { type Style, styleOf } from './style.ts';

export const evalProgram = program(
  {
    operands: 'EXPRESSION',
    options: { ...expressionOptions, backend: { ...backendOption, default: 'closures' } },
    no: 'when the expression fails',
    examples: [
      "gateglass eval '[1, 2, 3].map(x, x * 2)'",
      `gateglass eval 'user.age >= 18' --vars '{"user":{"age":17}}'`,
      `gateglass eval 'request.headers["x-team"]' -p agentgateway --curl "curl http://shop.test/ -H 'x-team: blue'"`,
    ],
  },
  async (given) => {
    const { values } = given;
    const backend = await backendNamed(chosen('--backend', values.backend, backendNames));
    const style = styleOf(values.colour);
    let failed = false;
    for (const ask of await askedOf(given, style)) {
      const answer = await evaluateOp(ask, { backend });
      failed ||= !answer.ok;
      const text = values.json ? toJson(answerFields(answer)) : renderAnswer(ask.expr, await withAdvice(answer, ask), style);
      process.stdout.write(`${text}\n`);
    }
    return failed ? 1 : 0;
  },
);

/** The answer with all that can be said of the expression, and what to write instead. */
export async function withAdvice(
  answer: EvalAnswer,
  { expr, profile = 'cel', vars = {}, container, check }: EvalRequest,
): Promise<EvalAnswer> {
  const loaded = await loadProfile(profile);
  if (loaded === undefined || (!answer.ok && answer.stage === 'input')) return answer;
  const own = new Set(loaded.profile.variables.map(({ name }) => name));
  const variables = Object.fromEntries(Object.keys(vars).flatMap((name) => (own.has(name) ? [] : [[name, 'dyn']])));
  const issues = reviewText(expr, 'value', { profile: loaded.profile, variables, container, check });
  return answer.ok ? { ...answer, warnings: issues } : { ...answer, issues };
}

export function renderAnswer(expr: string, answer: EvalAnswer, style: Style): string {
  if (answer.ok) {
    const cost = answer.cost?.actual === undefined ? '' : style.dim(`  cost ${answer.cost.actual}`);
    return [
      `${style.green(visible(answer.text))}  ${style.dim(answer.type)}${cost}`,
      ...answer.warnings.flatMap((issue) => renderIssue(expr, issue, style)),
    ].join('\n');
  }
  const { code, message, span, issues, stage } = answer;
  // What went wrong in the run, after what could be said before it.
  const fault = { code, severity: 'error' as const, message, span };
  const all = stage === 'eval' ? [...issues, fault] : issues.length > 0 ? issues : [fault];
  return [...all.flatMap((issue) => renderIssue(expr, issue, style)), style.dim(STAGES[stage])].join('\n');
}

const STAGES: Readonly<Record<EvalStage, string>> = {
  input: 'it was not evaluated',
  parse: 'it does not parse',
  check: 'it does not type-check',
  eval: 'it fails when it runs',
};

export function renderIssue(expr: string, { code, severity, message, hint, span, fix }: CelIssue, style: Style): readonly string[] {
  const paint = paintOf(severity, style);
  const units = { start: unitsOf(expr, span.start), end: unitsOf(expr, span.end) };
  return [
    `${paint(style.bold(severity))}${style.dim(`[${code}]`)} ${style.bold(visible(message))}`,
    ...renderExcerpt({ name: 'expression', text: expr }, units, style, paint),
    ...(hint === undefined ? [] : [`  ${style.dim('hint')} ${visible(hint)}`]),
    ...(fix === undefined ? [] : [`  ${style.green('fix')} ${visible(fix.title)}`]),
  ];
}
