// The cost of one run as cel-go tracks it. The expanded expression is evaluated once more by walking it, and what each
// step costs is added up; the result is thrown away. Names with their fields and indexes are resolved in one go there
// ("attributes"), which is why `a.b[c]` costs 1 and 1 for every field and index, but nothing for reading `c`.
import type { Environment } from '../check/environment.ts';
import { type Core, type CoreCall, type CoreFold, type CoreIdent, UNUSED } from '../expand/core.ts';
import { sortByKeys } from '../lib/sort.ts';
import { dispatch } from '../plan/dispatch.ts';
import { standardOperators } from '../plan/operators.ts';
import { type Activation, constant } from '../plan/step.ts';
import { isList, isMap, type ListValue, type MapValue, mapEntries, mapGet, mapKeys, toArray } from '../values/kind.ts';
import { spend } from '../values/meter.ts';
import { typedMap } from '../values/typed-map.ts';
import { CelError, Optional, type Value } from '../values/value.ts';
import { lengthOf } from './actual-size.ts';
import { modelOf } from './models.ts';
import { least, most, scaled, UNBOUNDED } from './size.ts';
import { track } from './track-quantity.ts';

/** What a program counts for the parts of a run. */
export interface RunModel {
  /** For `has()`, beside the field that it looks for; `ofChoice`: in what a condition chose, `has((p ? a : b).c)`. */
  readonly presence: (ofChoice: boolean) => bigint;
  /** For an optional field or index that is not there. */
  readonly absence: bigint;
  /** For a list, map or message whose parts fail, in parts of what it counts else. */
  readonly failedLiteral: 0n | 1n;
  /** What becomes of a call of so many arguments when the one at this place fails: it goes on, ends, or ends and is counted. */
  readonly onError: (node: CoreCall, place: number, count: number) => 'go-on' | 'end' | 'count';
  /** For a call; nothing for what is no call in that program. */
  readonly call: (node: CoreCall, values: readonly Value[], result: Value) => bigint;
  /** Whether the program computes the expression when it is built, for nothing. */
  readonly isConstant?: (node: Core) => boolean;
}

/** What running the expression with these variables costs. Run it within `metered`. */
export function trackCost(core: Core, env: Environment, vars: Activation, model: RunModel = NEWEST): bigint {
  const run = new Tracking(env, vars, model);
  run.exec(core, undefined);
  return run.cost < UNBOUNDED ? run.cost : UNBOUNDED;
}

interface Frame {
  readonly name: string;
  readonly read: () => Value;
  readonly outer: Frame | undefined;
}

type Scope = Frame | undefined;

/** A field or an index that is applied to a value. */
interface Qualifier {
  readonly field?: string;
  readonly index?: Core;
  readonly optional: boolean;
}

const LIST = 10n;
const MAP = 30n;
const STRUCT = 40n;

const fault = (why: string): CelError => new CelError('no_such_overload', why);

class Tracking {
  cost = 0n;
  readonly #env: Environment;
  readonly #vars: Activation;
  readonly #model: RunModel;

  constructor(env: Environment, vars: Activation, model: RunModel) {
    this.#env = env;
    this.#vars = vars;
    this.#model = model;
  }

