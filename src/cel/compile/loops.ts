// The macros that walk a list or a map, as loops. Chains of `filter` and `map` are one loop, and a chain that is only counted builds no
// list. `all` and `exists` are not put into such a loop: they stop at what decides, and must not hide an error further on.
import { unreachable } from '../../base/assert.ts';
import type { Comprehension, Expr } from '../syntax/ast.ts';
import { isList, isMap, mapEntries, mapKeys, toArray } from '../values/kind.ts';
import type { Value } from '../values/value.ts';
import { given, sound } from './box.ts';
import { writeClosure } from './closure.ts';
import { asBool, refined } from './guards.ts';
import { computed, type Known, kindOfType, kindOfValue, named } from './known.ts';
import { observed } from './names.ts';
import {
  apart,
  type Exit,
  exitOf,
  fresh,
  type Local,
  leave,
  leaveIf,
  line,
  linkRun,
  type Place,
  simple,
  temporary,
  type Writer,
} from './writer.ts';

export function writeComprehension(w: Writer, expr: Comprehension, place: Place): Known {
  switch (expr.macro) {
    case 'all':
    case 'exists':
      return writeQuantifier(w, expr, place);
    case 'exists_one':
      return writeExistsOne(w, expr, place);
    case 'map':
    case 'filter':
    case 'transformList':
      return writeList(w, expr, place);
    case 'transformMap':
    case 'transformMapEntry':
    case 'sortBy':
    case 'mapValues':
    case 'filterKeys':
      return writeClosure(w, expr, place);
    default:
      return unreachable(expr.macro);
  }
}

/** What is walked: the names of the code's arrays. */
interface Items {
  readonly firsts: string;
  /** With two variables: the values, and whether the first variable is the index. */
  readonly seconds?: string;
  readonly isIndexed?: string;
  readonly hint: Pick<Known, 'hint'>;
}

/** The elements of a list or keys of a map; undefined for what cannot be walked. */
function itemsOf(range: Value): readonly Value[] | undefined {
  if (range?.constructor === Object) return Object.keys(range);
  return isList(range) ? toArray(range) : isMap(range) ? mapKeys(range) : undefined;
}

/** The elements, or the values of a map in the order of its keys. */
const secondsOf = (range: Value): readonly Value[] | undefined =>
  isList(range) ? toArray(range) : isMap(range) ? mapEntries(range).map(([, value]) => value) : undefined;

function writeItems(w: Writer, range: Expr, isPaired: boolean, place: Place): Items {
  const known = refined(w, simple(w, given(w, w.write(range, place), place)));
  if (known.kind !== 'any' && known.kind !== 'list') {
    line(w, leave(place));
    return { firsts: '[]', hint: {} };
  }
  const hint = elementHint(w, range, known, isPaired);
  if (known.kind === 'list' && !isPaired) return { firsts: known.js, hint };
  const isArray = known.kind === 'list' ? 'true' : `Array.isArray(${known.js})`;
  const firsts = temporary(w, `${isArray} ? ${known.js} : ${linkRun(w, itemsOf)}(${known.js})`);
  leaveIf(w, place, `${firsts} === undefined`);
  w.mayThrow = true;
  if (!isPaired) return { firsts, hint };
  const isIndexed = temporary(w, known.kind === 'list' ? 'true' : `${isArray} || ${linkRun(w, isList)}(${known.js})`);
  const seconds = temporary(w, `${isArray} ? ${known.js} : ${linkRun(w, secondsOf)}(${known.js})`);
  return { firsts, seconds, isIndexed, hint };
}

/** What the elements are likely to be: by the checker, by the constant, by the sample. */
function elementHint(w: Writer, range: Expr, known: Known, isPaired: boolean): Pick<Known, 'hint'> {
  const type = w.planner.types.get(range.id);
  const element = type?.kind === 'list' ? type.element : type?.kind === 'map' ? (isPaired ? type.value : type.key) : undefined;
  const value = known.constant?.value ?? observed(w, range);
  const hint = kindOfType(element?.kind) ?? (Array.isArray(value) ? kindOfValue(value[0]) : undefined);
  return hint === undefined ? {} : { hint };
}

const local = (name: string, known: Known, outer: Local | undefined): Local => ({ name, known, outer, step: () => null });

/** The scope of a round, with its variables. */
function enter(w: Writer, expr: Comprehension, items: Items, i: string, scope: Local | undefined): Local {
  const first = fresh(w, 'x');
  if (items.seconds === undefined || items.isIndexed === undefined || expr.second === undefined) {
    line(w, `const ${first} = ${items.firsts}[${i}];`);
    return local(expr.first, named('any', first, { isSound: true, ...items.hint }), scope);
  }
  const second = fresh(w, 'x');
  line(w, `const ${first} = ${items.isIndexed} ? ${i} : ${items.firsts}[${i}], ${second} = ${items.seconds}[${i}];`);
  const outer = local(expr.first, named('any', first, { isSound: true }), scope);
  return local(expr.second, named('any', second, { isSound: true, ...items.hint }), outer);
}

