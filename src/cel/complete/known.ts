// What is known of an operand: its static type, and its value for the sample request. Both come from compiling its own text, so that a
// broken rest of the expression does not matter.
import { type Environment, environment } from '../check/environment.ts';
import { compile } from '../compile.ts';
import { type InputRequest, isRefusal, readInputs } from '../inputs.ts';
import type { LoadedProfile } from '../profiles/profile.ts';
import { DYN, list, map, type Type } from '../types/type.ts';
import { isDynOrError, Substitution } from '../types/unify.ts';
import { kindOf } from '../values/kind.ts';
import { typeName } from '../values/type-of.ts';
import { CelError, type Value } from '../values/value.ts';

export interface Known {
  readonly type: Type;
  /** Undefined where it has none: no request, or its evaluation fails. */
  readonly value: Value | undefined;
}

/** What an expression is completed in. */
export interface CompletionEnv {
  readonly loaded: LoadedProfile;
  /** The sample request and variables whose values and keys are offered. */
  readonly input: InputRequest;
  /** The phase that the expression runs in, where the profile has phases. */
  readonly phase?: string | undefined;
  /** The sentences on a function, operator or macro, by library; left out: none are given. */
  readonly docs?: ((library: string, name: string) => string | undefined) | undefined;
}

/** The names that are in scope at the caret, with what is known of each. */
export interface World {
  readonly env: CompletionEnv;
  readonly environment: Environment;
  readonly names: ReadonlyMap<string, Known>;
  /** Those of them that macros brought, innermost last: they hide namespaces too. */
  readonly locals: readonly string[];
}

/** The variables of the profile and of the request. */
export function worldOf(env: CompletionEnv): World {
  const inputs = readInputs(env.loaded, env.input);
  const { types, values } = isRefusal(inputs) ? { types: {}, values: {} } : inputs;
  const names = new Map<string, Known>();
  const { profile } = env.loaded;
  for (const { name, type } of profile.variables) names.set(name, { type, value: own(values, name) });
  for (const [name, type] of Object.entries(types)) names.set(name, { type, value: own(values, name) });
  return { env, environment: environmentOf(env, names), names, locals: [] };
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The same world inside a macro that brings these names. */
export function withLocals(world: World, more: ReadonlyMap<string, Known>): World {
  const names = new Map([...world.names, ...more]);
  return { ...world, names, environment: environmentOf(world.env, names), locals: [...world.locals, ...more.keys()] };
}

const environmentOf = ({ loaded }: CompletionEnv, names: ReadonlyMap<string, Known>): Environment =>
  environment(loaded.profile, { variables: Object.fromEntries([...names].map(([name, { type }]) => [name, type])) });

/** Operands that are longer are not evaluated while somebody types. */
const LONGEST = 10_000;

/** What an operand is; undefined when its text does not parse. */
export function knownOf(world: World, text: string): Known | undefined {
  if (text.length > LONGEST) return undefined;
  const named = world.names.get(text);
  if (named !== undefined) return named;
  const { profile } = world.env.loaded;
  const variables = Object.fromEntries([...world.names].map(([name, { type }]) => [name, type]));
  const { checked, run, failed } = compile(text, { profile, variables });
  if (failed === 'parse' || checked === undefined) return undefined;
  const values = Object.fromEntries([...world.names].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])));
  const found = run?.(values);
  return { type: checked.type, value: found instanceof CelError ? undefined : found };
}

/** The static type, or where that says nothing the type of the value. */
export function shapeOf({ type, value }: Known): Type {
  if (!isDynOrError(type) || value === undefined || value === null) return type;
  return typeOfValue(value);
}

function typeOfValue(value: Value): Type {
  const kind = kindOf(value);
  switch (kind) {
    case 'list':
      return list(DYN);
    case 'map':
      return map(DYN, DYN);
    case 'message':
      return { kind, name: typeName(value) };
    case 'opaque':
      return { kind, name: typeName(value), params: [] };
    case 'optional':
      return { kind, of: DYN };
    case 'type':
      return { kind, of: undefined };
    default:
      return { kind };
  }
}

/** Whether values of a type may stand where a signature wants `to`. */
export const fits = (from: Type, to: Type): boolean => new Substitution().assign(from, to);
