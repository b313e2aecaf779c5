// The engines that are measured: ours, and those that npm has. Each takes numbers, times and host functions in its own way.
import { CelScalar, celEnv, celFunc, isCelError, parse as parseBufbuild, plan as planBufbuild } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Environment } from '@marcbachmann/cel-js';
import { evaluate as evaluateCelJs, parse as parseCelJs } from 'cel-js';
import type { Backend } from '../../src/cel/compile/backend.ts';
import { generator } from '../../src/cel/compile/functions.ts';
import { type CompileOptions, compile } from '../../src/cel/compile.ts';
import { fn } from '../../src/cel/lib/library.ts';
import { loadProfile } from '../../src/cel/profiles/index.ts';
import type { Profile } from '../../src/cel/profiles/profile.ts';
import { DYN, STRING } from '../../src/cel/types/type.ts';
import { CelError, Timestamp, type Value } from '../../src/cel/values/value.ts';
import { inputs, type Variables } from './cel-cases.ts';

export type Program = (variables: Variables) => unknown;

export interface Engine {
  readonly name: string;
  readonly inputs: readonly Variables[];
  /** A program that is ready to run. Throws where the engine cannot run the expression. */
  readonly prepare: (expression: string) => Program;
  /** Text to program, as far as the engine goes ahead of a run. */
  readonly compile: (expression: string) => unknown;
}

const decode = (text: string): unknown => JSON.parse(text);
const asDate = (ms: number): unknown => new Date(ms);
const asNumber = (n: number): unknown => n;

/** Hand-written JavaScript reads these. */
export const plainInputs = inputs(asNumber, asDate);

/** The program, once it has been seen to run. */
function tried(program: Program, input: Variables | undefined): Program {
  const answer = program(input ?? {});
  if (isCelError(answer) || answer instanceof CelError) throw new Error(String(answer));
  return program;
}

/** Our profile of the specification, with the host function. */
async function ownProfile(): Promise<Profile> {
  const loaded = await loadProfile('cel');
  if (loaded === undefined) throw new Error('The profile cel is not known.');
  const host = fn('decode', 'decode_string', [STRING], DYN, (text) => decode(text as string) as Value);
  return { ...loaded.profile, libraries: [...loaded.profile.libraries, { id: 'host', title: 'Host', overloads: [host] }] };
}

const ownInputs = inputs(asNumber, (ms) => new Timestamp(ms / 1000, 0));

/** Our two back ends. The generated code is made at once, and not after so many runs as in a page. */
export async function ours(): Promise<readonly Engine[]> {
  const profile = await ownProfile();
  return [own('closures', profile, undefined), own('generated', profile, generator({ after: 0 }))];
}

function own(name: string, profile: Profile, backend: Backend | undefined): Engine {
  const variables = Object.fromEntries(Object.keys(ownInputs[0] ?? {}).map((variable) => [variable, 'dyn']));
  const options: CompileOptions = { profile, variables, backend };
  const prepare = (expression: string): Program => {
    const { run, issues } = compile(expression, options);
    if (run === undefined) throw new Error(issues[0]?.message);
    return tried(run as Program, ownInputs[0]);
  };
  return { name, inputs: ownInputs, prepare, compile: (expression) => compile(expression, options) };
}

/** https://github.com/bufbuild/cel-es, Apache-2.0. */
export function bufbuild(): Engine {
  const env = celEnv({ funcs: [...strings, celFunc('decode', [CelScalar.STRING], CelScalar.DYN, (text) => decode(text) as never)] });
  const given = inputs(BigInt, (ms) => timestampFromDate(new Date(ms)));
  const make = (expression: string) => planBufbuild(env, parseBufbuild(expression)) as Program;
  return { name: '@bufbuild/cel', inputs: given, prepare: (expression) => tried(make(expression), given[0]), compile: make };
}

/** https://github.com/marcbachmann/cel-js, MIT. */
export function marcbachmann(): Engine {
  const env = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, enableOptionalTypes: true });
  env.registerFunction('decode(string): dyn', decode);
  const given = inputs(BigInt, asDate);
  const checked = (expression: string) => {
    const program = env.parse(expression);
    program.check();
    return program;
  };
  return {
    name: '@marcbachmann/cel-js',
    inputs: given,
    prepare: (expression) => tried(env.parse(expression) as Program, given[0]),
    compile: checked,
  };
}

/** https://github.com/ChromeGG/cel-js, MIT. */
export function celJs(): Engine {
  const given = inputs(asNumber, asDate);
  const prepare = (expression: string): Program => {
    const parsed = parseCelJs(expression);
    if (!parsed.isSuccess) throw new Error(parsed.errors[0]);
    return tried((variables) => evaluateCelJs(parsed.cst, { ...variables }, { decode }), given[0]);
  };
  return { name: 'cel-js', inputs: given, prepare, compile: parseCelJs };
}
