// The cost of an expression before it runs, as bounds: cel-go's static estimate (common/cost/estimator.go and
// default_strategy.go, newest version) without hints about the sizes of variables.
import { type Core, type CoreCall, type CoreFold, type CoreList, type CoreSelect, UNUSED } from '../expand/core.ts';
import { DYN, type Type } from '../types/type.ts';
import { kindOf } from '../values/kind.ts';
import { lengthOf } from './actual-size.ts';
import { both, type CostBounds, either, exactly, LIST, MAP, NOTHING, SELECT, STRUCT } from './bounds.ts';
import { type CallShape, estimate } from './estimate-quantity.ts';
import { flattenedSize } from './flatten.ts';
import { modelOf } from './models.ts';
import {
  add,
  fixed,
  least,
  minus,
  most,
  ONE,
  optionalOf,
  plus,
  range,
  type Size,
  scaled,
  times,
  UNBOUNDED,
  UNKNOWN,
  union,
  unionOf,
  withParts,
} from './size.ts';

/** The bounds of what evaluating a checked expression costs. */
export const estimateCost = (core: Core): CostBounds => new Estimation().cost(core);

interface Local {
  readonly reachable: boolean;
  readonly size: Size | undefined;
}

class Estimation {
  readonly #sizes = new Map<Core, Size>();
  /** Nodes that are reached from a variable by fields and indexes: hints could apply to them. */
  readonly #reachable = new Map<Core, boolean>();
  readonly #locals = new Map<string, Local[]>();

  cost(node: Core): CostBounds {
    switch (node.kind) {
      case 'literal':
        return NOTHING;
      case 'ident':
        this.#reachable.set(node, this.#local(node.name)?.reachable ?? true);
        return SELECT;
      case 'select':
        return this.#select(node);
      case 'call':
        return this.#call(node);
      case 'list':
        return both(this.#all(node.elements), LIST);
      case 'map':
        return both(this.#all(node.entries.flatMap((e) => [e.key, e.value])), MAP);
      case 'struct':
        return both(this.#all(node.fields.map((f) => f.value)), STRUCT);
      case 'fold':
        return node.first === UNUSED ? this.#bind(node) : this.#fold(node);
    }
  }

  #all(nodes: readonly Core[]): CostBounds {
    return nodes.map((node) => this.cost(node)).reduce(both, NOTHING);
  }

  // --- Names ------------------------------------------------------------------------------------------------------------

  #local(name: string): Local | undefined {
    return this.#locals.get(name)?.at(-1);
  }

  #push(name: string, local: Local): void {
    const stack = this.#locals.get(name);
    if (stack === undefined) this.#locals.set(name, [local]);
    else stack.push(local);
  }

