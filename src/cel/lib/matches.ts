// `matches`: whether a pattern is found anywhere in a text. A constant pattern is compiled when the program is planned.
import { regexes } from '../parts.ts';
import type { Dialect, Regex } from '../regex/regex.ts';
import { BOOL, STRING } from '../types/type.ts';
import { CelError, type Value } from '../values/value.ts';
import { type CallSite, fn, method, type Overload, type Run } from './library.ts';

export interface MatchesOptions {
  readonly dialect: Dialect;
  /** Whether a constant pattern that does not compile stops the program from being built (Kubernetes, Envoy). */
  readonly constantsMustCompile: boolean;
  /** Patterns that the program refuses although they compile. */
  readonly refuse?: (pattern: string) => CelError | undefined;
}

/** A compiled pattern, or an error of its own for this place: errors carry the place where they were seen. */
export function pattern(text: string, { dialect, refuse }: MatchesOptions): Regex | CelError {
  const compiled = regexes().compileRegex(text, dialect);
  const fault = compiled instanceof CelError ? compiled : refuse?.(text);
  return fault === undefined ? compiled : new CelError(fault.code, fault.describe);
}

/** Compiles the constant in one of the arguments; `use` makes the call from it. */
export const withPattern =
  (options: MatchesOptions, at: number, use: (regex: Regex) => Run) =>
  (constants: readonly (Value | undefined)[], site: CallSite): Run | undefined => {
    const text = constants[at];
    if (typeof text !== 'string') return undefined;
    const regex = pattern(text, options);
    if (!(regex instanceof CelError)) return use(regex);
    if (options.constantsMustCompile) site.faults.push({ node: site.node, code: regex.code, message: regex.message });
    return undefined;
  };

export function matchesRows(options: MatchesOptions): readonly Overload[] {
  const run: Run = (s, text) => {
    const regex = pattern(text as string, options);
    return regex instanceof CelError ? regex : regex.test(s as string);
  };
  const specialise = withPattern(options, 1, (regex) => (s) => regex.test(s as string));
  return [
    { ...fn('matches', 'matches', [STRING, STRING], BOOL, run), specialise },
    { ...method('matches', 'matches_string', [STRING, STRING], BOOL, run), specialise },
  ];
}