  exec(node: Core, scope: Scope): Value {
    if (this.#model.isConstant?.(node) !== true) return this.#exec(node, scope);
    const before = this.cost;
    const value = this.#exec(node, scope);
    this.cost = before;
    return value;
  }

  #exec(node: Core, scope: Scope): Value {
    spend(1);
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'ident':
        return node.constant === undefined ? this.#attribute(node, scope) : node.constant;
      case 'select':
        return node.testOnly ? this.#presence(node.operand, node.field, scope) : this.#attribute(node, scope);
      case 'call':
        return isAttribute(node) ? this.#attribute(node, scope) : this.#call(node, scope);
      case 'list':
        return this.#list(node.elements, node.optional, scope);
      case 'map':
        return this.#map(node, scope);
      case 'struct':
        return this.#struct(node, scope);
      case 'fold':
        return node.first === UNUSED ? this.#bind(node, scope) : this.#fold(node, scope);
    }
  }

  // --- Attributes -------------------------------------------------------------------------------------------------------

  #attribute(node: Core, scope: Scope): Value {
    const value = this.#resolve(node, scope, []);
    if (!isConditional(rootOf(node))) this.cost += 1n;
    return value;
  }

  #resolve(node: Core, scope: Scope, after: readonly Qualifier[]): Value {
    if (node.kind === 'ident' && node.constant === undefined) return this.#qualify(this.#read(node, scope), after, scope);
    if (node.kind === 'select' && !node.testOnly)
      return this.#resolve(node.operand, scope, [{ field: node.field, optional: false }, ...after]);
    if (node.kind === 'call' && isAttribute(node)) {
      const [first, second, third] = node.args as readonly [Core, Core, Core];
      if (isConditional(node)) {
        const chosen = this.exec(first, scope);
        if (typeof chosen !== 'boolean') return chosen instanceof CelError ? chosen : fault('no such overload');
        const branch = chosen ? second : third;
        // A has() that is chosen counts only the field that it looks for.
        if (branch.kind === 'select' && branch.testOnly) this.cost -= this.#model.presence(false);
        return this.#resolve(branch, scope, after);
      }
      return this.#resolve(first, scope, [{ index: second, optional: node.name !== '_[_]' }, ...after]);
    }
    return this.#qualify(this.exec(node, scope), after, scope);
  }

  #read(node: CoreIdent, scope: Scope): Value {
    if (node.local) for (let frame = scope; frame !== undefined; frame = frame.outer) if (frame.name === node.name) return frame.read();
    const found = Object.hasOwn(this.#vars, node.name) ? this.#vars[node.name] : undefined;
    return found === undefined ? new CelError('undeclared_reference', `no such attribute: ${node.name}`) : found;
  }

  #qualify(start: Value, qualifiers: readonly Qualifier[], scope: Scope): Value {
    if (start instanceof CelError || qualifiers.length === 0) return start;
    let value: Value = start;
    let optional = value instanceof Optional;
    if (value instanceof Optional) {
      if (value.value === undefined) return value;
      value = value.value;
    }
    for (const qualifier of qualifiers) {
      optional ||= qualifier.optional;
      const next = this.#step(value, qualifier, optional, scope);
      const isAbsent = optional && (!(next instanceof Optional) || next.value === undefined);
      this.cost += isAbsent ? this.#model.absence : 1n;
      if (next instanceof CelError) return next;
      if (optional) {
        if (!(next instanceof Optional) || next.value === undefined) return next;
        value = next.value;
      } else value = next;
    }
    return optional ? new Optional(value) : value;
  }

  #step(value: Value, { field, index }: Qualifier, optional: boolean, scope: Scope): Value {
    const operators = this.#env.profile.evaluation.operators ?? standardOperators;
    if (field !== undefined) return optional ? operators.optionalSelect(value, field) : operators.select(value, field);
    const node = index as Core;
    const key = isAttribute(node) ? this.#resolve(node, scope, []) : this.exec(node, scope);
    if (key instanceof CelError) return key;
    return optional ? operators.optionalIndex(value, key) : operators.index(value, key);
  }

  #presence(operand: Core, field: string, scope: Scope): Value {
    const value = isAttribute(operand) ? this.#resolve(operand, scope, []) : this.exec(operand, scope);
    this.cost += this.#model.presence(isConditional(rootOf(operand)));
    if (value instanceof CelError || (value instanceof Optional && value.value === undefined))
      return value instanceof CelError ? value : false;
    this.cost += 1n;
    return (this.#env.profile.evaluation.operators ?? standardOperators).has(value, field);
  }

  // --- Calls ------------------------------------------------------------------------------------------------------------

  #call(node: CoreCall, scope: Scope): Value {
    switch (node.name) {
      case '_&&_':
        return this.#logic(node, false, scope);
      case '_||_':
        return this.#logic(node, true, scope);
      case 'cel.@block':
        return this.#block(node, scope);
      default:
    }
    if (node.target !== undefined && node.args.length === 1 && (node.name === 'or' || node.name === 'orValue')) {
      return this.#alternative(node, node.target, scope);
    }
    const written = node.target === undefined ? node.args : [node.target, ...node.args];
    const values: Value[] = [];
    for (const [place, part] of written.entries()) {
      const value = this.exec(part, scope);
      values.push(value);
      if (!(value instanceof CelError)) continue;
      const then = this.#model.onError(node, place, written.length);
      if (then === 'end') return value;
      if (then === 'go-on') continue;
      this.cost += this.#model.call(node, [...values, ...written.slice(place + 1).map(() => value)], value);
      return value;
    }
    const result = this.#apply(node, values);
    this.cost += this.#model.call(node, values, result);
    return result;
  }

  #logic(node: CoreCall, deciding: boolean, scope: Scope): Value {
    let error: CelError | undefined;
    for (const term of node.args) {
      const value = this.exec(term, scope);
      if (value === deciding) return deciding;
      if (typeof value !== 'boolean') error ??= value instanceof CelError ? value : fault('no such overload');
    }
    return error ?? !deciding;
  }

  #alternative(node: CoreCall, target: Core, scope: Scope): Value {
    const value = this.exec(target, scope);
    if (value instanceof CelError) return value;
    if (!(value instanceof Optional)) return fault('no such overload');
    if (value.value === undefined) return this.exec(node.args[0] as Core, scope);
    return node.name === 'or' ? value : value.value;
  }

  #apply(node: CoreCall, values: readonly Value[]): Value {
    const [first] = values;
    switch (node.name) {
      case '@not_strictly_false':
        return first !== false;
      case '!_':
        return typeof first === 'boolean' ? !first : first instanceof CelError ? first : fault('no such overload');
      case 'cel.@mapInsert':
        return insert(values);
      case '@sortByAssociatedKeys': {
        const [elements, keys] = values;
        const failed = values.find((v) => v instanceof CelError);
        return failed ?? sortByKeys(toArray(elements as ListValue), toArray(keys as ListValue));
      }
      default: {
        const rows = (this.#env.functions(node.name) ?? []).filter((row) => row.receiver === (node.target !== undefined));
        const chosen = rows.filter((row) => node.overloads.includes(row.id));
        return dispatch({ ways: undefined }, node.name, chosen.length > 0 ? chosen : rows, values.map(constant), 0)({});
      }
    }
  }

  // --- What is built, and what is bound ---------------------------------------------------------------------------------

  #list(elements: readonly Core[], optional: ReadonlySet<number>, scope: Scope): Value {
    const made: Value[] = [];
    for (const [i, element] of elements.entries()) {
      const value = this.exec(element, scope);
      if (value instanceof CelError) return this.#failed(value, LIST);
      if (!optional.has(i)) made.push(value);
      else if (value instanceof Optional && value.value !== undefined) made.push(value.value);
    }
    this.cost += LIST;
    return made;
  }

  #map(node: Core & { kind: 'map' }, scope: Scope): Value {
    const made: (readonly [Value, Value])[] = [];
    for (const entry of node.entries) {
      const key = this.exec(entry.key, scope);
      if (key instanceof CelError) return this.#failed(key, MAP);
      const value = this.exec(entry.value, scope);
      if (value instanceof CelError) return this.#failed(value, MAP);
      if (!entry.optional) made.push([key, value]);
      else if (value instanceof Optional && value.value !== undefined) made.push([key, value.value]);
    }
    this.cost += MAP;
    return typedMap(made);
  }

  #struct(node: Core & { kind: 'struct' }, scope: Scope): Value {
    const fields: (readonly [string, Value])[] = [];
    for (const { name, value: written, optional } of node.fields) {
      const value = this.exec(written, scope);
      if (value instanceof CelError) return this.#failed(value, STRUCT);
      if (!optional) fields.push([name, value]);
      else if (value instanceof Optional && value.value !== undefined) fields.push([name, value.value]);
    }
    this.cost += STRUCT;
    return this.#env.types.create(node.name, fields);
  }

  #failed(error: CelError, made: bigint): CelError {
    this.cost += made * this.#model.failedLiteral;
    return error;
  }

  /** A variable that is computed when it is first read. */
  #lazily(name: string, node: Core, scope: Scope, outer: Scope): Frame {
    let known: Value | undefined;
    const read = (): Value => {
      known ??= this.exec(node, scope) ?? null;
      return known;
    };
    return { name, read, outer };
  }

  #bind(node: CoreFold, scope: Scope): Value {
    this.exec(node.range, scope);
    return this.exec(node.result, this.#lazily(node.accumulator, node.initial, scope, scope));
  }

  #block(node: CoreCall, scope: Scope): Value {
    const [slots, body] = node.args as readonly [Core, Core];
    if (slots.kind !== 'list') return fault('no such overload');
    let inner = scope;
    slots.elements.forEach((slot, i) => {
      inner = this.#lazily(`@index${i}`, slot, inner, inner);
    });
    return this.exec(body, inner);
  }

  #fold(node: CoreFold, scope: Scope): Value {
    const range = this.exec(node.range, scope);
    if (range instanceof CelError) return range;
    const rounds =
      this.#env.profile.evaluation.emptyRanges === 'no-rounds' && isEmpty(range) ? [] : roundsOf(range, node.second !== undefined);
    if (rounds === undefined) return fault('no such overload');
    let frame = this.#lazily(node.accumulator, node.initial, scope, scope);
    for (const [first, second] of rounds) {
      let inner: Frame = { name: node.first, read: () => first, outer: frame };
      if (node.second !== undefined) inner = { name: node.second, read: () => second, outer: inner };
      if (this.exec(node.condition, inner) !== true) break;
      const sofar = this.exec(node.step, inner);
      frame = { name: node.accumulator, read: () => sofar, outer: scope };
    }
    return this.exec(node.result, frame);
  }
}