  #pop(name: string): void {
    this.#locals.get(name)?.pop();
  }

  #isReachable(node: Core): boolean {
    const local = node.kind === 'ident' ? this.#local(node.name) : undefined;
    return local?.reachable ?? this.#reachable.get(node) ?? false;
  }

  // --- Fields and calls -------------------------------------------------------------------------------------------------

  #select(node: CoreSelect): CostBounds {
    const test = node.testOnly ? branchQualifier(node.operand) : NOTHING;
    const cost = both(both(both(SELECT, test), this.cost(node.operand)), relativeCost(node.operand));
    if (this.#isReachable(node.operand)) this.#reachable.set(node, true);
    return cost;
  }

  #call(node: CoreCall): CostBounds {
    if (node.name === 'cel.@block') return this.#block(node);
    if (node.name === 'dyn') {
      const [inner] = node.args as readonly [Core];
      const cost = both(exactly(1), this.cost(inner));
      this.#setSize(node, this.#size(inner));
      return cost;
    }
    const [first] = node.args;
    const qualifies = node.name === '_[_]' || node.name === '_[?_]' || node.name === '_?._';
    let cost = qualifies && first !== undefined ? relativeCost(first) : NOTHING;
    const argCosts = node.args.map((a) => this.cost(a));
    if (node.name === '_?_:_') {
      for (const i of [1, 2]) argCosts[i] = branchCost(node.args[i] as Core, argCosts[i] as CostBounds);
    }
    if (node.overloads.length === 0) return both(both(exactly(1), cost), argCosts.reduce(both, NOTHING));
    if (node.target !== undefined) cost = both(cost, this.cost(node.target));
    return both(cost, this.#overloads(node, argCosts));
  }

  /** Bounds over all overloads that the call may be; also notes the size of its result. */
  #overloads(node: CoreCall, argCosts: readonly CostBounds[]): CostBounds {
    let bounds: CostBounds = { min: UNBOUNDED, max: 0n };
    let result: Size | undefined;
    for (const id of node.overloads) {
      const { cost, size } = this.#overload(node, id, argCosts);
      bounds = either(bounds, cost);
      let own = this.#indexed(node, id) ?? size;
      const isOptional = OPTIONAL_INDEXES.has(id);
      own ??= isOptional ? this.#optionalValue(node) : this.#size(node);
      if (isOptional && own !== undefined) own = optionalOf(own);
      result = unionOf(result, own);
    }
    this.#setSize(node, result);
    return bounds;
  }

  /** The size of an element that an index takes, from the container's. */
  #indexed(node: CoreCall, id: string): Size | undefined {
    const [container] = node.args;
    if (container === undefined || !INDEXES.has(id)) return undefined;
    if (this.#isReachable(container)) {
      this.#reachable.set(node, true);
      return undefined;
    }
    const size = this.#size(container);
    return (OF_OPTIONAL.has(id) ? size?.element : size)?.element;
  }

  #optionalValue(node: CoreCall): Size | undefined {
    const { type } = node;
    return type.kind === 'optional' ? this.#typeSize(type.of, undefined, this.#isReachable(node)) : undefined;
  }

  #overload(node: CoreCall, id: string, argCosts: readonly CostBounds[]): { cost: CostBounds; size: Size | undefined } {
    const args = argumentCost(id, argCosts);
    const shape: CallShape = {
      args: node.args,
      target: node.target,
      resultType: node.type,
      size: (part) => this.#size(part) ?? UNKNOWN,
      result: undefined,
    };
    if (id === 'optional_hasValue_value' && node.target !== undefined) return { cost: both(this.#hasValue(shape), args), size: undefined };
    if (id === 'list_flatten_int' && node.target !== undefined) {
      const size = flattenedSize(node.target, shape.size(node.target), node.args[0]);
      return { cost: both({ min: plus(size.min, 11n), max: plus(size.max, 11n) }, args), size };
    }
    const model = modelOf(id);
    if (model === undefined) return { cost: both(exactly(1), args), size: undefined };
    const result = model.size === undefined ? undefined : estimate(model.size, shape);
    const { min, max } = estimate(model.cost, { ...shape, result });
    const floor = model.argumentsOnly === true ? 0n : 1n;
    return { cost: both({ min: most(min, floor), max: most(max, floor) }, args), size: result };
  }

  /** `o.hasValue(v)`: a comparison of the smaller of the two. */
  #hasValue({ target, args, size }: CallShape): CostBounds {
    const [value] = args;
    if (target === undefined || value === undefined) return exactly(1);
    const smallest = least(size(target).max, size(value).max);
    return { min: scaled(smallest > 0n ? 1n : 0n, [1n, 10n]), max: scaled(smallest, [1n, 10n]) };
  }

  #block(node: CoreCall): CostBounds {
    const [slots, body] = node.args;
    if (slots?.kind !== 'list' || body === undefined) return exactly(1);
    let cost = NOTHING;
    slots.elements.forEach((slot, i) => {
      cost = both(cost, this.cost(slot));
      this.#push(`@index${i}`, { reachable: this.#isReachable(slot), size: this.#size(slot) });
    });
    cost = both(cost, this.cost(body));
    if (this.#isReachable(body)) this.#reachable.set(node, true);
    this.#setSize(node, this.#size(body));
    slots.elements.forEach((_, i) => {
      this.#pop(`@index${i}`);
    });
    return cost;
  }

  // --- Folds ------------------------------------------------------------------------------------------------------------

  /** A bound value is computed when it is first read: at the least never, unless the body always reads it. */
  #bind(node: CoreFold): CostBounds {
    const value = this.cost(node.initial);
    const lazy: CostBounds = mustRead(node.result, node.accumulator) ? value : { min: 0n, max: value.max };
    const range_ = this.cost(node.range);
    this.#push(node.accumulator, { reachable: this.#isReachable(node.initial), size: this.#size(node.initial) });
    const body = this.cost(node.result);
    if (this.#isReachable(node.result)) this.#reachable.set(node, true);
    this.#setSize(node, this.#size(node.result));
    this.#pop(node.accumulator);
    return both(both(range_, lazy), body);
  }

  #fold(node: CoreFold): CostBounds {
    let cost = both(this.cost(node.range), this.cost(node.initial));
    this.#push(node.accumulator, { reachable: this.#isReachable(node.initial), size: this.#size(node.initial) });
    this.#pushVariables(node);
    const round = both(this.cost(node.condition), this.cost(node.step));
    const stepSize = this.#size(node.step);
    this.#pop(node.first);
    if (node.second !== undefined) this.#pop(node.second);
    cost = both(cost, this.cost(node.result));
    this.#pop(node.accumulator);
    const rounds = this.#size(node.range) ?? UNKNOWN;
    cost = both(cost, { min: times(rounds.min, round.min), max: times(rounds.max, round.max) });
    this.#setSize(node, this.#accumulated(node, rounds, stepSize));
    return cost;
  }

  #pushVariables(node: CoreFold): void {
    const size = this.#size(node.range) ?? UNKNOWN;
    const reachable = this.#isReachable(node.range);
    const isList = node.range.type.kind === 'list';
    if (node.second === undefined) {
      const overElements = isList || (node.range.type.kind === 'dyn' && size.key === undefined && size.element !== undefined);
      this.#push(node.first, { reachable, size: overElements ? size.element : size.key });
      return;
    }
    this.#push(node.first, { reachable, size: isList ? ONE : size.key });
    this.#push(node.second, { reachable, size: size.element });
  }

  /** At most one entry a round; with a condition perhaps none. */
  #accumulated(node: CoreFold, rounds: Size, step: Size | undefined): Size | undefined {
    if (node.initial.kind === 'literal') return this.#size(node.initial);
    if (node.initial.kind !== 'list' && node.initial.kind !== 'map') return undefined;
    const isMap = node.initial.kind === 'map';
    const min = isConditional(node.step) ? 0n : rounds.min;
    const key = isMap ? (step?.key ?? rounds.key) : undefined;
    return withParts(range(min, rounds.max), key, step?.element ?? rounds.element);
  }

  // --- Sizes ------------------------------------------------------------------------------------------------------------

  #setSize(node: Core, size: Size | undefined): void {
    if (size !== undefined) this.#sizes.set(node, size);
  }

  #size(node: Core): Size | undefined {
    const known = this.#sizes.get(node);
    if (known !== undefined) return known;
    const local = node.kind === 'ident' ? this.#local(node.name) : undefined;
    if (local?.size !== undefined) return local.size;
    const found = literalSize(node) ?? this.#typeSize(node.type, node, this.#isReachable(node));
    this.#setSize(node, found);
    return found;
  }

  /** What the type says, and the form of the expression where there is one. */
  #typeSize(type: Type, node: Core | undefined, reachable: boolean): Size | undefined {
    switch (type.kind) {
      case 'list':
        return this.#listSize(type.element, node, reachable);
      case 'map':
        return this.#mapSize(type.key, type.value, node, reachable);
      case 'dyn':
      case 'any':
      case 'param':
        if (node?.kind === 'list') return this.#listSize(DYN, node, reachable);
        if (node?.kind === 'map') return this.#mapSize(DYN, DYN, node, reachable);
        return node !== undefined && isConditional(node) ? this.#branches(node) : undefined;
      default:
        return scalarSize(type);
    }
  }

  #branches(node: CoreCall): Size {
    const [, then, otherwise] = node.args as readonly [Core, Core, Core];
    return union(this.#size(then) ?? UNKNOWN, this.#size(otherwise) ?? UNKNOWN);
  }

  #listSize(elementType: Type, node: Core | undefined, reachable: boolean): Size | undefined {
    let size = node === undefined ? undefined : this.#listExpression(node);
    let element = size?.element;
    if (size === undefined || size.max > 0n) element = this.#partSize(elementType, element, reachable);
    if (size === undefined && element === undefined && node !== undefined) size = UNKNOWN;
    if (size === undefined) return element === undefined ? undefined : withParts(UNKNOWN, undefined, element);
    return withParts(size, undefined, element ?? (size.max > 0n ? UNKNOWN : undefined));
  }

  #listExpression(node: Core): Size | undefined {
    if (node.kind === 'list') return this.#listLiteral(node);
    if (node.kind !== 'call') return undefined;
    if (node.name === '_+_' && node.args.length === 2) {
      const [a, b] = node.args as readonly [Core, Core];
      return add(this.#size(a) ?? UNKNOWN, this.#size(b) ?? UNKNOWN);
    }
    return isConditional(node) ? this.#branches(node) : undefined;
  }

  #listLiteral(node: CoreList): Size {
    let max = BigInt(node.elements.length);
    let element: Size | undefined;
    node.elements.forEach((written, i) => {
      const value = node.optional.has(i) ? literalOptional(written) : written;
      if (value === undefined) max = minus(max, 1n);
      else element = unionOf(element, this.#size(value) ?? UNKNOWN);
    });
    return withParts(range(BigInt(node.elements.length - node.optional.size), max), undefined, element);
  }

  #mapSize(keyType: Type, valueType: Type, node: Core | undefined, reachable: boolean): Size | undefined {
    let size = node === undefined ? undefined : this.#mapExpression(node);
    let { key, element } = size ?? {};
    if (size === undefined || size.max > 0n) {
      key = this.#partSize(keyType, key, reachable);
      element = this.#partSize(valueType, element, reachable);
    }
    if (size === undefined && key === undefined && element === undefined) {
      if (node === undefined) return undefined;
      size = UNKNOWN;
    }
    if (size === undefined) return withParts(UNKNOWN, key ?? UNKNOWN, element ?? UNKNOWN);
    return size.max > 0n ? withParts(size, key ?? UNKNOWN, element ?? UNKNOWN) : withParts(size, key, element);
  }

  #mapExpression(node: Core): Size | undefined {
    if (node.kind === 'map') {
      let min = BigInt(node.entries.length);
      let key: Size | undefined;
      let element: Size | undefined;
      for (const entry of node.entries) {
        if (entry.optional) min = minus(min, 1n);
        key = unionOf(key, this.#size(entry.key) ?? UNKNOWN);
        element = unionOf(element, this.#size(entry.value) ?? UNKNOWN);
      }
      return withParts(range(min, BigInt(node.entries.length)), key, element);
    }
    if (node.kind !== 'call') return undefined;
    if (node.name === 'cel.@mapInsert') return this.#inserted(node);
    return isConditional(node) ? this.#branches(node) : undefined;
  }

  #inserted(node: CoreCall): Size | undefined {
    const [held, ...entry] = node.args.map((a) => this.#size(a) ?? UNKNOWN);
    const [key, value] = entry;
    if (held === undefined || key === undefined) return undefined;
    if (value === undefined) return add(held, key);
    return withParts(add(range(held.min, held.max), fixed(1)), unionOf(held.key, key), unionOf(held.element, value));
  }

  /** Elements, keys or values of a container whose own size says nothing of them. */
  #partSize(type: Type, known: Size | undefined, reachable: boolean): Size | undefined {
    const isContainer = ['list', 'map', 'dyn', 'any', 'param'].includes(type.kind);
    let size = known;
    if (reachable && (size === undefined || (size.element === undefined && isContainer))) {
      const found = this.#typeSize(type, undefined, true);
      if (found !== undefined && !(found.min === 0n && found.max === UNBOUNDED && found.element === undefined && found.key === undefined)) {
        size = size === undefined ? found : withParts(size, found.key, found.element);
      }
    }
    return size ?? scalarSize(type);
  }
}

