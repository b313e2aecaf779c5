// `size` and the tests on strings. `matches` stands in matches.ts, beside the regular expressions.
import { BOOL, BYTES, INT, K, list, map, STRING, T, type Type, V } from '../../types/type.ts';
import { type ListValue, listSize, type MapValue, mapSize } from '../../values/kind.ts';
import { codePoints } from '../../values/strings.ts';
import type { Value } from '../../values/value.ts';
import { bounded, fn, method, type Overload, type Run } from '../library.ts';

/** `size` as function and as method. */
function sized(type: string, param: Type, run: Run): readonly Overload[] {
  return [fn('size', `size_${type}`, [param], INT, run), method('size', `${type}_size`, [param], INT, run)].map(bounded);
}

const test = (name: string, id: string, holds: (s: string, part: string) => boolean): Overload =>
  bounded(method(name, id, [STRING, STRING], BOOL, (s: Value, part: Value) => holds(s as string, part as string)));

export const textRows: readonly Overload[] = [
  ...sized('bytes', BYTES, (b) => (b as Uint8Array).length),
  ...sized('list', list(T), (l) => listSize(l as ListValue)),
  ...sized('map', map(K, V), (m) => mapSize(m as MapValue)),
  ...sized('string', STRING, (s) => codePoints(s as string)),
  test('contains', 'contains_string', (s, part) => s.includes(part)),
  test('startsWith', 'starts_with_string', (s, part) => s.startsWith(part)),
  test('endsWith', 'ends_with_string', (s, part) => s.endsWith(part)),
];
