// Variables as they come from outside, JSON with or without declared types, as the types and values that a run needs.
import type { SampleRequest } from '../http/sample-request.ts';
import { refuse } from './answer.ts';
import { parseTypeIn } from './check/environment.ts';
import type { LoadedProfile } from './profiles/profile.ts';
import type { EvalAnswer } from './result.ts';
import { DYN, type Type } from './types/type.ts';
import { fromJson } from './values/json.ts';
import { CelError, type Value } from './values/value.ts';

export interface InputRequest {
  /** Bindings by name; names may have dots. */
  readonly vars?: Readonly<Record<string, unknown>> | undefined;
  /** Type text by name: says how the JSON of a variable is read, and what the checker knows of it. */
  readonly types?: Readonly<Record<string, string>> | undefined;
  /** From which the profile's own variables are built. */
  readonly request?: SampleRequest | undefined;
  /** The clock, RFC 3339. */
  readonly now?: string | undefined;
}

export interface Inputs {
  /** Of the variables that the profile does not declare itself. */
  readonly types: Readonly<Record<string, Type>>;
  readonly values: Readonly<Record<string, Value>>;
}

type Refusal = Extract<EvalAnswer, { ok: false }>;

/** Reads variables by their declared types, those without one by the shape of their JSON. */
export function readInputs({ profile, bind, read }: LoadedProfile, given: InputRequest): Inputs | Refusal {
  const vars = new Map(Object.entries(given.vars ?? {}));
  const types = new Map<string, Type>();
  const typed = new Map<string, Value>();
  for (const [name, text] of Object.entries(given.types ?? {})) {
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
  const bound = bind(given.request, Object.fromEntries(vars), given.now);
  return { types: Object.fromEntries(types), values: Object.fromEntries([...Object.entries(bound), ...typed]) };
}

export const isRefusal = (inputs: Inputs | Refusal): inputs is Refusal => 'ok' in inputs;