const SCALARS: ReadonlySet<string> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint', 'type']);

/** Values of these types have one size. */
function scalarSize(type: Type): Size | undefined {
  const bare = type.kind === 'wrapper' ? type.of : type;
  if (SCALARS.has(bare.kind)) return ONE;
  return bare.kind === 'optional' && scalarSize(bare.of) === ONE ? optionalOf(ONE) : undefined;
}

function literalSize(node: Core): Size | undefined {
  if (node.kind !== 'literal') return undefined;
  const kind = kindOf(node.value);
  return kind === 'string' || kind === 'bytes' ? fixed(lengthOf(node.value)) : ONE;
}

/** What `?e` in a list literal contributes; undefined: nothing. */
function literalOptional(node: Core): Core | undefined {
  if (node.kind !== 'call' || node.target !== undefined) return node;
  if (node.name === 'optional.none') return undefined;
  return node.name === 'optional.of' || node.name === 'optional.ofNonZeroValue' ? node.args[0] : node;
}

const INDEXES: ReadonlySet<string> = new Set([
  'index_list',
  'index_map',
  'list_optindex_optional_int',
  'map_optindex_optional_value',
  'optional_list_optindex_optional_int',
  'optional_map_optindex_optional_value',
]);
const OPTIONAL_INDEXES: ReadonlySet<string> = new Set([...INDEXES].filter((id) => id.includes('optindex')));
const OF_OPTIONAL: ReadonlySet<string> = new Set(['optional_list_optindex_optional_int', 'optional_map_optindex_optional_value']);

