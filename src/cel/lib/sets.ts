// The sets extension: lists compared as sets.
import { BOOL, list, T } from '../types/type.ts';
import { type ListValue, toArray } from '../values/kind.ts';
import type { Value } from '../values/value.ts';
import { fn, type Library, type Overload } from './library.ts';
import { intersects, sameSet, subset } from './membership.ts';

const row = (name: string, id: string, holds: (a: readonly Value[], b: readonly Value[]) => boolean): Overload =>
  fn(name, id, [list(T), list(T)], BOOL, (a, b) => holds(toArray(a as ListValue), toArray(b as ListValue)));

export const sets: Library = {
  id: 'sets',
  title: 'Sets extension',
  overloads: [
    row('sets.contains', 'list_sets_contains_list', (a, b) => subset(b, a)),
    row('sets.equivalent', 'list_sets_equivalent_list', sameSet),
    row('sets.intersects', 'list_sets_intersects_list', intersects),
  ],
};
