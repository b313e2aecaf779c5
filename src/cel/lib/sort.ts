// Sorting by keys that have one type and an order.
import { compare } from '../values/compare.ts';
import { spend } from '../values/meter.ts';
import { typeName } from '../values/type-of.ts';
import { CelError, type Value } from '../values/value.ts';

const SORTABLE: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
]);

/** Go sorts up to this many elements by insertion, which decides where NaN ends up. */
const INSERTION_LIMIT = 12;

/** The elements in the order of their keys; equal keys keep their order. */
export function sortByKeys(elements: readonly Value[], keys: readonly Value[]): Value {
  const first = keys[0];
  if (first === undefined) return elements;
  const type = typeName(first);
  if (!SORTABLE.has(type)) return new CelError('no_such_overload', 'list elements must be comparable');
  if (keys.some((key) => typeName(key) !== type)) return new CelError('invalid_argument', 'list elements must have the same type');
  spend(elements.length * 4);
  const before = (a: number, b: number): boolean => (compare(keys[a] as Value, keys[b] as Value) as number) < 0;
  const order = elements.map((_, i) => i);
  if (order.length <= INSERTION_LIMIT) insertionSort(order, before);
  else order.sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : a - b));
  return order.map((i) => elements[i] as Value);
}

function insertionSort(order: number[], before: (a: number, b: number) => boolean): void {
  for (let i = 1; i < order.length; i++) {
    for (let j = i; j > 0 && before(order[j] as number, order[j - 1] as number); j--) {
      const moved = order[j] as number;
      order[j] = order[j - 1] as number;
      order[j - 1] = moved;
    }
  }
}