const isConditional = (node: Core): node is CoreCall => node.kind === 'call' && node.name === '_?_:_';

/** Expressions that are resolved in one go: names, fields, indexes, and conditionals among them. */
function isAttribute(node: Core): boolean {
  if (node.kind === 'ident' || node.kind === 'select') return true;
  return node.kind === 'call' && ['_[_]', '_[?_]', '_?._', '_?_:_'].includes(node.name);
}

/** A field of something computed costs one more than a field of a name. */
const relativeCost = (operand: Core): CostBounds => (isAttribute(operand) ? NOTHING : exactly(1));

function attributeRoot(node: Core): Core {
  let root = node;
  for (;;) {
    if (root.kind === 'select' && !root.testOnly) root = root.operand;
    else if (root.kind === 'call' && ['_[_]', '_[?_]', '_?._'].includes(root.name) && root.args[0] !== undefined) root = root.args[0];
    else return root;
  }
}

/** The name at the root of a conditional's branch is resolved for nothing. */
function branchCost(branch: Core, cost: CostBounds): CostBounds {
  if (!isAttribute(branch) || attributeRoot(branch).kind !== 'ident' || (branch.kind === 'select' && branch.testOnly)) return cost;
  return { min: minus(cost.min, 1n), max: minus(cost.max, 1n) };
}

