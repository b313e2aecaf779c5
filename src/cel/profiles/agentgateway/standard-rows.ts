// The operators that the fork shares with the specification, as rows for the checker that warns; and what it compares and
// looks up beyond the specification: numbers of different types, null with anything, a text within a text.
import { fn, type Overload } from '../../lib/library.ts';
import { operatorRows } from '../../lib/standard/operators.ts';
import { BOOL, DOUBLE, DYN, INT, list, map, NULL, STRING, T, type Type, UINT, V } from '../../types/type.ts';
import { operators } from './operators.ts';

const ABSENT: ReadonlySet<string> = new Set(['add_bytes']);

const NUMBERS: readonly (readonly [name: string, type: Type])[] = [
  ['int64', INT],
  ['uint64', UINT],
  ['double', DOUBLE],
];
const MIXED = NUMBERS.flatMap(([x, a]) => NUMBERS.filter(([y]) => y !== x).map(([y, b]) => ({ id: `${x}_${y}`, a, b })));

const { add, equals, differs, within, index } = operators;

const comparisons: readonly Overload[] = [
  ...MIXED.flatMap(({ id, a, b }) => [
    fn('_==_', `equals_${id}`, [a, b], BOOL, equals),
    fn('_!=_', `not_equals_${id}`, [a, b], BOOL, differs),
    fn('@in', `in_list_${id}`, [a, list(b)], BOOL, within),
  ]),
  fn('_==_', 'equals_null', [T, NULL], BOOL, equals),
  fn('_==_', 'null_equals', [NULL, T], BOOL, equals),
  fn('_!=_', 'not_equals_null', [T, NULL], BOOL, differs),
  fn('_!=_', 'null_not_equals', [NULL, T], BOOL, differs),
  fn('@in', 'in_string', [STRING, STRING], BOOL, within),
];

const MANY = list(DYN);

const lookUps: readonly Overload[] = [
  fn('_+_', 'add_list_mixed', [MANY, MANY], MANY, add),
  fn('_[_]', 'index_list_uint', [list(T), UINT], T, index),
  fn('_[_]', 'index_map_int_uint', [map(INT, V), UINT], V, index),
  fn('_[_]', 'index_map_uint_int', [map(UINT, V), INT], V, index),
];

export const standardOperatorRows: readonly Overload[] = [...operatorRows.filter((row) => !ABSENT.has(row.id)), ...comparisons, ...lookUps];
