// What a profile decides of the syntax.
import type { Macro } from './macro.ts';
import type { Literals } from './strings.ts';

export interface SyntaxSwitches {
  /** `a.?b`, `a[?k]`, `{?k: v}`, `[?v]`. */
  readonly optionals: boolean;
  /** Back-quoted field names. */
  readonly backquotes: boolean;
  /** Deepest nesting of expressions in brackets and arguments; agentgateway 48, others 250. */
  readonly maxDepth: number;
  /** Most operators, selections and calls on one path of the tree (`a.b.c`, `1 + 2 + 3`); 250 in cel-go. The Rust fork has no
   *  such limit: chains of any length run (plan/spine.ts), and those of more than 500 are not shown part by part. */
  readonly maxChain: number;
  /** The macros that are on, by their ids: the union of what the profile's libraries list. */
  readonly macros: ReadonlySet<string>;
  /** The macros beside those of the specification; which of them are on is said above. */
  readonly moreMacros?: readonly Macro[];
  /** How the text of string and bytes literals is decoded; undefined: as cel-go does it. */
  readonly literals?: Literals;
  /** Whose parser: what words are reserved, how depth is counted. `cel-rust` is agentgateway's fork. */
  readonly parser: 'cel-go' | 'cel-rust';
  /** Comprehensions may be switched off (Envoy). */
  readonly comprehensions: boolean;
}
