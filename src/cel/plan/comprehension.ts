// The macros that walk a list or a map, each as its own loop. `all` and `exists` go on past an error, since a later element
// may decide; the others stop at it. Every round is a step of the budget.
import { extensions } from '../parts.ts';
import type { Comprehension, Expr } from '../syntax/ast.ts';
import { isList, isMap, type ListValue, type MapValue, mapEntries, mapKeys, toArray } from '../values/kind.ts';
import { exhausted, meter } from '../values/meter.ts';
import { typeName } from '../values/type-of.ts';
import type { TypedMap } from '../values/typed-map.ts';
import { CelError, type Value } from '../values/value.ts';
import type { Unary } from './operators.ts';
import { needsBudget, type Planner, type Recorder } from './planner.ts';
import { type Activation, at, type Cell, constant, type Scope, type Step, shaped } from './step.ts';

/** One walk: what is bound in each round, and the steps that run in it. */
export interface Loop {
  readonly id: number;
  readonly range: Step;
  readonly first: Cell;
  readonly second: Cell | undefined;
  readonly filter: Step | undefined;
  readonly body: Step;
  readonly notBool: Unary;
  readonly newMap: () => TypedMap;
  /** Whether `all` and `exists` end at the first error (agentgateway). */
  readonly stopsAtErrors: boolean;
  /** Whether an empty text is a range. */
  readonly takesEmpty: boolean;
  readonly rounds: Rounds | undefined;
}

/** Tells a recorder of the rounds; undefined when nobody records. */
interface Rounds {
  enter(first: Value, second: Value | undefined): void;
  leave(): void;
}

export function planComprehension(p: Planner, expr: Comprehension, scope: Scope | undefined): Step {
  const { count } = p.uses;
  needsBudget(p);
  const step = planLoop(p, expr, scope);
  return scope === undefined && p.recorder === undefined && p.uses.count === count && isShort(expr.range) ? folded(p, step) : step;
}

/** Walks over a few written-out elements that use no variable are done when the program is planned. */
const MOST_FOLDED = 64;
function isShort(range: Expr): boolean {
  if (range.kind === 'list') return range.elements.length <= MOST_FOLDED;
  return range.kind === 'comprehension' && isShort(range.range) && range.macro !== 'transformMapEntry';
}

function folded(p: Planner, step: Step): Step {
  const value = p.tryNow(step);
  return value === undefined ? step : constant(value);
}

function planLoop(p: Planner, expr: Comprehension, scope: Scope | undefined): Step {
  const range = p.plan(expr.range, scope);
  const first: Cell = { value: undefined };
  const second: Cell | undefined = expr.second === undefined ? undefined : { value: undefined };
  let inner: Scope = { name: expr.first, step: localStep(p, first), outer: scope };
  if (second !== undefined) inner = { name: expr.second as string, step: localStep(p, second), outer: inner };
  const loop: Loop = {
    id: expr.id,
    range,
    first,
    second,
    filter: expr.filter === undefined ? undefined : p.plan(expr.filter, inner),
    body: p.plan(expr.body, inner),
    notBool: p.operators.notBool,
    newMap: p.operators.newMap,
    stopsAtErrors: p.env.profile.evaluation.logic === 'left-only',
    takesEmpty: p.env.profile.evaluation.emptyRanges === 'no-rounds',
    rounds: p.recorder === undefined ? undefined : rounds(p.recorder, expr),
  };
  const [walk, mapsOnly = false] = walkOf(loop, expr);
  const run = (value: Value, vars: Activation): Value => walkRange(loop, walk, value, vars, mapsOnly);
  const step: Step = (vars) => run(range(vars), vars);
  return (second === undefined && loop.rounds === undefined && p.ways?.loopStep(p, expr.macro, loop, run, step)) || step;
}

/** The variable of a round. */
const localStep = (p: Planner, cell: Cell): Step => shaped(p.nodes.local(cell), { kind: 'local', cell });

function rounds(recorder: Recorder, expr: Comprehension): Rounds {
  return {
    enter(first, second) {
      const names: [string, Value][] = [[expr.first, first]];
      if (expr.second !== undefined) names.push([expr.second, second as Value]);
      recorder.enter(expr.id, names);
    },
    leave: () => recorder.leave(expr.id),
  };
}

/** What a macro does with the items, and whether it walks over maps only. */
function walkOf(loop: Loop, expr: Comprehension): readonly [Walk, true?] {
  switch (expr.macro) {
    case 'all':
    case 'exists':
      return [quantify(loop, expr.macro === 'exists')];
    case 'exists_one':
      return [existsOne(loop)];
    case 'map':
    case 'transformList':
      return [transformList(loop)];
    case 'filter':
      return [filter(loop)];
    default:
      return extensions().extensionWalk(loop, expr.macro);
  }
}

