// The core form of an expression: what it is once every macro is written out as the fold that the specification defines.
// Costs are counted on it, and it shows people what a macro means. Nothing is evaluated from it.
import type { Type } from '../types/type.ts';
import type { Value } from '../values/value.ts';

export type Core = CoreLiteral | CoreIdent | CoreSelect | CoreCall | CoreList | CoreMap | CoreStruct | CoreFold;

interface Typed {
  /** dyn where the expression was not checked. */
  readonly type: Type;
}

export interface CoreLiteral extends Typed {
  readonly kind: 'literal';
  readonly value: Value;
}

/** A variable by its full name, or one of a fold. */
export interface CoreIdent extends Typed {
  readonly kind: 'ident';
  readonly name: string;
  readonly local: boolean;
  /** Given where the name stands for a fixed value: a type, an enum constant. */
  readonly constant?: Value;
}

export interface CoreSelect extends Typed {
  readonly kind: 'select';
  readonly operand: Core;
  readonly field: string;
  /** `has(a.b)` */
  readonly testOnly: boolean;
}

/** Every call; operators by their names in the specification, among them `_&&_ _||_ !_ _?_:_ _?._`. */
export interface CoreCall extends Typed {
  readonly kind: 'call';
  readonly name: string;
  readonly target: Core | undefined;
  readonly args: readonly Core[];
  /** Ids of the overloads that remain possible; empty when unchecked. */
  readonly overloads: readonly string[];
}

export interface CoreList extends Typed {
  readonly kind: 'list';
  readonly elements: readonly Core[];
  /** Positions of the elements written `?e`. */
  readonly optional: ReadonlySet<number>;
}

export interface CoreMap extends Typed {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Core; readonly value: Core; readonly optional: boolean }[];
}

export interface CoreStruct extends Typed {
  readonly kind: 'struct';
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly value: Core; readonly optional: boolean }[];
}

/**
 * A fold: for each element of `range`, while `condition`, the accumulator becomes `step`; the value is `result`. A bind is a
 * fold over nothing: the accumulator is the variable.
 */
export interface CoreFold extends Typed {
  readonly kind: 'fold';
  readonly first: string;
  readonly second: string | undefined;
  readonly range: Core;
  readonly accumulator: string;
  readonly initial: Core;
  readonly condition: Core;
  readonly step: Core;
  readonly result: Core;
}

/** The accumulator of a macro, and the variable of a fold over nothing. */
export const ACCUMULATOR = '@result';
export const UNUSED = '#unused';
