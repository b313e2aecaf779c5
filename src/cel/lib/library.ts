// A function library is a table: one row is an overload's signature, code, documentation and tests. The same row feeds
// checker, evaluator, completion, hover, the functions pane and the test suite.
import type { Type } from '../types/type.ts';
import type { Value } from '../values/value.ts';

/** A function over values. Strict ones never see a CelError: the plan hands errors through before the call. */
export type Run = (...args: Value[]) => Value;

export interface Overload {
  /** The overload's id as cel-go names it where it has one (`add_int64`), unique in a profile. */
  readonly id: string;
  /** Function or operator name; namespaced with dots (`math.least`). */
  readonly name: string;
  /** Whether the first parameter is the receiver: `'a'.size()`. */
  readonly receiver: boolean;
  readonly params: readonly Type[];
  /** The last parameter may repeat any number of times, also zero. */
  readonly variadic?: boolean;
  readonly result: Type;
  readonly run: Run;
  /** Plain sentences for people; the first is the summary. */
  readonly doc: string;
  /** Expression → its value as CEL text (`text` of the headless contract), or `error: …`. Each runs as a test and is shown. */
  readonly examples: Readonly<Record<string, string>>;
}

export interface Library {
  readonly id: string;
  readonly title: string;
  readonly overloads: readonly Overload[];
  /** Names of the macros (syntax/macros.ts) that the library switches on. */
  readonly macros?: readonly string[];
  /** Constants and type names that it declares: `math.pi`, `net.IP`. */
  readonly constants?: Readonly<Record<string, { readonly type: Type; readonly value: Value }>>;
}

/** One row of a table: `fn('sets.contains', [list(T), list(T)], BOOL, run, { doc, examples })`. */
export function fn(name: string, params: readonly Type[], result: Type, run: Run, about: RowAbout): Overload {
  return row(name, false, params, result, run, about);
}

/** A row called on a receiver, which is the first parameter: `method('size', [STRING], INT, …)`. */
export function method(name: string, params: readonly Type[], result: Type, run: Run, about: RowAbout): Overload {
  return row(name, true, params, result, run, about);
}

export interface RowAbout {
  readonly id: string;
  readonly doc: string;
  readonly examples?: Readonly<Record<string, string>>;
  readonly variadic?: boolean;
}

function row(name: string, receiver: boolean, params: readonly Type[], result: Type, run: Run, about: RowAbout): Overload {
  const base = { id: about.id, name, receiver, params, result, run, doc: about.doc, examples: about.examples ?? {} };
  return about.variadic === true ? { ...base, variadic: true } : base;
}
