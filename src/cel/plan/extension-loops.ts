// The loops of the macros that are not the specification's: they fill maps, or sort.
import { unreachable } from '../../base/assert.ts';
import { sortByKeys } from '../lib/sort.ts';
import type { ComprehensionMacro } from '../syntax/ast.ts';
import { noOverload } from '../values/fault.ts';
import { keyText } from '../values/key-text.ts';
import { isList, isMap, mapEntries } from '../values/kind.ts';
import { CelError, type Value } from '../values/value.ts';
import { eachBody, enter, type Items, type Loop, verdict, type Walk } from './comprehension.ts';
import { at } from './step.ts';

/** What such a macro does with the items, and whether it walks over maps only. */
export function extensionWalk(loop: Loop, macro: Exclude<ComprehensionMacro, StandardLoop>): readonly [Walk, true?] {
  switch (macro) {
    case 'transformMap':
      return [transformMap(loop)];
    case 'transformMapEntry':
      return [transformEntries(loop)];
    case 'sortBy':
      return [sortBy(loop)];
    case 'mapValues':
      return [mapValues(loop), true];
    case 'filterKeys':
      return [filterKeys(loop), true];
    default:
      return unreachable(macro);
  }
}

type StandardLoop = 'all' | 'exists' | 'exists_one' | 'filter' | 'map' | 'transformList';

const transformMap =
  (loop: Loop): Walk =>
  (vars, items) => {
    const out = loop.newMap();
    const fault = eachBody(loop, vars, items, (v, i) => {
      out.set(items.firsts[i] as Value, v);
      return undefined;
    });
    return fault ?? out;
  };

/** The body gives a map whose entries are added; a key that is there already is an error. */
const transformEntries =
  (loop: Loop): Walk =>
  (vars, items) => {
    const out = loop.newMap();
    const fault = eachBody(loop, vars, items, (v) => {
      if (!isMap(v)) return noOverload('cel.@mapInsert', v);
      for (const [key, value] of mapEntries(v)) {
        if (out.has(key)) return new CelError('invalid_argument', `insert failed: key ${keyText(key)} already exists`);
        out.set(key, value);
      }
      return undefined;
    });
    return fault ?? out;
  };

/** Sorts the elements by the keys that the body gives: all of one type that has an order. */
const sortBy =
  (loop: Loop): Walk =>
  (vars, items) => {
    const keys: Value[] = [];
    if (!isList(items.range)) return at(noOverload('sortBy', items.range), loop.id);
    const fault = eachBody(loop, vars, items, (key) => {
      keys.push(key);
      return undefined;
    });
    return fault ?? at(sortByKeys(items.firsts, keys), loop.id);
  };

/** The variable is the value; keys stay. */
const mapValues =
  (loop: Loop): Walk =>
  (vars, items) => {
    const out = loop.newMap();
    const values: Items = { ...items, firsts: items.seconds ?? [] };
    const fault = eachBody(loop, vars, values, (v, i) => {
      out.set(items.firsts[i] as Value, v);
      return undefined;
    });
    return fault ?? out;
  };

const filterKeys =
  (loop: Loop): Walk =>
  (vars, items) => {
    const out = loop.newMap();
    for (let i = 0; i < items.firsts.length; i++) {
      enter(loop, items, i);
      const v = verdict(loop, loop.body(vars));
      loop.rounds?.leave();
      if (v instanceof CelError) return v;
      if (v) out.set(items.firsts[i] as Value, items.seconds?.[i] as Value);
    }
    return out;
  };
