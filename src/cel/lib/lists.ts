// The lists extension (version 5 of cel-go's library; earlier versions are parts of it).
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, list, STRING, T, TIMESTAMP, type Type, UINT } from '../types/type.ts';
import { equal } from '../values/equal.ts';
import { invalid } from '../values/fault.ts';
import { isList, type ListValue, toArray } from '../values/kind.ts';
import { MAX_LIST, spend, tooLarge } from '../values/meter.ts';
import type { Value } from '../values/value.ts';
import { fn, type Library, method, type Overload } from './library.ts';
import { intersects, sameSet, subset } from './membership.ts';
import { sortByKeys } from './sort.ts';

type Int = number | bigint;

/** Types whose lists can be sorted, by the names that cel-go's overloads carry. */
const SORTABLE: readonly (readonly [string, Type])[] = [
  ['int', INT],
  ['uint', UINT],
  ['double', DOUBLE],
  ['bool', BOOL],
  ['google.protobuf.Duration', DURATION],
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['string', STRING],
  ['bytes', BYTES],
];

const MAX_RANGE = 1_000_000;

function range(n: Int): Value {
  if (n < 0) return invalid(`lists.range: size must be non-negative, got ${n}`);
  if (n > MAX_RANGE) return invalid(`lists.range: size ${n} exceeds maximum allowed (${MAX_RANGE})`);
  spend(Number(n));
  return Array.from({ length: Number(n) }, (_, i) => i);
}

function slice(l: readonly Value[], start: Int, end: Int): Value {
  if (start < 0 || end < 0) return invalid(`cannot slice(${start}, ${end}), negative indexes not supported`);
  if (start > end) return invalid(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`);
  if (end > l.length) return invalid(`cannot slice(${start}, ${end}), list is length ${l.length}`);
  return l.slice(Number(start), Number(end));
}

export function flatten(l: ListValue, depth: Int): Value {
  if (depth < 0) return invalid('level must be non-negative');
  const out: Value[] = [];
  flattenInto(out, l, depth);
  return out;
}

function flattenInto(out: Value[], l: ListValue, depth: Int): void {
  spend(1);
  for (const v of toArray(l)) {
    if (depth > 0 && isList(v)) flattenInto(out, v, Number(depth) - 1);
    else out.push(v);
  }
  if (out.length > MAX_LIST) tooLarge();
}

/** The first of equal elements stays. Strings are told apart by hash; other values are compared with those that stay. */
function distinct(l: readonly Value[]): Value {
  const texts = new Set<string>();
  const others: Value[] = [];
  return l.filter((v) => {
    if (typeof v === 'string') return !texts.has(v) && texts.add(v);
    spend(others.length);
    if (others.some((other) => equal(v, other))) return false;
    others.push(v);
    return true;
  });
}

const sorted = (l: Value): Value => sortByKeys(toArray(l as ListValue), toArray(l as ListValue));
const array = (l: Value): readonly Value[] => toArray(l as ListValue);

export const listRows = {
  slice: [method('slice', 'list_slice', [list(T), INT, INT], list(T), (l, start, end) => slice(array(l), start as Int, end as Int))],
  flatten: [
    method('flatten', 'list_flatten', [list(list(T))], list(T), (l) => flatten(l as ListValue, 1)),
    method('flatten', 'list_flatten_int', [list(DYN), INT], list(DYN), (l, depth) => flatten(l as ListValue, depth as Int)),
  ],
  sort: SORTABLE.map(([name, type]) => method('sort', `list_${name}_sort`, [list(type)], list(type), sorted)),
  range: [fn('lists.range', 'lists_range', [INT], list(INT), (n) => range(n as Int))],
  reverse: [method('reverse', 'list_reverse', [list(T)], list(T), (l) => [...array(l)].reverse())],
  distinct: [method('distinct', 'list_distinct', [list(T)], list(T), (l) => distinct(array(l)))],
  membership: [
    method('hasAll', 'list_hasAll_list', [list(T), list(T)], BOOL, (l, other) => subset(array(other), array(l))),
    method('hasAny', 'list_hasAny_list', [list(T), list(T)], BOOL, (l, other) => intersects(array(l), array(other))),
    method('hasOnly', 'list_hasOnly_list', [list(T), list(T)], BOOL, (l, other) => subset(array(l), array(other))),
    method('hasExactly', 'list_hasExactly_list', [list(T), list(T)], BOOL, (l, other) => sameSet(array(l), array(other))),
  ],
} as const satisfies Record<string, readonly Overload[]>;

export const lists: Library = {
  id: 'lists',
  title: 'Lists extension',
  overloads: Object.values(listRows).flat(),
  macros: ['sortBy'],
};
