// The expression tree. Every node has an id (unique in its expression, in order of creation by the parser) and a span in
// code points. Macros keep the call that was written and stay high-level nodes (`comprehension`, `has`, `bind`, `block`):
// explanation, printing and the back ends need to know what the person meant, not what it desugars to.
import type { Span } from '../../base/span.ts';
import type { Value } from '../values/value.ts';

export type Expr =
  | Literal
  | Ident
  | Select
  | Has
  | Call
  | And
  | Or
  | Not
  | Conditional
  | List
  | MapLiteral
  | Struct
  | Comprehension
  | Bind
  | OptionalMap
  | Block
  | Invalid;

interface Node {
  readonly id: number;
  readonly span: Span;
}

export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: Value;
}

/** A name. `absolute` is a leading dot: resolved from the root, never in the container. */
export interface Ident extends Node {
  readonly kind: 'ident';
  readonly name: string;
  readonly absolute: boolean;
}

/**
 * `a.b`, or `a.?b` when `optional`. `fieldSpan` covers the field's name. `proto.getExt(a, b.c)` is a select of the
 * extension field `b.c`, with `extension` set.
 */
export interface Select extends Node {
  readonly kind: 'select';
  readonly operand: Expr;
  readonly field: string;
  readonly fieldSpan: Span;
  readonly optional: boolean;
  readonly extension?: true;
}

/** `has(a.b)`, or `proto.hasExt(a, b.c)` when `extension` is set. (`has(a.?b)` is refused by the parser.) */
export interface Has extends Node {
  readonly kind: 'has';
  readonly operand: Expr;
  readonly field: string;
  readonly fieldSpan: Span;
  readonly optional: boolean;
  readonly extension?: true;
}

/**
 * A function, method or operator. Operators have the names of the CEL specification: `_+_ _-_ _*_ _/_ _%_ -_ _==_ _!=_
 * _<_ _<=_ _>_ _>=_ @in _[_] _[?_]`. `nameSpan` covers the function's name or the operator's sign.
 * The name of a namespaced call (`math.least(1, 2)`) is still `target` ident + name here; the checker or planner
 * resolves it against the profile, since only there is known whether `math` is a namespace.
 */
export interface Call extends Node {
  readonly kind: 'call';
  readonly form: 'operator' | 'global' | 'receiver';
  readonly name: string;
  readonly nameSpan: Span;
  readonly target?: Expr;
  readonly args: readonly Expr[];
}

/** `a && b && c`: flat, in the order written. */
export interface And extends Node {
  readonly kind: 'and';
  readonly terms: readonly Expr[];
}

export interface Or extends Node {
  readonly kind: 'or';
  readonly terms: readonly Expr[];
}

export interface Not extends Node {
  readonly kind: 'not';
  readonly operand: Expr;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

export interface List extends Node {
  readonly kind: 'list';
  readonly elements: readonly ListElement[];
}
/** `optional`: written `?e`, left out when e is optional.none(). */
export interface ListElement {
  readonly value: Expr;
  readonly optional: boolean;
}

export interface MapLiteral extends Node {
  readonly kind: 'map';
  readonly entries: readonly MapLiteralEntry[];
}
export interface MapLiteralEntry {
  readonly key: Expr;
  readonly value: Expr;
  readonly optional: boolean;
}

/** `Name{field: value}`. */
export interface Struct extends Node {
  readonly kind: 'struct';
  readonly name: string;
  readonly absolute: boolean;
  readonly nameSpan: Span;
  readonly fields: readonly StructField[];
}
export interface StructField {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expr;
  readonly optional: boolean;
}

export type ComprehensionMacro =
  | 'all'
  | 'exists'
  | 'exists_one'
  | 'map'
  | 'filter'
  | 'transformList'
  | 'transformMap'
  | 'transformMapEntry'
  | 'sortBy'
  | 'mapValues'
  | 'filterKeys';

/**
 * A macro that walks a list or a map. `spelling` is the name as written (`existsOne`, `exists_one`). `first` is the element
 * (list) or key (map) with one variable; with two it is index or key, and `second` the element or value.
 * `body` is the predicate (all, exists, exists_one, filter, filterKeys), the transform or the sort key (sortBy); `filter` is
 * the predicate of `map(x, p, t)` and of the transforms that have one.
 */
export interface Comprehension extends Node {
  readonly kind: 'comprehension';
  readonly macro: ComprehensionMacro;
  readonly spelling: string;
  readonly nameSpan: Span;
  readonly range: Expr;
  readonly first: string;
  readonly firstSpan: Span;
  readonly second?: string;
  readonly secondSpan?: Span;
  readonly filter?: Expr;
  readonly body: Expr;
}

/** `cel.bind(x, value, body)` and `value.with(x, body)`; `spelling` says which. */
export interface Bind extends Node {
  readonly kind: 'bind';
  readonly spelling: 'cel.bind' | 'with';
  readonly nameSpan: Span;
  readonly variable: string;
  readonly variableSpan: Span;
  readonly value: Expr;
  readonly body: Expr;
}

/** `value.optMap(x, body)`, or `optFlatMap` when `flat`: body with x bound to the optional's value, none when there is none. */
export interface OptionalMap extends Node {
  readonly kind: 'optionalMap';
  readonly flat: boolean;
  readonly nameSpan: Span;
  readonly value: Expr;
  readonly variable: string;
  readonly variableSpan: Span;
  readonly body: Expr;
}

/** `cel.block([e0, e1], body)`; in it `cel.index(n)` is the ident `@index<n>`, `cel.iterVar(n, m)` the ident
 * `@it:n:m`, `cel.accuVar(n, m)` the ident `@ac:n:m`. */
export interface Block extends Node {
  readonly kind: 'block';
  readonly bindings: readonly Expr[];
  readonly body: Expr;
}

/** What could not be parsed; there is a diagnostic for it. Keeps the rest of the tree usable. */
export interface Invalid extends Node {
  readonly kind: 'invalid';
  readonly parts: readonly Expr[];
}
