// A function library is a table: one row is an overload's signature and code. Its documentation and examples stand in
// a table of their own (docs.ts), joined by the overload's id, so that an engine that only evaluates does not carry them.
// The same rows feed checker, evaluator, completion, hover, the functions pane and the test suite.
import type { Type } from '../types/type.ts';
import type { ErrorCode, Value } from '../values/value.ts';
import type { Clauses } from './format.ts';

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
  /** Its result may differ from call to call (`random()`), so it is never computed ahead. */
  readonly volatile?: boolean;
  /** It counts only where no other row of its name takes the arguments (`math.least` of mixed numbers). */
  readonly fallback?: boolean;
  /** It tests the types of its arguments itself; `params` is then for the checker and for people. */
  readonly loose?: boolean;
  /** It is given errors as values, and may ignore one (`optional.of(1).or(1 / 0)`). */
  readonly lazy?: boolean;
  /** It neither builds large values nor walks into deep ones: a program of such calls needs no budget. */
  readonly bounded?: true;
  /** A function that formats its receiver: what its clauses write, so that a constant format can be taken apart. */
  readonly clauses?: Clauses;
  /** Answers from the variables of the run in place of `run` (agentgateway's `variables()`). */
  readonly ofVariables?: (vars: Readonly<Record<string, Value>>) => Value;
  /**
   * Prepares a call whose arguments are partly constant (the others undefined): a pattern is read once. Undefined: call
   * `run`. Faults that it adds stop the program from being built.
   */
  readonly specialise?: (constants: readonly (Value | undefined)[], site: CallSite) => Run | undefined;
}

/** Where a specialised call stands. */
export interface CallSite {
  readonly node: number;
  readonly faults: { readonly node: number; readonly code: ErrorCode; readonly message: string }[];
}

export interface Library {
  readonly id: string;
  readonly title: string;
  readonly overloads: readonly Overload[];
  /** Ids of the macros (syntax/macros.ts, extension-macros.ts) that the library switches on. */
  readonly macros?: readonly string[];
  /** Constants and type names that it declares: `math.pi`, `net.IP`. */
  readonly constants?: Readonly<Record<string, { readonly type: Type; readonly value: Value }>>;
}

/** One row of a table: `fn('sets.contains', 'list_sets_contains_list', [list(T), list(T)], BOOL, run)`. */
export const fn = (name: string, id: string, params: readonly Type[], result: Type, run: Run): Overload => ({
  id,
  name,
  receiver: false,
  params,
  result,
  run,
});

/** A row called on a receiver, which is the first parameter: `method('size', 'string_size', [STRING], INT, …)`. */
export const method = (name: string, id: string, params: readonly Type[], result: Type, run: Run): Overload => ({
  id,
  name,
  receiver: true,
  params,
  result,
  run,
});

/** The same row; its work is bounded by its arguments' own size. */
export const bounded = (overload: Overload): Overload => ({ ...overload, bounded: true });

/** The same rows as functions whose calls are never computed ahead. */
export const volatile = (overload: Overload): Overload => ({ ...overload, volatile: true });

/** The same row, given errors as values. */
export const lazy = (overload: Overload): Overload => ({ ...overload, lazy: true });

/** The same row with its last parameter repeatable. */
export const variadic = (overload: Overload): Overload => ({ ...overload, variadic: true });
