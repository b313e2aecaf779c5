// Expressions that must check, built from a profile's own function tables: arguments of the types that a row asks for.
import fc from 'fast-check';
import type { Overload } from '../../../src/cel/lib/library.ts';
import type { Profile } from '../../../src/cel/profiles/profile.ts';
import { printType } from '../../../src/cel/types/print.ts';
import { INT, STRING, type Type } from '../../../src/cel/types/type.ts';

const LITERALS: Readonly<Record<string, readonly string[]>> = {
  int: ['0', '1', '-3', '9223372036854775807', 'i'],
  uint: ['0u', '7u', '18446744073709551615u', 'u'],
  double: ['0.0', '-1.5', '1e300', 'd'],
  bool: ['true', 'false', 'p'],
  string: ['""', '"a,b"', '"é😀"', '"2024-01-01T00:00:00Z"', '"1h"', 's'],
  bytes: ['b""', 'b"\\xff\\x00"', 'b'],
  null_type: ['null'],
  dyn: ['dyn(1)', 'dyn("x")', 'x'],
  timestamp: ['timestamp(0)', 't'],
  duration: ['duration("90s")', 'w'],
  'list(int)': ['[]', '[3, 1, 2]', 'li'],
  'list(uint)': ['[1u]'],
  'list(double)': ['[0.5, 2.5]'],
  'list(string)': ['["b", "a"]', 'ls'],
  'list(list(int))': ['[[1], []]'],
  'map(string, int)': ['{}', '{"k": 1}', 'm'],
  'map(string, string)': ['{"k": "v"}'],
  'map(int, string)': ['{1: "one"}'],
  'optional_type(int)': ['optional.of(1)', 'optional.none()', 'o'],
  'optional_type(string)': ['optional.of("v")'],
};

export const VARIABLES: Readonly<Record<string, readonly [type: string, json: unknown]>> = {
  i: ['int', 5],
  u: ['uint', 6],
  d: ['double', 2.25],
  p: ['bool', true],
  s: ['string', 'text'],
  b: ['bytes', 'AAE='],
  x: ['dyn', { a: [1, 'two', null] }],
  t: ['timestamp', '2024-02-29T12:00:00Z'],
  w: ['duration', '3.5s'],
  li: ['list(int)', [1, 2, 3]],
  ls: ['list(string)', ['x', 'y']],
  m: ['map(string, int)', { a: 1, b: 2 }],
  o: ['optional_type(int)', 4],
};

const OPERATORS: Readonly<Record<string, (args: readonly string[]) => string>> = {
  '!_': ([a]) => `!(${a})`,
  '-_': ([a]) => `-(${a})`,
  '_[_]': ([a, b]) => `(${a})[${b}]`,
  '_[?_]': ([a, b]) => `(${a})[?${b}]`,
  '@in': ([a, b]) => `(${a}) in (${b})`,
};

/** The text of a call of a row; undefined for what has no spelling of its own. */
function callText(row: Overload, args: readonly string[]): string | undefined {
  const operator = OPERATORS[row.name];
  if (operator !== undefined) return operator(args);
  const infix = /^_(\W+)_$/.exec(row.name)?.[1];
  if (infix === '?.') return undefined;
  if (infix !== undefined) return `(${args[0]}) ${infix} (${args[1]})`;
  if (!/^[a-zA-Z.]\w*(\.\w+)*$/.test(row.name)) return undefined;
  const [first, ...rest] = args;
  return row.receiver ? `(${first}).${row.name}(${rest.join(', ')})` : `${row.name}(${args.join(', ')})`;
}

/** A type with its parameters made int and text. */
function concrete(type: Type, parameter: Type): Type {
  switch (type.kind) {
    case 'param':
      return type.name === 'B' || type.name === 'V' ? STRING : parameter;
    case 'list':
      return { kind: 'list', element: concrete(type.element, parameter) };
    case 'map':
      return { kind: 'map', key: concrete(type.key, parameter), value: concrete(type.value, parameter) };
    case 'optional':
      return { kind: 'optional', of: concrete(type.of, parameter) };
    default:
      return type;
  }
}

interface Maker {
  readonly params: readonly string[];
  readonly result: string;
  readonly text: (args: readonly string[]) => string;
}

const MACROS: readonly Maker[] = [
  { params: ['list(int)', 'bool'], result: 'bool', text: ([a, b]) => `(${a}).all(e, e > 1 || ${b})` },
  { params: ['list(string)', 'int'], result: 'list(int)', text: ([a, b]) => `(${a}).map(e, size(e) + (${b}))` },
  { params: ['map(string, int)', 'bool'], result: 'list(string)', text: ([a, b]) => `(${a}).filter(k, k != "a" || ${b})` },
  { params: ['list(int)', 'string'], result: 'map(int, string)', text: ([a, b]) => `(${a}).transformMap(k, v, ${b})` },
  { params: ['list(int)', 'int'], result: 'list(int)', text: ([a, b]) => `(${a}).sortBy(e, e % (${b}))` },
  { params: ['bool', 'int', 'int'], result: 'int', text: ([a, b, c]) => `(${a}) ? (${b}) : (${c})` },
  { params: ['bool', 'bool'], result: 'bool', text: ([a, b]) => `(${a}) && (${b})` },
  { params: ['optional_type(int)', 'int'], result: 'optional_type(int)', text: ([a, b]) => `(${a}).optMap(e, e + (${b}))` },
  { params: ['int', 'int'], result: 'list(int)', text: ([a, b]) => `[${a}, ${b}]` },
  { params: ['string', 'int'], result: 'map(string, int)', text: ([a, b]) => `{${a}: ${b}}` },
];

/** Expressions of all types that calls and macros make of literals and variables. */
export function typedText(profile: Profile): fc.Arbitrary<string> {
  const makers = [...MACROS];
  for (const row of profile.libraries.flatMap((library) => library.overloads)) {
    const params = row.params.map((p) => printType(concrete(p, INT)));
    if (row.volatile || callText(row, params) === undefined || !params.every((p) => Object.hasOwn(LITERALS, p))) continue;
    makers.push({ params, result: printType(concrete(row.result, INT)), text: (args) => callText(row, args) ?? '' });
  }
  const make = (maker: Maker, depth: number): fc.Arbitrary<string> =>
    maker.params.length === 0
      ? fc.constant(maker.text([]))
      : fc.tuple(...maker.params.map((p) => ofType(p, depth))).map((args) => maker.text(args));
  const ofType = (type: string, depth: number): fc.Arbitrary<string> => {
    const leaf = fc.constantFrom(...(LITERALS[type] ?? ['x']));
    const known = makers.filter((m) => m.result === type && !m.params.some((p) => !Object.hasOwn(LITERALS, p)));
    if (depth === 0 || known.length === 0) return leaf;
    return fc.oneof(
      leaf,
      fc.constantFrom(...known).chain((maker) => make(maker, depth - 1)),
    );
  };
  return fc.constantFrom(...makers).chain((maker) => make(maker, 3));
}
