// The ops `eval` and `format` of the headless contract: one call from text to answer, used by the terminal, the worker
// and the tests alike.
import type { SampleRequest } from '../http/sample-request.ts';
import { answerOf, refusalOf, refuse } from './answer.ts';
import { parseTypeIn } from './check/environment.ts';
import { compile } from './compile.ts';
import { loadProfile } from './profiles/index.ts';
import type { LoadedProfile } from './profiles/profile.ts';
import type { EvalAnswer } from './result.ts';
import { parse } from './syntax/parser.ts';
import { format } from './syntax/print.ts';
import { DYN, type Type } from './types/type.ts';
import { fromJson } from './values/json.ts';
import { CelError, type Value } from './values/value.ts';

/** The op `eval` as it arrives. Everything but `expr` has a default. */
export interface EvalRequest {
  readonly expr: string;
  /** `cel`, `agentgateway@1.4`, …; default `cel`. */
  readonly profile?: string;
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly request?: SampleRequest;
  readonly types?: Readonly<Record<string, string>>;
  readonly container?: string;
  readonly check?: boolean;
  readonly now?: string;
}

export interface FormatRequest {
  readonly expr: string;
  readonly profile?: string;
}

export type FormatAnswer = { readonly ok: true; readonly text: string } | Extract<EvalAnswer, { ok: false }>;

/** Parses, checks and evaluates. Never rejects for what a user can cause: that is in the answer. */
export async function evaluateOp(request: EvalRequest): Promise<EvalAnswer> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  if (loaded === undefined) return unknownProfile(request.profile);
  const inputs = readInputs(loaded, request);
  if ('ok' in inputs) return inputs;
  const compiled = compile(request.expr, {
    profile: loaded.profile,
    variables: inputs.types,
    ...(request.container === undefined ? {} : { container: request.container }),
    ...(request.check === undefined ? {} : { check: request.check }),
  });
  const refusal = refusalOf(compiled);
  if (refusal !== undefined || compiled.run === undefined) return refusal ?? refuse('check', 'invalid_argument', 'cannot be run');
  return answerOf(compiled, compiled.run(inputs.values));
}

/** The expression in the one-line form of cel-go's unparser. */
export async function formatOp(request: FormatRequest): Promise<FormatAnswer> {
  const loaded = await loadProfile(request.profile ?? 'cel');
  if (loaded === undefined) return unknownProfile(request.profile);
  const { expr, issues } = parse(request.expr, loaded.profile.syntax);
  const [first] = issues.filter((issue) => issue.severity === 'error');
  if (first === undefined) return { ok: true, text: format(expr) };
  return { ok: false, stage: 'parse', code: first.code, message: first.message, span: first.span, issues };
}

const unknownProfile = (name: string | undefined): Extract<EvalAnswer, { ok: false }> =>
  refuse('input', 'unsupported_profile', `The profile '${name}' is not known.`);

interface Inputs {
  readonly types: Readonly<Record<string, Type>>;
  readonly values: Readonly<Record<string, Value>>;
}

/** Variables by their declared types; without one, by the shape of their JSON. */
function readInputs({ profile, bind, read }: LoadedProfile, request: EvalRequest): Inputs | Extract<EvalAnswer, { ok: false }> {
  const vars = new Map(Object.entries(request.vars ?? {}));
  const types = new Map<string, Type>();
  const typed = new Map<string, Value>();
  for (const [name, text] of Object.entries(request.types ?? {})) {
    const type = parseTypeIn(profile, text);
    if (type === undefined) return refuse('input', 'bad_type', `The type of '${name}' cannot be read: ${text}`);
    types.set(name, type);
    if (!vars.has(name)) continue;
    const value = read?.(type, vars.get(name)) ?? fromJson(vars.get(name), type, profile.evaluation.numbers);
    if (value instanceof CelError) return refuse('input', 'bad_variable', `The value of '${name}' is not a ${text}: ${value.message}`);
    typed.set(name, value);
    vars.delete(name);
  }
  const own = new Set(profile.variables.map((v) => v.name));
  for (const name of vars.keys()) if (!own.has(name)) types.set(name, DYN);
  const bound = bind(request.request, Object.fromEntries(vars), request.now);
  return { types: Object.fromEntries(types), values: Object.fromEntries([...Object.entries(bound), ...typed]) };
}
