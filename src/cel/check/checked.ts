// What the checker leaves for those who come after it: a type for every node, and what each name means. The tree itself is
// never rewritten: the planner, the explainer and the editor look up a node's id here.
import type { Overload } from '../lib/library.ts';
import type { CelIssue } from '../result.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import type { Value } from '../values/value.ts';

export type Reference =
  /**
   * A variable of the environment, by its full name: on an ident (`x`), or on a select that spells a qualified name
   * (`com.example.x`; the parts below it then have no reference). `constant` is given where the name stands for a fixed
   * value: a type name, an enum value, a library's constant.
   */
  | { readonly kind: 'variable'; readonly name: string; readonly constant?: Value }
  /** A variable of a comprehension, `cel.bind` or `cel.block`. It wins over every variable of the environment. */
  | { readonly kind: 'local'; readonly name: string }
  /**
   * The overloads that remain possible for a call; one when the argument types are known. On a call written as
   * `math.least(1, 2)` the overloads are not methods (`receiver: false`): the target is a namespace, not a value.
   */
  | { readonly kind: 'overloads'; readonly overloads: readonly Overload[] }
  /** The message type that a struct literal makes, by its full name. */
  | { readonly kind: 'struct'; readonly name: string };

export interface Checked {
  readonly expr: Expr;
  /** The type of the whole expression: `dyn` where it is not known, `error` where it has none. */
  readonly type: Type;
  /** By node id. */
  readonly types: ReadonlyMap<number, Type>;
  /** By node id. */
  readonly references: ReadonlyMap<number, Reference>;
  /** In the order of their positions. Only warnings where the profile's checker is advisory. */
  readonly issues: readonly CelIssue[];
}
