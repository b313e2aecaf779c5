// A profile is what makes CEL the CEL of one program: its libraries, switches, regex dialect and variables. Profiles are
// data; the parser, checker and planner read them and know no program by name.

import type { SampleRequest } from '../../http/sample-request.ts';
import type { Library, Run } from '../lib/library.ts';
import type { Building } from '../plan/building.ts';
import type { Operators } from '../plan/operators.ts';
import type { SyntaxSwitches } from '../syntax/switches.ts';
import type { TypeProvider } from '../types/provider.ts';
import type { Type } from '../types/type.ts';
import type { Value } from '../values/value.ts';

export interface Profile {
  /** `agentgateway`; with `version` it is what links and answers name: `agentgateway@1.4`. */
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly libraries: readonly Library[];
  readonly syntax: SyntaxSwitches;
  readonly evaluation: EvaluationSwitches;
  /** `required`: an expression that does not check is an error. `advisory`: the real program has no checker; ours warns. */
  readonly checker: 'required' | 'advisory';
  readonly checks?: CheckSwitches;
  /** The model by which its program counts costs: cel-go's newest, or the API server's. Undefined: it does not count them. */
  readonly costs?: 'cel-go' | 'kubernetes';
  /** A run that costs more is stopped by the program. */
  readonly costLimit?: number;
  readonly variables: readonly Variable[];
  /** The message types that it knows without being given any; undefined: none. */
  readonly types?: TypeProvider;
}

/** What the checker does beyond finding types. Everything is off where it is left out. */
export interface CheckSwitches {
  /** The elements of a list literal, and the keys and values of a map literal, must be of one type (Kubernetes). */
  readonly homogeneousLiterals?: boolean;
  /** Of two types of types the later one is the more general: `p ? int : type(int)` is a `type(type(int))` (Kubernetes). */
  readonly alikeTypes?: boolean;
  /** Functions that are tried at check time when their arguments are constants: `ip('x')` then does not check. */
  readonly constantArguments?: readonly string[];
  /**
   * A constant format string is compared with the list literal that it formats. `old`: the clauses of the strings library
   * before version 5, where `%d` takes no doubles and `%f` no ints (Kubernetes).
   */
  readonly formatStrings?: 'new' | 'old';
}

export interface EvaluationSwitches {
  /** How whole JSON numbers of the host are read. */
  readonly numbers: 'int-if-integral' | 'double';
  /** `both`: an error on either side of && and || is absorbed by a deciding other side (the specification).
   *  `left-only`: a right-hand error is never absorbed (agentgateway). */
  readonly logic: 'both' | 'left-only';
  /** `size(string)`: code points, or UTF-8 bytes (agentgateway). */
  readonly stringSize: 'code-points' | 'utf8-bytes';
  /** Whether int, uint and double may be compared with `<` when the checker knows the types. */
  readonly crossTypeComparisons: boolean;
  readonly regex: RegexDialect;
  /** What the operators do; undefined: the specification's. */
  readonly operators?: Operators;
  /** More arguments than a function has: no overload, or not looked at (agentgateway). */
  readonly extraArguments?: 'error' | 'ignored';
  /** What a call runs that no row takes as it is written; its arguments come as they are, errors too (agentgateway). */
  readonly otherCalls?: (name: string, isMethod: boolean) => Run | undefined;
  /** What the program looks at while it builds an expression; undefined: nothing. */
  readonly building?: Building;
  /** What is no list or map, but has a size, which is zero, is a range of no rounds: `dyn('').all(x, false)`. Undefined: an error. */
  readonly emptyRanges?: 'no-rounds';
  /** A program that cannot be built fails when it is run; undefined: it does not check. */
  readonly unbuilt?: 'fails';
  /** A call of a function that does not exist stops the program from being built (Envoy), or fails when it is reached. */
  readonly unknownFunctions?: 'refused' | 'fail';
  /** The names of protobuf's own types (`google.protobuf.Timestamp`) mean nothing (agentgateway). */
  readonly protobufNames?: 'unknown';
  /** Whether messages can be made (`Name{…}`). Default true. */
  readonly messages?: boolean;
  /** Whether an unchecked expression may call a method as a function and a function as a method. Default true. */
  readonly eitherForm?: boolean;
}

export type RegexDialect = 're2' | 'rust';

/** A top-level variable: checker, completion, documentation and sample requests all read this row. */
export interface Variable {
  readonly name: string;
  readonly type: Type;
  readonly doc: string;
  /** Phases in which it exists; undefined: in all. */
  readonly phases?: readonly string[];
  /** It may be null, or absent: only some requests have it. */
  readonly nullable?: true;
}

/** A profile as `loadProfile` (profiles/index.ts) gives it: with what it takes to build its variables from a sample request. */
export interface LoadedProfile {
  readonly profile: Profile;
  /**
   * The profile's top-level variables for a request. `vars` are plain JSON, laid over them by whole names; a root that the
   * profile's own schema knows is read in that schema's form. `now` is the clock, RFC 3339; undefined: the real one.
   */
  readonly bind: (
    sample: SampleRequest | undefined,
    vars: Readonly<Record<string, unknown>>,
    now: string | undefined,
  ) => Readonly<Record<string, Value>>;
  /** A variable that is declared to be of a library's own type (`kubernetes.Quantity`) from its JSON; undefined for other types. */
  readonly read?: (type: Type, json: unknown) => Value | undefined;
}
