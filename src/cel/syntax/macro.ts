// What a macro is: a call that the parser reads as something else.
import type { Span } from '../../base/span.ts';
import type { Expr } from './ast.ts';

/** What a macro refuses; what is said of it stands in texts.ts. */
export type MacroFault =
  | 'accumulator'
  | 'bind'
  | 'block'
  | 'extension'
  | 'first_variable'
  | 'has'
  | 'no_arguments'
  | 'numbers'
  | 'one_number'
  | 'optional'
  | 'same_variables'
  | 'second_variable'
  | 'slot'
  | 'sort'
  | 'variable';

/** The call that a macro rewrites. `fault` reports an argument that the macro refuses and gives the node to use instead. */
export interface MacroSite {
  readonly id: number;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly name: string;
  readonly target: Expr | undefined;
  readonly args: readonly Expr[];
  /** Whether the result of a loop has a name that variables may not take. */
  readonly hasAccumulator: boolean;
  readonly fault: (where: Expr, id: MacroFault) => Expr;
}

export interface Macro {
  /** What profiles list. */
  readonly id: string;
  readonly name: string;
  /** Called on a receiver; with `namespace` the receiver must be that very name (`cel`, `math`, `proto`). */
  readonly receiver: boolean;
  readonly namespace?: string;
  /** The numbers of arguments that it takes; undefined: any. */
  readonly arity?: readonly number[];
  /** The node, or undefined when the call is a plain call after all. */
  readonly expand: (site: MacroSite) => Expr | undefined;
}
