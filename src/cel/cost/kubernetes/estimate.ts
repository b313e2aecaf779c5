// The cost of an expression before it runs, as the API server estimates it: the older model of cel-go 0.29
// (checker/cost.go) with the server's own functions, and without hints about the sizes of variables.
import { type Core, type CoreCall, type CoreFold, type CoreSelect, UNUSED } from '../../expand/core.ts';
import type { Type } from '../../types/type.ts';
import { kindOf } from '../../values/kind.ts';
import { lengthOf } from '../actual-size.ts';
import { both, type CostBounds, either, exactly, LIST, MAP, NOTHING, SELECT, STRUCT } from '../bounds.ts';
import { plus, UNBOUNDED } from '../size.ts';
import { type Bounds, type CallShape, type Extent, extensionBounds, kubernetesBounds, standardBounds } from './call-bounds.ts';
import { multiplied } from './factor.ts';

/** The bounds of what evaluating a checked expression costs. */
export const estimateCost = (core: Core): CostBounds => new Estimation().cost(core);

const UNKNOWN: Extent = { min: 0n, max: UNBOUNDED };

/** The sizes of a container's keys (indexes of a list) and values; known together or not at all. */
interface Entries {
  readonly container: 'list' | 'map';
  readonly key: Extent;
  readonly value: Extent;
}

interface Local {
  readonly size: Extent | undefined;
  readonly entries: Entries | undefined;
}

class Estimation {
  readonly #sizes = new Map<Core, Extent>();
  readonly #entries = new Map<Core, Entries>();
  readonly #locals = new Map<string, Local[]>();

  cost(node: Core): CostBounds {
    switch (node.kind) {
      case 'literal':
        return NOTHING;
      case 'ident':
        return SELECT;
      case 'select':
        return this.#select(node);
      case 'call':
        return this.#call(node);
      case 'list':
        return this.#list(node, node.elements);
      case 'map':
        return this.#map(node);
      case 'struct':
        return both(this.#all(node.fields.map((f) => f.value)), STRUCT);
      case 'fold':
        return node.first === UNUSED ? this.#bind(node) : this.#fold(node);
    }
  }

  #all(nodes: readonly Core[]): CostBounds {
    return nodes.map((node) => this.cost(node)).reduce(both, NOTHING);
  }

