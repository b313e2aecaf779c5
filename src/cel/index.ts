// `./cel`: CEL as a library. A profile is loaded once (it decides functions, variables and semantics); everything after
// that is synchronous, gives values for what a user can cause, and never throws.
//
//   const cel = await loadProfile('cel');
//   evaluate(cel, 'size(name) > 3', { name: 'gateway' });   // { ok: true, type: 'bool', value: true, text: 'true', … }
import type { Checked } from './check/checked.ts';
import type { Backend } from './compile/backend.ts';
import type { GeneratorOptions } from './compile/functions.ts';
import type { LinkedModule, ModuleCode, ModuleOptions, ModuleSource, ModuleText } from './compile/module.ts';
import { type Compiled, type CompileOptions, compile as compileText } from './compile.ts';
import { evaluateIn, type FormatAnswer, formatIn } from './evaluate.ts';
import { type ExplainingProfile, explainIn, loadExtras } from './explain/op.ts';
import type { InputRequest } from './inputs.ts';
import type { Use } from './lints/index.ts';
import { reviewText } from './lints/review.ts';
import { profiles as known, loadProfile as load } from './profiles/index.ts';
import type { LoadedProfile } from './profiles/profile.ts';
import type { CelIssue, EvalAnswer, Explanation } from './result.ts';
import { type Parsed, parse as parseText } from './syntax/parser.ts';
import { pretty as layOut } from './syntax/pretty.ts';
import { printType } from './types/print.ts';

export type { Checked, Reference } from './check/checked.ts';
export type { Backend } from './compile/backend.ts';
export type { GeneratorOptions } from './compile/functions.ts';
export type { LinkedModule, ModuleCode, ModuleOptions, ModuleSource, ModuleText } from './compile/module.ts';
export type { Compiled } from './compile.ts';
export type { FormatAnswer } from './evaluate.ts';
export { evaluateOp, formatOp } from './evaluate.ts';
export type { ExplainingProfile } from './explain/op.ts';
export { explainOp } from './explain/op.ts';
export type { Use } from './lints/index.ts';
export type { LoadedProfile, Profile, Variable } from './profiles/profile.ts';
export type { CelIssue, Cost, EvalAnswer, EvalStage, ExplainedNode, Explanation } from './result.ts';
export type { Expr } from './syntax/ast.ts';
/** Trees as the JSON that Envoy's RBAC and matchers take. */
export { exprFromJson, exprToJson } from './syntax/expr-json.ts';
export type { Parsed } from './syntax/parser.ts';
export { printType } from './types/print.ts';
export type { TypeProvider } from './types/provider.ts';
export type { Type } from './types/type.ts';
export type { Value } from './values/value.ts';

/** What an expression is read against, beside the profile. */
export type Options = Omit<CompileOptions, 'profile' | 'recorder'>;

/** The profiles that `loadProfile` knows, the newest version of a program first; a version is empty for the specification itself. */
export const profiles: readonly { readonly id: string; readonly version: string }[] = known.map(({ id, version }) => ({ id, version }));

/** The profiles that every build knows. */
export type ProfileName = 'cel' | 'agentgateway' | 'envoy' | 'kubernetes';

/**
 * Loads a profile by its name, with all that the functions here need: `agentgateway@1.4`, or the newest as `agentgateway`. Undefined
 * when the name is not known.
 */
export async function loadProfile(name: ProfileName): Promise<ExplainingProfile>;
export async function loadProfile(name: string): Promise<ExplainingProfile | undefined>;
export async function loadProfile(name: string): Promise<ExplainingProfile | undefined> {
  const loaded = await load(name);
  return loaded === undefined ? undefined : { ...loaded, explaining: await loadExtras(loaded.profile) };
}

/** Reads an expression. The tree is whole even when there are issues; spans are in code points. */
export const parse = (profile: LoadedProfile, text: string): Parsed => parseText(text, profile.profile.syntax);

/** An expression's static type as cel-go prints it (`list(int)`), what is wrong with it, and all that the checker found. */
export interface CheckResult {
  readonly ok: boolean;
  /** Absent when the text does not parse. */
  readonly type: string | undefined;
  readonly issues: readonly CelIssue[];
  readonly checked: Checked | undefined;
}

/** Checks an expression without running it. Where the profile's program has no checker, all issues are warnings. */
export function check(profile: LoadedProfile, text: string, options: Options = {}): CheckResult {
  const { checked, failed, issues } = compileText(text, { ...options, profile: profile.profile });
  return { ok: failed === undefined, type: checked === undefined ? undefined : printType(checked.type), issues, checked };
}

/**
 * What `check` finds, with advice on what to write instead, and what is likely to go wrong where a gateway uses the result so: a deny rule that lets through
 * when it fails, a rule that is no bool or always the same.
 */
export function lint(profile: LoadedProfile, text: string, use: Use, options: Options = {}): readonly CelIssue[] {
  return reviewText(text, use, { ...options, profile: profile.profile });
}

/** Compiles an expression; `run` of the result evaluates it with CEL values, as often as wanted. */
export const compile = (profile: LoadedProfile, text: string, options: Options = {}): Compiled =>
  compileText(text, { ...options, profile: profile.profile });

/**
 * Evaluates an expression with plain JSON variables. `types` says how a variable is read (`{ t: 'timestamp' }`); without
 * it the JSON's shape decides. `request` is a sample request from which a gateway profile's variables are built.
 */
export const evaluate = (
  profile: LoadedProfile,
  text: string,
  vars: Readonly<Record<string, unknown>> = {},
  options: Omit<InputRequest, 'vars'> & Pick<Options, 'check' | 'container'> = {},
): EvalAnswer => evaluateIn(profile, { ...options, expr: text, vars });

/**
 * The same, with what every sub-expression was, which of them decided, and why in a sentence; the variables and fields that it
 * reads; macros written out; and, where the profile's program counts costs, what a run may cost and did.
 */
export const explain = (
  profile: ExplainingProfile,
  text: string,
  vars: Readonly<Record<string, unknown>> = {},
  options: Omit<InputRequest, 'vars'> & Pick<Options, 'check' | 'container'> = {},
): Explanation => explainIn(profile, { ...options, expr: text, vars });

/**
 * Loads the back end that generates JavaScript, for the option `backend` of `compile`. It makes functions of text, which a
 * content security policy without `unsafe-eval` forbids: load it only where yours allows it, or in Node. By default an expression is
 * evaluated by closures until it has run a thousand times (`after`).
 */
export async function loadGenerator(options: GeneratorOptions = {}): Promise<Backend> {
  return (await import('./compile/functions.ts')).generator(options);
}

/** An expression as an ES module, made ahead of time: its generated code runs under any content security policy. */
export async function writeModule(profile: string, text: string, options: ModuleOptions = {}): Promise<ModuleText> {
  return (await import('./compile/module.ts')).writeModule(profile, text, options);
}

/** What such a module calls when it loads. */
export async function linkModule(source: ModuleSource, code: ModuleCode): Promise<LinkedModule> {
  return (await import('./compile/module.ts')).linkModule(source, code);
}

/** The expression in one canonical line, as cel-go prints it. */
export const format = (profile: LoadedProfile, text: string): FormatAnswer => formatIn(profile, text);

/** The expression in lines of at most `width` characters, for people. It means the same; comments are not kept. */
export function pretty(profile: LoadedProfile, text: string, width?: number): FormatAnswer {
  const formatted = formatIn(profile, text);
  return formatted.ok ? { ok: true, text: layOut(parse(profile, text).expr, width) } : formatted;
}
