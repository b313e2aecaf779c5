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

/** A step that is made when it first runs: most of the slow ways never do. */
export function later(make: () => Step): Step {
  let made: Step | undefined;
  return (vars) => {
    made ??= make();
    return made(vars);
  };
}

/** Takes an item of a chain and passes it on; false: something failed. */
export type Push = (item: Value, vars: Activation) => boolean;

/** Marks where an error was seen first. */
export function at(value: Value, id: number): Value {
  if (value instanceof CelError && value.node === undefined) value.node = id;
  return value;
}

/** What a step is known to be, for steps that are made of it. */
export type Shape =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'variable'; readonly name: string; readonly turn: number }
  | { readonly kind: 'local'; readonly cell: Cell }
  /** Fields of a variable, all readable in place: `request.headers`. `turn` says from which copy what reads it is made. */
  | { readonly kind: 'path'; readonly root: string; readonly fields: readonly string[]; readonly turn: number }
  /** `x == 'text'`. */
  | { readonly kind: 'equalsText'; readonly operand: Step; readonly text: string }
  /** `x == 'a' || x == 'b' || …` over one x. */
  | { readonly kind: 'anyOfTexts'; readonly texts: ReadonlySet<string> }
  /** A sum of texts: `texts[0] + parts[0] + texts[1] + …`; `slow` makes it step by step. */
  | { readonly kind: 'texts'; readonly texts: readonly string[]; readonly parts: readonly Step[]; readonly slow: Step }
  /** A time and whole seconds. */
  | { readonly kind: 'later'; readonly operand: Step; readonly seconds: number }
  /** Filters and maps over a range: `push` puts them before what the items go to. `cells` are their variables. */
  | { readonly kind: 'chain'; readonly range: Step; readonly cells: readonly Cell[]; readonly push: (next: Push) => Push }
  /** A list literal without optional elements. */
  | { readonly kind: 'list'; readonly elements: readonly Step[] }
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

export const isSmallInt = (v: Value | undefined): v is number => typeof v === 'number' && (v | 0) === v;
