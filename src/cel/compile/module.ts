// Generated code ahead of time: an ES module for one expression, which runs under any content security policy. Its text holds the code;
// what the code refers to (constants, library functions, closures for the rest) is made when the module loads, from the expression.
//
//   const made = await writeModule('agentgateway@1.4', 'jwt.sub == "admin"');
//   // import { linkModule } from 'gateglass/cel';
//   // const program = await linkModule({ … }, { light: (K, host) => { … } });
//   // export const { run, evaluate } = program;
import { answerOf } from '../answer.ts';
import { type Compiled, type CompileOptions, compile } from '../compile.ts';
import { type InputRequest, isRefusal, readInputs } from '../inputs.ts';
import { loadProfile, profiles } from '../profiles/index.ts';
import type { LoadedProfile } from '../profiles/profile.ts';
import type { CelIssue, EvalAnswer } from '../result.ts';
import { printType } from '../types/print.ts';
import type { Type } from '../types/type.ts';
import type { ProgramRequest } from './backend.ts';
import { type Generated, generate } from './generate.ts';
import { literal } from './known.ts';
import { type Maker, type Program, programOf, type Run } from './program.ts';

/** What an expression in a module is read against: all of it is written into the module. */
export interface ModuleOptions {
  /** Variables beside the profile's own, by type. */
  readonly variables?: Readonly<Record<string, string | Type>> | undefined;
  readonly container?: string | undefined;
  readonly phase?: string | undefined;
  readonly check?: boolean | undefined;
  /** From where the module imports its runtime. */
  readonly runtime?: string | undefined;
}

/** The text of a module, or why there is none: issues of the expression, or a reason in words. */
export type ModuleText =
  | { readonly ok: true; readonly text: string; readonly warnings: readonly CelIssue[] }
  | { readonly ok: false; readonly message: string; readonly issues: readonly CelIssue[] };

/** What a module says of itself when it is linked. */
export interface ModuleSource {
  readonly profile: string;
  readonly expression: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly container?: string;
  readonly phase?: string;
  readonly check?: boolean;
  /** Of the code; code of another version of Gateglass has another. */
  readonly digest: string;
}

export interface ModuleCode {
  readonly light?: Maker;
  readonly metered?: Maker;
}

export interface LinkedModule {
  /** Evaluates with CEL values by variable: a value or a `CelError`. */
  readonly run: Run;
  /** Evaluates with plain JSON variables, and a sample request from which a gateway's own variables are built. */
  readonly evaluate: (vars?: Readonly<Record<string, unknown>>, given?: Omit<InputRequest, 'vars' | 'types'>) => EvalAnswer;
  /** `closures` where the code is not this version's: the answers are the same. */
  readonly backend: 'generated' | 'closures';
}

/** Writes an expression as an ES module. `profileName` is one of `profiles`; newer versions of it do not change the module. */
export async function writeModule(profileName: string, expression: string, options: ModuleOptions = {}): Promise<ModuleText> {
  const loaded = await loadProfile(profileName);
  if (loaded === undefined) return refused(`The profile '${profileName}' is not known.`);
  const { compiled, request } = compileFor(loaded, expression, options);
  if (request === undefined) return refused('The expression cannot be compiled.', compiled.issues);
  const generated = generate(request.expr, request.env, request.planned);
  if ('refused' in generated) return refused(`There is no code for this expression: ${generated.refused}.`);
  const { variables = {}, container, phase, check, runtime = 'gateglass/cel' } = options;
  const source: ModuleSource = {
    profile: nameOf(loaded),
    expression,
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, type]) => [name, typeof type === 'string' ? type : printType(type)]),
    ),
    ...(container === undefined ? {} : { container }),
    ...(phase === undefined ? {} : { phase }),
    ...(check === undefined ? {} : { check }),
    digest: digestOf(generated),
  };
  return { ok: true, text: moduleText(source, generated, runtime), warnings: compiled.issues };
}

const refused = (message: string, issues: readonly CelIssue[] = []): ModuleText => ({ ok: false, message, issues });

/** The name with its version, so that a module means the same later. */
function nameOf({ profile }: LoadedProfile): string {
  const versioned = profiles.find(({ id, version }) => id === profile.id && version === profile.version);
  return versioned === undefined || versioned.version === '' ? profile.id : `${profile.id}@${profile.version}`;
}

/** Compiles by closures, and notes what generating takes. */
function compileFor(loaded: LoadedProfile, expression: string, options: Omit<CompileOptions, 'profile'>) {
  const requests: ProgramRequest[] = [];
  const note = (request: ProgramRequest): Run => {
    requests.push(request);
    return request.closures;
  };
  const compiled: Compiled = compile(expression, { ...options, profile: loaded.profile, backend: { programOf: note } });
  return { compiled, request: requests[0] };
}

/** The expression stands in the text as a JSON string only. */
function moduleText(source: ModuleSource, { light, metered }: Generated, runtime: string): string {
  const maker = (name: string, body: string | undefined): readonly string[] =>
    body === undefined ? [] : [`  ${name}: (K, host) => {`, ...body.split('\n').map((line) => `    ${line}`), '  },'];
  return [
    '// Made by Gateglass from a CEL expression; do not edit.',
    `import { linkModule } from ${literal(runtime)};`,
    '',
    `const source = ${jsonText(source)};`,
    'const code = {',
    ...maker('light', light),
    ...maker('metered', metered),
    '};',
    '',
    'export const { run, evaluate, backend } = await linkModule(source, code);',
    '',
  ].join('\n');
}

/** Several lines, without the line separators that JSON leaves as they are. */
const jsonText = (source: ModuleSource): string =>
  JSON.stringify(source, undefined, 2)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');

/** FNV-1a over both bodies, twice from different starts. */
function digestOf({ light = '', metered = '' }: Generated): string {
  return [0x811c9dc5, 0x01234567].map((start) => fnv(`${light}\n${metered}`, start).toString(16).padStart(8, '0')).join('');
}

function fnv(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Gives a module's code what it refers to. Throws where the profile is not known or the expression does not compile: neither can be when the module was written. */
export async function linkModule(source: ModuleSource, code: ModuleCode): Promise<LinkedModule> {
  const loaded = await loadProfile(source.profile);
  if (loaded === undefined) throw new Error(`gateglass: the profile '${source.profile}' is not known`);
  const { compiled, request } = compileFor(loaded, source.expression, source);
  if (request === undefined) throw new Error(`gateglass: ${compiled.issues[0]?.message ?? 'the expression cannot be compiled'}`);
  const program = linked(request, source, code);
  const run = program?.run ?? request.closures;
  return { run, evaluate: evaluator(loaded, compiled, source, run), backend: program === undefined ? 'closures' : 'generated' };
}

/** The code at work; undefined where it was written by another version, whose links may be others. */
function linked(request: ProgramRequest, source: ModuleSource, { light, metered }: ModuleCode): Program | undefined {
  const generated = generate(request.expr, request.env, request.planned);
  if ('refused' in generated || digestOf(generated) !== source.digest) return undefined;
  const maker = (made: Maker | undefined): (() => Maker) | undefined => (made === undefined ? undefined : () => made);
  return programOf({ light: maker(light), metered: maker(metered) }, generated.links, request.closures);
}

const evaluator =
  (loaded: LoadedProfile, compiled: Compiled, { variables }: ModuleSource, run: Run): LinkedModule['evaluate'] =>
  (vars = {}, given = {}) => {
    const inputs = readInputs(loaded, { ...given, vars, types: variables });
    return isRefusal(inputs) ? inputs : answerOf(compiled, run(inputs.values));
  };