function branchQualifier(operand: Core): CostBounds {
  const root = attributeRoot(operand);
  if (!isConditional(root)) return NOTHING;
  const of = (branch: Core): CostBounds =>
    !isAttribute(branch) || (branch.kind === 'select' && branch.testOnly) ? SELECT : branchQualifier(branch);
  const [, then, otherwise] = root.args as readonly [Core, Core, Core];
  return either(of(then), of(otherwise));
}

/** What the arguments cost together; short-circuiting operators may leave some out. */
function argumentCost(id: string, costs: readonly CostBounds[]): CostBounds {
  const [first, second, third] = costs;
  if ((id === 'logical_or' || id === 'logical_and') && first !== undefined && second !== undefined) {
    return { min: first.min, max: plus(first.max, second.max) };
  }
  if (id === 'conditional' && first !== undefined && second !== undefined && third !== undefined) return both(first, either(second, third));
  if ((id === 'optional_or_optional' || id === 'optional_orValue_value') && first !== undefined) return { min: 0n, max: first.max };
  return costs.reduce(both, NOTHING);
}

/** Whether every evaluation of the expression reads the variable. */
function mustRead(node: Core, name: string): boolean {
  switch (node.kind) {
    case 'literal':
      return false;
    case 'ident':
      return node.name === name;
    case 'select':
      return mustRead(node.operand, name);
    case 'call': {
      const [first] = node.args;
      if (['_&&_', '_||_', '_?_:_'].includes(node.name)) return first !== undefined && mustRead(first, name);
      if (node.target !== undefined && (node.name === 'or' || node.name === 'orValue')) return mustRead(node.target, name);
      return (node.target !== undefined && mustRead(node.target, name)) || node.args.some((a) => mustRead(a, name));
    }
    case 'list':
      return node.elements.some((e) => mustRead(e, name));
    case 'map':
      return node.entries.some((e) => mustRead(e.key, name) || mustRead(e.value, name));
    case 'struct':
      return node.fields.some((f) => mustRead(f.value, name));
    case 'fold':
      if (mustRead(node.range, name)) return true;
      if (node.first !== UNUSED) return mustRead(node.initial, name);
      if (node.accumulator !== name && mustRead(node.result, name)) return true;
      return mustRead(node.result, node.accumulator) && mustRead(node.initial, name);
  }
}