/** A call that may still be several overloads costs 1: nobody looks which one it became. */
function callCost(node: CoreCall, values: readonly Value[], result: Value): bigint {
  const [id] = node.overloads;
  if (id === undefined || node.overloads.length > 1) return 1n;
  if (id === 'optional_hasValue_value') return scaled(least(sizeInside(values[0]), sizeInside(values[1])), [1n, 10n]);
  if (id === 'list_flatten_int') return 11n + (result instanceof CelError ? 0n : lengthOf(result));
  const model = modelOf(id);
  if (model === undefined) return 1n;
  const [target, ...rest] = values;
  const run = node.target === undefined ? { target: undefined, args: values, result } : { target, args: rest, result };
  const cost = track(model.cost, run);
  return model.argumentsOnly === true ? cost : most(1n, cost);
}

/** A call whose argument fails costs nothing, but for these. */
const COUNTED_ANYWAY: ReadonlySet<string> = new Set(['_==_', '_!=_', '!_']);

/** cel-go's newest model. */
const NEWEST: RunModel = {
  presence: () => 1n,
  absence: 1n,
  failedLiteral: 0n,
  onError: ({ name }) => (name === '@not_strictly_false' ? 'go-on' : COUNTED_ANYWAY.has(name) ? 'count' : 'end'),
  call: callCost,
};

