// What some programs look at while they build an expression: it is refused for parts that no run would reach.
import type { CallSite, Overload } from '../lib/library.ts';
import type { Call } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';
import type { Planner } from './planner.ts';
import type { Step } from './step.ts';

export interface Building {
  /** Notes an unchecked call with a number of arguments that its function is never built for. */
  readonly call: (faults: CallSite['faults'], node: number, name: string, overloads: readonly Overload[], count: number) => void;
  /** Notes an index by a constant that indexes nothing. */
  readonly index: (p: Planner, call: Call, key: Value) => void;
  /** Tries a conversion of constants, and notes its error. */
  readonly conversion?: (p: Planner, call: Call, step: Step) => void;
  /** Whether the arguments of a call are what the program looks at, and not what could be computed ahead beyond that. */
  readonly seesConstants?: (p: Planner, call: Call) => boolean;
}
