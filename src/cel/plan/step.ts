// The planned form of an expression: one JavaScript function per node, from the variables to a value. Nothing is looked up
// by name or matched by type while it runs, except where types are only known then.
import { CelError, type Value } from '../values/value.ts';

/** The variables by name. Read with plain property access; names that every object inherits are looked up as own. */
export type Activation = Readonly<Record<string, Value>>;

/** The function of a node. `shape`, where there is one, is what it is known to be, for steps that are made of it. */
export interface Step {
  (vars: Activation): Value;
  shape?: Shape;
}

/** A variable of a comprehension, `bind` or `block`. Saved and restored around its scope, so that a plan may be re-entered. */
export interface Cell {
  value: Value | undefined;
}

/** Names in scope, innermost first. */
export interface Scope {
  readonly name: string;
  readonly step: Step;
  readonly outer: Scope | undefined;
}

export const findLocal = (scope: Scope | undefined, name: string): Step | undefined => {
  for (let s = scope; s !== undefined; s = s.outer) if (s.name === name) return s.step;
  return undefined;
};

/** Marks where an error was seen first. */
export function at(value: Value, id: number): Value {
  if (value instanceof CelError && value.node === undefined) value.node = id;
  return value;
}

/** What a step is known to be, for steps that are made of it. */
export type Shape =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'local'; readonly cell: Cell }
  /** Fields of a variable, all readable in place: `request.headers`. */
  | { readonly kind: 'path'; readonly root: string; readonly fields: readonly string[] }
  /** `x == 'text'`, where `key` is the same for the same x. */
  | { readonly kind: 'equalsText'; readonly operand: Step; readonly key: string | Cell; readonly text: string }
  /** `x % n` with a small constant n. */
  | { readonly kind: 'remainder'; readonly operand: Step; readonly n: number };

export const shapeOf = (step: Step): Shape | undefined => step.shape;

/** The step, with what it is known to be. */
export function shaped(step: Step, shape: Shape): Step {
  step.shape = shape;
  return step;
}

/** A step that always gives this value; `constantOf` finds the value again. */
export const constant = (value: Value): Step => shaped(() => value, { kind: 'constant', value });

export function constantOf(step: Step): { readonly value: Value } | undefined {
  const { shape } = step;
  return shape?.kind === 'constant' ? shape : undefined;
}
