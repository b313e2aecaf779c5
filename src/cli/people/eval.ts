// `gateglass eval`: an expression's typed value for one request or several, with what is wrong shown in place.

import { type EvalRequest, evaluateOp } from '../../cel/evaluate.ts';
import { reviewText } from '../../cel/lints/review.ts';
import { loadProfile } from '../../cel/profiles/index.ts';
import type { CelIssue, EvalAnswer } from '../../cel/result.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import { unitsOf } from '../../text/within-scalar.ts';
import { toJson } from '../batch/to-json.ts';
import type { Context } from '../command.ts';
import { backendNamed, backendNames } from '../ops/backend.ts';
import { answerFields } from '../ops/eval.ts';
import { present } from '../ops/fields.ts';
import { paintOf, renderExcerpt } from './diagnostics.ts';
import { inputOptions, Misuse, readOptions, requestOptions, styleOf } from './options.ts';
import { readText } from './read.ts';
import { readRequests } from './requests.ts';
import type { Style } from './style.ts';

/** Options of the commands about an expression. */
export const expressionOptions = {
  ...inputOptions,
  ...requestOptions,
  profile: { type: 'string', short: 'p', default: 'cel' },
  vars: { type: 'string' },
  container: { type: 'string' },
  now: { type: 'string' },
  'no-check': { type: 'boolean', default: false },
} as const;

type Given = Awaited<ReturnType<typeof readOptions<typeof expressionOptions>>>['values'];

export async function evalCommand(args: readonly string[], _: Context): Promise<number> {
  const { values, positionals } = readOptions('eval', args, {
    ...expressionOptions,
    backend: { type: 'string', default: 'closures' },
  });
  if (!backendNames.includes(values.backend)) throw new Misuse(`--backend is one of ${backendNames.join(', ')}`);
  const backend = await backendNamed(values.backend);
  const style = styleOf(values.colour);
  let failed = false;
  for (const ask of await askedOf(values, positionals, style)) {
    const answer = await evaluateOp(ask, { backend });
    failed ||= !answer.ok;
    const text = values.json ? toJson(answerFields(answer)) : renderAnswer(ask.expr, await withAdvice(answer, ask), style);
    process.stdout.write(`${text}\n`);
  }
  return failed ? 1 : 0;
}

/** What is asked: the expression over every request that was given, or over none. */
export async function askedOf(values: Given, positionals: readonly string[], style: Style): Promise<readonly EvalRequest[]> {
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new Misuse('give one expression in quotes, or - to read it from standard input');
  const expr = given === '-' ? (await readText('-')).trimEnd() : given;
  const requests = await readRequests(values, style);
  const options = present({
    profile: values.profile,
    vars: values.vars === undefined ? undefined : await readVars(values.vars),
    container: values.container,
    now: values.now,
    check: values['no-check'] ? false : undefined,
  });
  const asked: readonly (SampleRequest | undefined)[] = requests.length === 0 ? [undefined] : requests.map(({ request }) => request);
  return asked.map((request) => ({ expr, ...options, ...present({ request }) }));
}

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

/** JSON text, or a file of it. */
async function readVars(given: string): Promise<Readonly<Record<string, unknown>>> {
  const text = given.trimStart().startsWith('{') ? given : await readText(given);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Misuse(`--vars: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Misuse('--vars: a JSON object is expected');
}

export function renderAnswer(expr: string, answer: EvalAnswer, style: Style): string {
  if (answer.ok) {
    const cost = answer.cost?.actual === undefined ? '' : style.dim(`  cost ${answer.cost.actual}`);
    return [
      `${style.green(answer.text)}  ${style.dim(answer.type)}${cost}`,
      ...answer.warnings.flatMap((issue) => renderIssue(expr, issue, style)),
    ].join('\n');
  }
  const { code, message, span, issues, stage } = answer;
  // What went wrong in the run, after what could be said before it.
  const fault = { code, severity: 'error' as const, message, span };
  const all = stage === 'eval' ? [...issues, fault] : issues.length > 0 ? issues : [fault];
  return [...all.flatMap((issue) => renderIssue(expr, issue, style)), style.dim(`failed at stage ${stage}`)].join('\n');
}

export function renderIssue(expr: string, { code, severity, message, hint, span, fix }: CelIssue, style: Style): readonly string[] {
  const paint = paintOf(severity, style);
  const units = { start: unitsOf(expr, span.start), end: unitsOf(expr, span.end) };
  return [
    `${paint(style.bold(severity))}${style.dim(`[${code}]`)} ${style.bold(message)}`,
    ...renderExcerpt({ name: 'expression', text: expr }, units, style, paint),
    ...(hint === undefined ? [] : [`  ${style.dim('hint')} ${hint}`]),
    ...(fix === undefined ? [] : [`  ${style.green('fix')} ${fix.title}`]),
  ];
}