/** The rounds of a range: for each, the value of the first variable, and of the second. */
export interface Items {
  readonly firsts: readonly Value[];
  readonly seconds: readonly Value[] | undefined;
  readonly range: Value;
}

export type Walk = (vars: Activation, items: Items) => Value;

function walkRange(loop: Loop, walk: Walk, range: Value, vars: Activation, mapsOnly: boolean): Value {
  const { first, second } = loop;
  const items = itemsOf(loop, range, mapsOnly);
  if (items instanceof CelError) return at(items, loop.id);
  const saved = first.value;
  const savedSecond = second?.value;
  const result = walk(vars, items);
  first.value = saved;
  if (second !== undefined) second.value = savedSecond;
  return result;
}

function itemsOf(loop: Loop, range: Value, mapsOnly: boolean): Items | CelError {
  if (Array.isArray(range) && !mapsOnly && loop.second === undefined) return { firsts: range, seconds: undefined, range };
  if (isList(range) && !mapsOnly) return listItems(loop, range);
  if (isMap(range)) return mapItems(loop, range, mapsOnly);
  if (range instanceof CelError) return range;
  if (loop.takesEmpty && (range as Uint8Array | string | null)?.length === 0) return { firsts: [], seconds: [], range };
  return new CelError('no_such_overload', () => `got '${typeName(range)}', expected iterable type`);
}

function listItems(loop: Loop, range: ListValue): Items {
  const elements = toArray(range);
  return loop.second === undefined
    ? { firsts: elements, seconds: undefined, range }
    : { firsts: elements.map((_, i) => i), seconds: elements, range };
}

function mapItems(loop: Loop, range: MapValue, withValues: boolean): Items {
  if (loop.second === undefined && !withValues) return { firsts: mapKeys(range), seconds: undefined, range };
  const entries = mapEntries(range);
  return { firsts: entries.map(([key]) => key), seconds: entries.map(([, value]) => value), range };
}

/** Binds the variables of round `i`; counts it. */
export function enter(loop: Loop, items: Items, i: number): void {
  if (--meter.left < 0) exhausted();
  const first = items.firsts[i] as Value;
  loop.first.value = first;
  if (loop.second !== undefined) loop.second.value = items.seconds?.[i];
  loop.rounds?.enter(first, items.seconds?.[i]);
}

/** A condition's answer: true, false, or the error that it gives or is. */
export const verdict = (loop: Loop, v: Value): boolean | CelError =>
  typeof v === 'boolean' ? v : (at(loop.notBool(v), loop.id) as CelError);

const quantify =
  (loop: Loop, decisive: boolean): Walk =>
  (vars, items) => {
    let fault: CelError | undefined;
    for (let i = 0; i < items.firsts.length; i++) {
      enter(loop, items, i);
      const v = loop.body(vars);
      loop.rounds?.leave();
      if (v === decisive) return decisive;
      if (v !== !decisive) {
        fault ??= verdict(loop, v) as CelError;
        if (loop.stopsAtErrors) return fault;
      }
    }
    return fault ?? !decisive;
  };

const existsOne =
  (loop: Loop): Walk =>
  (vars, items) => {
    let count = 0;
    for (let i = 0; i < items.firsts.length; i++) {
      enter(loop, items, i);
      const v = verdict(loop, loop.body(vars));
      loop.rounds?.leave();
      if (v instanceof CelError) return v;
      if (v) count++;
    }
    return count === 1;
  };

const filter =
  (loop: Loop): Walk =>
  (vars, items) => {
    const out: Value[] = [];
    for (let i = 0; i < items.firsts.length; i++) {
      enter(loop, items, i);
      const v = verdict(loop, loop.body(vars));
      loop.rounds?.leave();
      if (v instanceof CelError) return v;
      if (v) out.push(items.firsts[i] as Value);
    }
    return out;
  };

/** Calls `take` with the body's value for each round that passes the filter; an error of either ends the walk. */
export function eachBody(
  loop: Loop,
  vars: Activation,
  items: Items,
  take: (value: Value, i: number) => CelError | undefined,
): CelError | undefined {
  for (let i = 0; i < items.firsts.length; i++) {
    enter(loop, items, i);
    const passes = loop.filter === undefined || verdict(loop, loop.filter(vars));
    const v = passes === true ? loop.body(vars) : passes;
    loop.rounds?.leave();
    if (v instanceof CelError) return v;
    const fault = passes === true ? take(v, i) : undefined;
    if (fault !== undefined) return at(fault, loop.id) as CelError;
  }
  return undefined;
}

const transformList =
  (loop: Loop): Walk =>
  (vars, items) => {
    const out: Value[] = [];
    const fault = eachBody(loop, vars, items, (v) => {
      out.push(v);
      return undefined;
    });
    return fault ?? out;
  };