const isEmpty = (range: Value): boolean => range === '' || (range instanceof Uint8Array && range.length === 0);

/** The elements of a list or the keys of a map; with two variables index and element, or key and value. */
function roundsOf(range: Value, two: boolean): readonly (readonly [Value, Value])[] | undefined {
  if (isList(range)) return toArray(range).map((element, i) => (two ? [i, element] : [element, element]));
  if (!isMap(range)) return undefined;
  return two ? mapEntries(range) : mapKeys(range).map((key) => [key, key]);
}

function insert([held, keyOrEntries, value]: readonly Value[]): Value {
  if (held === undefined || keyOrEntries === undefined) return fault('no such overload');
  for (const part of [held, keyOrEntries, value]) if (part instanceof CelError) return part;
  const added = value === undefined ? mapEntries(keyOrEntries as MapValue) : [[keyOrEntries, value] as const];
  const clash = added.find(([key]) => mapGet(held as MapValue, key) !== undefined);
  if (clash !== undefined) return new CelError('invalid_argument', 'insert failed: key already exists');
  return typedMap([...mapEntries(held as MapValue), ...added]);
}

/** The size of what an optional holds in the end. */
function sizeInside(value: Value | undefined): bigint {
  let inner = value;
  while (inner instanceof Optional) {
    if (inner.value === undefined) return 1n;
    inner = inner.value;
  }
  return inner === undefined ? 1n : lengthOf(inner);
}

const ATTRIBUTE_CALLS: ReadonlySet<string> = new Set(['_[_]', '_[?_]', '_?._', '_?_:_']);

function isAttribute(node: Core): boolean {
  if (node.kind === 'ident') return node.constant === undefined;
  if (node.kind === 'select') return !node.testOnly;
  return node.kind === 'call' && ATTRIBUTE_CALLS.has(node.name);
}

const isConditional = (node: Core): boolean => node.kind === 'call' && node.name === '_?_:_';

function rootOf(node: Core): Core {
  let root = node;
  for (;;) {
    if (root.kind === 'select' && !root.testOnly) root = root.operand;
    else if (root.kind === 'call' && ATTRIBUTE_CALLS.has(root.name) && !isConditional(root)) root = root.args[0] as Core;
    else return root;
  }
}
