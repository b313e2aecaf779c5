// Lists as sets: whether each element of one equals some element of the other.
import { equal } from '../values/equal.ts';
import { spend } from '../values/meter.ts';
import type { Value } from '../values/value.ts';

/** A test of membership. Strings are found by hash, everything else by comparison. */
function membership(values: readonly Value[]): (v: Value) => boolean {
  const texts = new Set(values.filter((v) => typeof v === 'string'));
  const others = values.filter((v) => typeof v !== 'string');
  return (v) => {
    if (typeof v === 'string') return texts.has(v);
    spend(others.length);
    return others.some((other) => equal(v, other));
  };
}

/** Whether every element of `part` is in `whole`. */
export const subset = (part: readonly Value[], whole: readonly Value[]): boolean => part.every(membership(whole));
export const intersects = (a: readonly Value[], b: readonly Value[]): boolean => a.some(membership(b));
export const sameSet = (a: readonly Value[], b: readonly Value[]): boolean => subset(a, b) && subset(b, a);
