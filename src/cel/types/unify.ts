// Assignability with type parameters, by the rules of cel-go's checker (checker/types.go there is the authority): dyn goes
// with everything, null with whatever may be null, a wrapper with its primitive, and a type parameter is bound to the first
// type it meets and widened when a more general one follows.
import { DYN, list, map, opaque, optional, STRING, type Type, type as typeOf } from './type.ts';

/** A type with more parts than this counts as dyn: `{x: x}` bound 64 times over would have 2^64. */
const MAX_PARTS = 2_000;

const parts = new WeakMap<Type, number>();

/** Number of nodes of a type, shared ones counted as often as they would print. */
function sizeOf(type: Type): number {
  const children = paramsOf(type);
  if (children.length === 0) return 1;
  let size = parts.get(type);
  if (size === undefined) {
    size = 1;
    for (const child of children) size += sizeOf(child);
    parts.set(type, size);
  }
  return size;
}

/** The type itself, or dyn when it is too large to print or to walk. */
export const bounded = (type: Type): Type => (sizeOf(type) > MAX_PARTS ? DYN : type);

const NONE: readonly Type[] = [];

/** The types that a type is made of, in the order they print. */
function paramsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'type':
      return type.of === undefined ? [] : [type.of];
    case 'optional':
      return [type.of];
    case 'opaque':
      return type.params;
    default:
      return NONE;
  }
}

function withParams(type: Type, params: readonly Type[]): Type {
  const [first = DYN, second = DYN] = params;
  switch (type.kind) {
    case 'list':
      return list(first);
    case 'map':
      return map(first, second);
    case 'type':
      return typeOf(first);
    case 'optional':
      return optional(first);
    case 'opaque':
      return type.fields === undefined ? opaque(type.name, ...params) : type;
    default:
      return type;
  }
}

/** A wrapper has the kind of its primitive; only null tells them apart. */
const bare = (type: Type): Type => (type.kind === 'wrapper' ? type.of : type);

const isDyn = (type: Type): boolean => type.kind === 'dyn' || type.kind === 'any';

/** Whether nothing is known about values of the type. */
export const isDynOrError = (type: Type): boolean => isDyn(type) || type.kind === 'error';

/** Same type, names of type parameters included. A wrapper counts as its primitive, as in cel-go. */
export function isExactType(a: Type, b: Type): boolean {
  if (a === b) return true;
  const [x, y] = [bare(a), bare(b)];
  if (x.kind !== y.kind || nameOf(x) !== nameOf(y)) return false;
  return sameLength(paramsOf(x), paramsOf(y), isExactType);
}

const nameOf = (type: Type): string => ('name' in type ? type.name : '');

const sameLength = (xs: readonly Type[], ys: readonly Type[], test: (x: Type, y: Type) => boolean): boolean =>
  xs.length === ys.length && xs.every((x, i) => test(x, ys[i] as Type));

/** The more general of two types that are known to go together. */
export const mostGeneral = (a: Type, b: Type): Type => (isEqualOrLessSpecific(a, b) ? a : b);

function isEqualOrLessSpecific(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'param') return true;
  if (isDyn(b) || b.kind === 'param') return false;
  const [x, y] = [bare(a), bare(b)];
  if (x.kind !== y.kind) return false;
  if (x.kind === 'type' && (x.of === undefined || (y as typeof x).of === undefined)) return x.of === undefined;
  const params = paramsOf(x);
  if (params.length === 0) return isExactType(x, y);
  return nameOf(x) === nameOf(y) && sameLength(params, paramsOf(y), isEqualOrLessSpecific);
}

/** Whether a type is of no other types. */
const isSimple = ({ kind }: Type): boolean =>
  kind === 'dyn' || kind === 'bool' || kind === 'string' || kind === 'int' || kind === 'double' || kind === 'uint' || kind === 'null';

/** Whether a type speaks of a type parameter. */
export const hasParam = (type: Type): boolean => !isSimple(type) && (type.kind === 'param' || paramsOf(type).some(hasParam));

function isNullable(type: Type): boolean {
  switch (type.kind) {
    case 'null':
    case 'wrapper':
    case 'opaque':
    case 'optional':
    case 'message':
    case 'timestamp':
    case 'duration':
      return true;
    default:
      return isDyn(type);
  }
}

/** What a host object with known fields is to a function that takes maps. */
const OBJECT: Type = map(STRING, DYN);

/** Most expressions bind nothing; never written to. */
const NOTHING_BOUND = new Map<string, Type>();

/** What the type parameters of one expression stand for, so far. A failed attempt leaves no trace. */
export class Substitution {
  #bound: Map<string, Type> = NOTHING_BOUND;
  readonly #undo: [string, Type | undefined][] = [];
  #fresh = 0;
  #settled: Map<string, Type> | undefined;
  readonly #alikeTypes: boolean;

  /** `alikeTypes`: types of types go together whatever they are of, and of two the later one counts, as in cel-go before 0.30: `p ? int : type(int)`. */
  constructor(alikeTypes = false) {
    this.#alikeTypes = alikeTypes;
  }

  /** Whether any parameter was ever made: else every type is what it is. */
  get isEmpty(): boolean {
    return this.#fresh === 0;
  }

