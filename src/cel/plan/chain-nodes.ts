// The closures of chains of filters and maps: an item goes through all of them before the next one is taken, and no list between is built.
// Whenever something fails, the walk is done anew without the chain, so that the error is the one of the plain walks.
import { exhausted, meter } from '../values/meter.ts';
import { CelError as Fault, type Value } from '../values/value.ts';
import type { Cell, Push, Step } from './step.ts';

const pushFiltered =
  (cell: Cell, test: Step, next: Push): Push =>
  (item, vars) => {
    cell.value = item;
    const v = test(vars);
    return v === true ? next(item, vars) : v === false;
  };

const pushMapped =
  (cell: Cell, body: Step, next: Push): Push =>
  (item, vars) => {
    cell.value = item;
    const v = body(vars);
    return !(v instanceof Fault) && next(v, vars);
  };

/** What a chain ends in: a count, a list, or whether an item decided. Items after the deciding one go through the chain all the same: one may fail. */
export interface End {
  count: number;
  list: Value[];
  decided: boolean;
}

const pushCounted =
  (end: End): Push =>
  () => {
    end.count++;
    return true;
  };

const pushListed =
  (end: End): Push =>
  (item) => {
    end.list.push(item);
    return true;
  };

const pushTested =
  (end: End, cell: Cell, test: Step, decisive: boolean): Push =>
  (item, vars) => {
    if (end.decided) return true;
    cell.value = item;
    const v = test(vars);
    if (v === decisive) end.decided = true;
    return end.decided || v === !decisive;
  };

/** Walks over the items of a range; `answer` reads the end. `itemsOf` is for what is no array. */
const chain =
  (
    range: Step,
    push: Push,
    cells: readonly Cell[],
    end: End,
    answer: (end: End) => Value,
    itemsOf: (range: Value) => readonly Value[] | undefined,
    slow: Step,
  ): Step =>
  (vars) => {
    const given = range(vars);
    const items: readonly Value[] | undefined = Array.isArray(given) ? given : itemsOf(given);
    if (items === undefined) return slow(vars);
    const saved = cells.map((cell) => cell.value);
    const { count, list, decided } = end;
    end.count = 0;
    end.list = [];
    end.decided = false;
    let isSound = true;
    for (let i = 0; i < items.length && isSound; i++) {
      if (--meter.left < 0) exhausted();
      isSound = push(items[i] as Value, vars);
    }
    const result = answer(end);
    end.count = count;
    end.list = list;
    end.decided = decided;
    for (let i = 0; i < cells.length; i++) (cells[i] as Cell).value = saved[i];
    return isSound ? result : slow(vars);
  };

/** How many items a range has. */
const countOfItems =
  (range: Step, itemsOf: (range: Value) => readonly Value[] | undefined, slow: Step): Step =>
  (vars) => {
    const given = range(vars);
    const items: readonly Value[] | undefined = Array.isArray(given) ? given : itemsOf(given);
    if (items === undefined) return slow(vars);
    meter.left -= items.length >> 3;
    if (meter.left < 0) exhausted();
    return items.length;
  };

export const chainNodes = {
  pushFiltered,
  pushMapped,
  pushCounted,
  pushListed,
  pushTested,
  chain,
  countOfItems,
};
