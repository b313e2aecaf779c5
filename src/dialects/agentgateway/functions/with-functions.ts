// A CEL profile with the functions of `config.customFunctions` added. Their bodies see the variables of the expression that calls them.
import { type Compiled, compile } from '../../../cel/compile.ts';
import type { Library, Overload } from '../../../cel/lib/library.ts';
import type { LoadedProfile, Profile } from '../../../cel/profiles/profile.ts';
import { parse } from '../../../cel/syntax/parser.ts';
import { nodesOf } from '../../../cel/syntax/visit.ts';
import { DYN } from '../../../cel/types/type.ts';
import { CelError, type Value } from '../../../cel/values/value.ts';
import { type Definition, parseDefinitions } from './definitions.ts';

/** A profile whose functions may need the variables of the running expression: `during` makes them known. */
export interface ExtendedProfile extends LoadedProfile {
  readonly during: <T>(vars: Readonly<Record<string, Value>>, run: () => T) => T;
}

export type Extended = { readonly ok: true; readonly profile: ExtendedProfile } | { readonly ok: false; readonly because: string };

const known = new WeakMap<LoadedProfile, Map<string, Extended>>();

/** The profile with these definitions; the same text gives the same profile. */
export function withFunctions(loaded: LoadedProfile, text: string): Extended {
  const byText = known.get(loaded) ?? new Map<string, Extended>();
  known.set(loaded, byText);
  let extended = byText.get(text);
  if (extended === undefined) {
    if (byText.size > 50) byText.clear();
    extended = extend(loaded, text);
    byText.set(text, extended);
  }
  return extended;
}

function extend(loaded: LoadedProfile, text: string): Extended {
  const parsed = parseDefinitions(text);
  if (!parsed.ok) return parsed;
  const fault = faultOf(parsed.list, loaded.profile);
  if (fault !== undefined) return { ok: false, because: fault };
  const current: { vars: Readonly<Record<string, Value>> } = { vars: {} };
  const bodies = new Map<string, Compiled>();
  const library: Library = {
    id: 'custom',
    title: 'Functions of your own',
    overloads: parsed.list.flatMap((one) => rowsOf(one, (args) => call(one, args))),
  };
  const profile: Profile = { ...loaded.profile, libraries: [...loaded.profile.libraries, library] };
  const call = (definition: Definition, args: Readonly<Record<string, Value>>): Value => {
    let compiled = bodies.get(definition.name);
    if (compiled === undefined) {
      compiled = compile(definition.body, {
        profile,
        check: false,
        variables: Object.fromEntries(Object.keys(args).map((name) => [name, 'dyn'])),
      });
      bodies.set(definition.name, compiled);
    }
    return compiled.run?.({ ...current.vars, ...args }) ?? new CelError('function_error', `${definition.name} cannot be read`);
  };
  const during: ExtendedProfile['during'] = (vars, run) => {
    const before = current.vars;
    current.vars = vars;
    try {
      return run();
    } finally {
      current.vars = before;
    }
  };
  return { ok: true, profile: { ...loaded, profile, during } };
}

function faultOf(list: readonly Definition[], profile: Profile): string | undefined {
  const taken = new Set(profile.libraries.flatMap((library) => library.overloads.map((overload) => overload.name)));
  const conflict = list.find((one) => taken.has(one.name));
  if (conflict !== undefined) return `custom CEL function ${conflict.name} conflicts with an existing CEL function`;
  const calls = new Map<string, ReadonlySet<string>>();
  for (const one of list) {
    const { expr, issues } = parse(one.body, profile.syntax);
    const error = issues.find((issue) => issue.severity === 'error');
    if (error !== undefined) return `${one.name}: ${error.message}`;
    calls.set(one.name, new Set([...nodesOf(expr)].flatMap((node) => (node.kind === 'call' ? [node.name] : []))));
  }
  const circular = list.find((one) => reaches(one.name, one.name, calls, new Set()));
  return circular === undefined ? undefined : `custom CEL function ${circular.name} calls itself`;
}

function reaches(from: string, goal: string, calls: ReadonlyMap<string, ReadonlySet<string>>, seen: Set<string>): boolean {
  for (const next of calls.get(from) ?? []) {
    if (next === goal) return true;
    if (!calls.has(next) || seen.has(next)) continue;
    seen.add(next);
    if (reaches(next, goal, calls, seen)) return true;
  }
  return false;
}

type Body = (args: Readonly<Record<string, Value>>) => Value;

/** As function and as method: a plain function ignores a receiver, a method of `this` needs one. */
function rowsOf(one: Definition, body: Body): readonly Overload[] {
  const row = (receiver: boolean, run: Overload['run']): Overload => ({
    id: `custom:${receiver ? 'method' : 'function'}:${one.name}`,
    name: one.name,
    receiver,
    params: receiver ? [DYN, DYN] : [DYN],
    variadic: true,
    result: DYN,
    run,
  });
  const asMethod = row(true, (target, ...args) => bind(one, one.receiver ? target : undefined, args, body));
  const asFunction = row(false, (...args) => (one.receiver ? wrongCall(one, args) : bind(one, undefined, args, body)));
  return [asMethod, asFunction];
}

const wrongCall = (one: Definition, args: readonly Value[]): CelError =>
  args.length === 0
    ? new CelError('invalid_argument', 'Missing argument or target')
    : new CelError('invalid_argument', `Invalid argument count: expected ${one.params.length}, got ${args.length}`);

function bind(one: Definition, target: Value | undefined, args: readonly Value[], body: Body): Value {
  const { params, variadic } = one;
  if (variadic === undefined ? args.length !== params.length : args.length < params.length)
    return new CelError('invalid_argument', `Invalid argument count: expected ${params.length}, got ${args.length}`);
  const named: Record<string, Value> = {};
  // Of two parameters of one name the first counts.
  for (const [i, name] of params.entries()) if (!Object.hasOwn(named, name)) define(named, name, args[i] as Value);
  if (variadic !== undefined) define(named, variadic, args.slice(params.length));
  if (target !== undefined) define(named, 'this', target);
  return body(named);
}

const define = (object: Record<string, Value>, name: string, value: Value): void =>
  void Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