  /** `has()` is free but for what it looks into, and so is a field of a value of unknown type. */
  #select(node: CoreSelect): CostBounds {
    const operand = this.cost(node.operand);
    const counts = ['map', 'message', 'param'].includes(node.operand.type.kind);
    return node.testOnly || !counts ? operand : both(operand, SELECT);
  }

  #list(node: Core, elements: readonly Core[]): CostBounds {
    const cost = this.#all(elements);
    this.#entries.set(node, { container: 'list', key: exactly(1), value: this.#covering(elements) });
    return both(cost, LIST);
  }

  #map(node: Core & { kind: 'map' }): CostBounds {
    const keys = node.entries.map((e) => e.key);
    const values = node.entries.map((e) => e.value);
    const cost = this.#all([...keys, ...values]);
    this.#entries.set(node, { container: 'map', key: this.#covering(keys), value: this.#covering(values) });
    return both(cost, MAP);
  }

  #covering(nodes: readonly Core[]): Extent {
    return nodes.length === 0 ? NOTHING : nodes.map((node) => this.#known(node)).reduce(either);
  }

  // --- Calls ------------------------------------------------------------------------------------------------------------

  #call(node: CoreCall): CostBounds {
    const [first] = node.args;
    if (node.name === 'dyn' && first !== undefined) {
      const inner = this.cost(first);
      this.#copy(node, first);
      return both(exactly(1), inner);
    }
    const argCosts = node.args.map((arg) => this.cost(arg));
    if (node.overloads.length === 0) return NOTHING;
    const target = node.target === undefined ? NOTHING : this.cost(node.target);
    let cost: CostBounds = { min: UNBOUNDED, max: 0n };
    let size: Extent | undefined;
    for (const overload of node.overloads) {
      const found = this.#overload(node, overload, argCosts);
      cost = either(cost, found.cost);
      if (found.size !== undefined) size = size === undefined ? found.size : either(size, found.size);
      if ((overload === 'index_list' || overload === 'index_map') && first !== undefined) size = this.#entriesOf(first)?.value;
      size ??= this.#size(node);
    }
    if (size !== undefined) this.#sizes.set(node, size);
    return both(target, cost);
  }

  #overload(node: CoreCall, overload: string, costs: readonly CostBounds[]): Bounds {
    const { name, target, args } = node;
    const shape: CallShape = { name, overload, target, args, size: (part) => this.#known(part) };
    const own = extensionBounds(shape) ?? kubernetesBounds(shape);
    const bounds = own ?? standardBounds(shape);
    if (own === undefined) this.#combine(node, overload);
    return { ...bounds, cost: both(bounds.cost, argumentCost(overload, costs)) };
  }

  /** What is known of a concatenation's or a conditional's parts, where it is known of both. */
  #combine(node: CoreCall, overload: string): void {
    const isSum = overload.startsWith('add_') && node.args.length === 2;
    const parts = overload === 'conditional' ? node.args.slice(1) : isSum ? node.args : [];
    const [a, b] = parts.map((part) => this.#entriesOf(part));
    if (a === undefined || b === undefined) return;
    this.#entries.set(node, { container: a.container, key: either(a.key, b.key), value: either(a.value, b.value) });
  }

  // --- Folds ------------------------------------------------------------------------------------------------------------

  #bind(node: CoreFold): CostBounds {
    const cost = both(this.cost(node.range), this.cost(node.initial));
    this.#push(node.accumulator, { size: this.#size(node.initial), entries: this.#entriesOf(node.initial) });
    const body = this.cost(node.result);
    this.#pop(node.accumulator);
    this.#copy(node, node.result);
    return both(cost, body);
  }

  #fold(node: CoreFold): CostBounds {
    const before = both(this.cost(node.range), this.cost(node.initial));
    this.#push(node.accumulator, { size: this.#size(node.initial), entries: this.#entriesOf(node.initial) });
    this.#pushVariables(node);
    const round = both(this.cost(node.condition), this.cost(node.step));
    this.#pop(node.first);
    if (node.second !== undefined) this.#pop(node.second);
    const after = this.cost(node.result);
    this.#pop(node.accumulator);
    const rounds = this.#known(node.range);
    if (node.initial.kind === 'literal') {
      const size = this.#size(node.initial);
      if (size !== undefined) this.#sizes.set(node, size);
    } else if (node.initial.kind === 'list' || node.initial.kind === 'map') {
      this.#sizes.set(node, rounds);
      const entries = this.#entriesOf(node.step);
      if (entries !== undefined) this.#entries.set(node, entries);
    }
    return both(both(before, after), multiplied(rounds, round));
  }

  #pushVariables(node: CoreFold): void {
    const entries = this.#entriesOf(node.range);
    const isList = (entries?.container ?? node.range.type.kind) === 'list';
    const first = node.second === undefined && isList ? entries?.value : entries?.key;
    this.#push(node.first, { size: first, entries: undefined });
    if (node.second !== undefined) this.#push(node.second, { size: entries?.value, entries: undefined });
  }

  #push(name: string, local: Local): void {
    const stack = this.#locals.get(name);
    if (stack === undefined) this.#locals.set(name, [local]);
    else stack.push(local);
  }

  #pop(name: string): void {
    this.#locals.get(name)?.pop();
  }

  // --- Sizes ------------------------------------------------------------------------------------------------------------

  #known(node: Core): Extent {
    return this.#size(node) ?? UNKNOWN;
  }

  #size(node: Core): Extent | undefined {
    return this.#sizes.get(node) ?? writtenSize(node) ?? (isScalar(node.type) ? exactly(1) : this.#local(node)?.size);
  }

  #entriesOf(node: Core): Entries | undefined {
    return this.#entries.get(node) ?? this.#local(node)?.entries;
  }

  #local(node: Core): Local | undefined {
    return node.kind === 'ident' ? this.#locals.get(node.name)?.at(-1) : undefined;
  }

  #copy(to: Core, from: Core): void {
    const [size, entries] = [this.#size(from), this.#entriesOf(from)];
    if (size !== undefined) this.#sizes.set(to, size);
    if (entries !== undefined) this.#entries.set(to, entries);
  }
}

/** What the arguments cost together; short-circuiting operators may leave some out. */
function argumentCost(overload: string, costs: readonly CostBounds[]): CostBounds {
  const [first = NOTHING, second = NOTHING, third = NOTHING] = costs;
  if (overload === 'logical_or' || overload === 'logical_and') return { min: first.min, max: plus(first.max, second.max) };
  if (overload === 'conditional') return both(first, either(second, third));
  return costs.reduce(both, NOTHING);
}

function writtenSize(node: Core): Extent | undefined {
  switch (node.kind) {
    case 'literal': {
      const kind = kindOf(node.value);
      const size = kind === 'string' || kind === 'bytes' ? lengthOf(node.value) : 1n;
      return { min: size, max: size };
    }
    case 'list':
      return exactly(node.elements.length);
    case 'map':
      return exactly(node.entries.length);
    default:
      return undefined;
  }
}

const SCALARS: ReadonlySet<string> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

/** Whether all values of the type have one size. */
function isScalar(type: Type): boolean {
  if (type.kind === 'optional') return isScalar(type.of);
  return SCALARS.has(type.kind === 'wrapper' ? type.of.kind : type.kind);
}
