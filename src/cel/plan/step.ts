// The planned form of an expression: one JavaScript function per node, from the variables to a value. Nothing is looked up
// by name or matched by type while it runs, except where types are only known then.
import { CelError, type Value } from '../values/value.ts';

/** The variables by name. Read with plain property access; names that every object inherits are looked up as own. */
export type Activation = Readonly<Record<string, Value>>;

export type Step = (vars: Activation) => Value;

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

const constants = new WeakMap<Step, { readonly value: Value }>();

/** A step that always gives this value; `constantOf` finds the value again. */
export function constant(value: Value): Step {
  const step: Step = () => value;
  constants.set(step, { value });
  return step;
}

export const constantOf = (step: Step): { readonly value: Value } | undefined => constants.get(step);