  /** A type parameter that nothing else uses. */
  fresh(): Type {
    return { kind: 'param', name: `_var${this.#fresh++}` };
  }

  /** Whether a value of type `from` may stand where `to` is wanted; binds the parameters that make it so. */
  assign(from: Type, to: Type): boolean {
    if (from === to) return true;
    this.#undo.length = 0;
    return this.#assignable(from, to) || this.#revert();
  }

  /** The same, pairwise: all or nothing. */
  assignAll(from: readonly Type[], to: readonly Type[]): boolean {
    this.#undo.length = 0;
    return this.#allAssignable(from, to) || this.#revert();
  }

  /** Says that nothing will be bound any more: what parameters stand for is then found once. */
  settle(): void {
    this.#settled = new Map();
  }

  /** The type with every bound parameter replaced; unbound ones stay, or become dyn when `final`. */
  resolve(type: Type, final = false): Type {
    if (isSimple(type)) return type;
    if (this.#fresh === 0 && !final) return type;
    if (type.kind === 'param') {
      const settled = final ? this.#settled?.get(type.name) : undefined;
      if (settled !== undefined) return settled;
      let bound: Type = type;
      while (bound.kind === 'param') {
        const next = this.#bound.get(bound.name);
        if (next === undefined) return final ? DYN : bound;
        bound = next;
      }
      const resolved = this.resolve(bound, final);
      if (final) this.#settled?.set(type.name, resolved);
      return resolved;
    }
    if (!hasParam(type)) return type;
    return bounded(
      withParams(
        type,
        paramsOf(type).map((p) => this.resolve(p, final)),
      ),
    );
  }

  /** A signature's types with its parameters renamed to fresh ones. */
  instantiate(types: readonly Type[]): readonly Type[] {
    const names = new Map<string, Type>();
    const rename = (type: Type): Type => {
      if (type.kind !== 'param') return hasParam(type) ? withParams(type, paramsOf(type).map(rename)) : type;
      const known = names.get(type.name) ?? this.fresh();
      names.set(type.name, known);
      return known;
    };
    return types.map(rename);
  }

  /** Takes back what the last attempt bound. */
  #revert(): false {
    for (let i = this.#undo.length - 1; i >= 0; i--) {
      const [name, before] = this.#undo[i] as [string, Type | undefined];
      if (before === undefined) this.#bound.delete(name);
      else this.#bound.set(name, before);
    }
    return false;
  }

  #bind(name: string, type: Type): void {
    if (this.#bound === NOTHING_BOUND) this.#bound = new Map();
    this.#undo.push([name, this.#bound.get(name)]);
    this.#bound.set(name, type);
  }

  #allAssignable(from: readonly Type[], to: readonly Type[]): boolean {
    if (from.length !== to.length) return false;
    for (let i = 0; i < from.length; i++) if (!this.#assignable(from[i] as Type, to[i] as Type)) return false;
    return true;
  }

  #assignable(from: Type, to: Type): boolean {
    if (from === to && from.kind !== 'param') return true;
    if (to.kind === 'param') {
      const fit = this.#fit(from, to);
      if (fit !== 'occurs') return fit === 'yes';
    }
    if (from.kind === 'param') return this.#fit(to, from) === 'yes';
    if (isDynOrError(from) || isDynOrError(to)) return true;
    if (from.kind === 'null') return isNullable(to);
    if (to.kind === 'null') return isNullable(from);
    const [a, b] = [bare(from), bare(to)];
    if (a.kind === 'opaque' && a.fields !== undefined && b.kind === 'map') return this.#assignable(OBJECT, b);
    if (a.kind !== b.kind) return false;
    if (a.kind === 'type' && b.kind === 'type') return this.#typesAssignable(a.of, b.of);
    return nameOf(a) === nameOf(b) && this.#allAssignable(paramsOf(a), paramsOf(b));
  }

  // Types are values: `type(1) == type('a')` is a fair question, so the parameter only matters while it is a variable.
  #typesAssignable(from: Type | undefined, to: Type | undefined): boolean {
    if (from === undefined || to === undefined) return to === undefined;
    return !this.#alikeTypes && (hasParam(from) || hasParam(to)) ? this.#assignable(from, to) : true;
  }

  /** Whether `type` is what `param` stands for, or can be. `occurs`: it cannot, and nothing was bound before. */
  #fit(type: Type, param: Type & { kind: 'param' }): 'yes' | 'no' | 'occurs' {
    if (isExactType(type, param)) return 'yes';
    const bound = this.#bound.get(param.name);
    if (bound === undefined) {
      if (this.#occurs(param, type)) return 'occurs';
      this.#bind(param.name, type);
      return 'yes';
    }
    if (isExactType(type, bound)) return 'yes';
    if (!this.#assignable(type, bound)) return 'no';
    const wider = this.#alikeTypes && type.kind === 'type' ? type : mostGeneral(type, bound);
    if (!this.#occurs(param, wider)) this.#bind(param.name, wider);
    return 'yes';
  }

  #occurs(param: Type & { kind: 'param' }, within: Type): boolean {
    if (within.kind !== 'param') return hasParam(within) && paramsOf(within).some((p) => this.#occurs(param, p));
    if (within.name === param.name) return true;
    const bound = this.#bound.get(within.name);
    return bound !== undefined && this.#occurs(param, bound);
  }
}
