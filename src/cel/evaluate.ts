// The ops `eval` and `format` of the headless contract: one call from text to answer, used by the terminal, the worker
// and the tests alike.

import { unreachable } from '../base/assert.ts';
import { answerOf, refusalOf, refuse } from './answer.ts';
import type { Checked } from './check/checked.ts';
import type { Environment } from './check/environment.ts';
import { type Compiled, type CompileOptions, compile } from './compile.ts';
import { type InputRequest, isRefusal, readInputs } from './inputs.ts';
import type { Activation } from './plan/plan.ts';
import { loadProfile } from './profiles/index.ts';
import type { LoadedProfile, Profile } from './profiles/profile.ts';
import type { Cost, EvalAnswer } from './result.ts';
import { parse } from './syntax/parser.ts';
import { format } from './syntax/print.ts';
import { isTooDeep } from './syntax/visit.ts';

/** The op `eval` as it arrives. Everything but `expr` has a default. */
export interface EvalRequest extends InputRequest {
  readonly expr: string;
  /** `cel`, `agentgateway@1.4`, …; default `cel`. */
  readonly profile?: string | undefined;
  readonly container?: string | undefined;
  readonly check?: boolean | undefined;
}

export interface FormatRequest {
  readonly expr: string;
  readonly profile?: string;
}

export type FormatAnswer = { readonly ok: true; readonly text: string } | Extract<EvalAnswer, { ok: false }>;

/** Parses, checks and evaluates. Never rejects for what a user can cause: that is in the answer. */
export async function evaluateOp(request: EvalRequest, more: Partial<CompileOptions> = {}): Promise<EvalAnswer> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  if (loaded === undefined) return unknownProfile(request.profile);
  return evaluateIn(loaded, request, more, await costsOf(loaded.profile));
}

/** How the profile's program counts costs; loaded when it is asked for. */
export async function costsOf({ costs }: Profile): Promise<CostOf | undefined> {
  switch (costs) {
    case 'cel-go':
      return (await import('./cost/cost.ts')).costOf;
    case 'kubernetes':
      return (await import('./cost/kubernetes/cost.ts')).costOf;
    case undefined:
      return undefined;
    default:
      return unreachable(costs);
  }
}

/** What an evaluation may cost and did cost. */
export type CostOf = (checked: Checked, env: Environment, vars: Activation) => Cost;

/** The same with a profile that is loaded already. */
export function evaluateIn(
  loaded: LoadedProfile,
  request: Omit<EvalRequest, 'profile'>,
  more: Partial<CompileOptions> = {},
  costOf?: CostOf,
): EvalAnswer {
  const inputs = readInputs(loaded, request);
  if (isRefusal(inputs)) return inputs;
  const compiled = compile(request.expr, {
    ...more,
    profile: loaded.profile,
    variables: inputs.types,
    container: request.container,
    check: request.check,
  });
  const refusal = refusalOf(compiled);
  if (refusal !== undefined || compiled.run === undefined) return refusal ?? refuse('check', 'invalid_argument', 'cannot be run');
  const answer = answerOf(compiled, compiled.run(inputs.values));
  if (!answer.ok || costOf === undefined || compiled.checked === undefined) return answer;
  return charged(answer, costOf(compiled.checked, compiled.env, inputs.values), compiled);
}

/** The answer with its cost; a program with a limit stops what costs more, also where counting it took too long. */
export function charged(answer: Extract<EvalAnswer, { ok: true }>, cost: Cost, { env, expr, issues }: Compiled): EvalAnswer {
  const { costLimit } = env.profile;
  if (costLimit === undefined || (cost.actual !== undefined && cost.actual <= costLimit)) return { ...answer, cost };
  const stopped = refuse('eval', 'limit_exceeded', 'operation cancelled: actual cost limit exceeded', expr.span);
  return { ...stopped, type: answer.type, issues };
}

/** The expression in the one-line form of cel-go's unparser. */
export async function formatOp(request: FormatRequest): Promise<FormatAnswer> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  return loaded === undefined ? unknownProfile(request.profile) : formatIn(loaded, request.expr);
}

/** The same with a profile that is loaded already. */
export function formatIn({ profile }: LoadedProfile, text: string): FormatAnswer {
  const { expr, issues } = parse(text, profile.syntax);
  const [first] = issues.filter((issue) => issue.severity === 'error');
  if (first === undefined && isTooDeep(expr))
    return refuse('parse', 'limit_exceeded', 'This is a chain too long to be printed.', expr.span);
  if (first === undefined) return { ok: true, text: format(expr) };
  return { ok: false, stage: 'parse', code: first.code, message: first.message, span: first.span, issues };
}

const unknownProfile = (name: string | undefined): Extract<EvalAnswer, { ok: false }> =>
  refuse('input', 'unsupported_profile', `The profile '${name}' is not known.`);