/** The loop around what `round` writes. Rounds are charged one by one where a round may take long, else together at the end. */
function writeRounds(w: Writer, items: Items, label: string, round: (i: string) => void, counter?: string): void {
  const i = fresh(w, 'i');
  const before = w.work;
  const { lines } = apart(w, () => round(i));
  if (counter !== undefined && lines.at(-1) === `${counter}++;` && lines.length === 2) {
    // Every round counts: there is nothing to walk for.
    line(w, `${counter} = ${items.firsts}.length;`);
    return;
  }
  const isSlow = w.work > before;
  w.hasLoops = true;
  if (isSlow) w.isMetered = true;
  line(w, `let ${i} = 0;`);
  line(w, `${label}: for (; ${i} < ${items.firsts}.length; ${i}++) {`);
  if (isSlow) line(w, 'if (--fuel < 0) refuel;');
  w.lines.push(...lines);
  line(w, '}');
  if (!isSlow) line(w, `if ((fuel -= ${i}) < 0) refuel;`);
}

function writeQuantifier(w: Writer, expr: Comprehension, place: Place): Known {
  const decisive = expr.macro === 'exists';
  const items = writeItems(w, expr.range, expr.second !== undefined, place);
  const [result, failed, label] = [fresh(w, 't'), fresh(w, 'f'), fresh(w, 'l')];
  const stopsAtErrors = w.planner.env.profile.evaluation.logic === 'left-only';
  const exit: Exit = stopsAtErrors ? place.exit : exitOf(`{ ${failed} = true; continue ${label}; }`);
  line(w, `let ${result} = ${!decisive}, ${failed} = false;`);
  writeRounds(w, items, label, (i) => {
    const scope = enter(w, expr, items, i, place.scope);
    const inner: Place = { exit, scope };
    const js = asBool(w, w.write(expr.body, inner), inner);
    line(w, `if (${decisive ? js : `!${js}`}) { ${result} = ${decisive}; break ${label}; }`);
  });
  if (!stopsAtErrors && exit.wasUsed) leaveIf(w, place, `${failed} && ${result} === ${!decisive}`);
  return named('bool', result);
}

function writeExistsOne(w: Writer, expr: Comprehension, place: Place): Known {
  const items = writeItems(w, expr.range, expr.second !== undefined, place);
  const [count, label] = [fresh(w, 't'), fresh(w, 'l')];
  line(w, `let ${count} = 0;`);
  writeRounds(w, items, label, (i) => {
    const inner: Place = { ...place, scope: enter(w, expr, items, i, place.scope) };
    line(w, `if (${asBool(w, w.write(expr.body, inner), inner)}) ${count}++;`);
  });
  return computed('bool', `${count} === 1`);
}

/** A chain of `filter` and `map` over one variable each, the innermost first, and what it starts from. */
function chainOf(w: Writer, last: Comprehension): { readonly stages: readonly Comprehension[]; readonly source: Expr } {
  const stages = [last];
  let source = last.range;
  while (last.second === undefined && source.kind === 'comprehension' && isStage(source) && w.constantIn(source) === undefined) {
    stages.unshift(source);
    source = source.range;
  }
  return { stages, source };
}

const isStage = (expr: Comprehension): boolean => (expr.macro === 'filter' || expr.macro === 'map') && expr.second === undefined;

function writeList(w: Writer, expr: Comprehension, place: Place): Known {
  const list = fresh(w, 't');
  writeChain(w, expr, place, { begin: `const ${list} = [];`, take: (item) => `${list}.push(${item()});` });
  return named('list', list);
}

/** The number of elements that a chain gives. */
export function countOf(w: Writer, expr: Expr, place: Place): Known | undefined {
  if (expr.kind !== 'comprehension' || !isStage(expr) || w.constantIn(expr) !== undefined) return undefined;
  const count = fresh(w, 't');
  writeChain(w, expr, place, { begin: `let ${count} = 0;`, take: () => `${count}++;`, counter: count });
  return named('int', count, { most: 2 ** 32 });
}

/** What a chain fills: the line before the loop, the one that takes an element, and the name of what only counts. */
interface Sink {
  readonly begin: string;
  readonly take: (item: () => string) => string;
  readonly counter?: string;
}

function writeChain(w: Writer, expr: Comprehension, place: Place, { begin, take, counter }: Sink): void {
  const { stages, source } = chainOf(w, expr);
  const items = writeItems(w, source, expr.second !== undefined, place);
  const label = fresh(w, 'l');
  const round = (i: string): void => {
    let current: Known | undefined;
    for (const stage of stages) {
      const scope: Local = current === undefined ? enter(w, stage, items, i, place.scope) : local(stage.first, current, place.scope);
      current = writeStage(w, stage, { ...place, scope }, label) ?? current ?? scope.known;
    }
    const last = current as Known;
    const taken = take(() => sound(w, last, place));
    line(w, taken);
  };
  line(w, begin);
  writeRounds(w, items, label, round, counter);
}

/** One stage of a round: it goes on, or ends the round. Gives what it makes of the element; undefined: the element itself. */
function writeStage(w: Writer, stage: Comprehension, place: Place, label: string): Known | undefined {
  const condition = stage.macro === 'filter' ? stage.body : stage.filter;
  if (condition !== undefined) line(w, `if (!${asBool(w, w.write(condition, place), place)}) continue ${label};`);
  if (stage.macro === 'filter') return undefined;
  const made = simple(w, w.write(stage.body, place));
  return made.kind === 'any' ? named('any', sound(w, made, place), { isSound: true }) : made;
}
