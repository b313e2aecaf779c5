// The math extension. Of equal numbers `least` and `greatest` give the first, with its type.
import { BOOL, DOUBLE, DYN, INT, list, type Type, UINT } from '../types/type.ts';
import { negate } from '../values/arithmetic.ts';
import { compare } from '../values/compare.ts';
import { invalid, noOverload } from '../values/fault.ts';
import { type ListValue, toArray } from '../values/kind.ts';
import { double, int, isInt, numberOf, uint } from '../values/number.ts';
import { CelError, Uint, type Value } from '../values/value.ts';
import { fn, type Library, type Overload, type Run, variadic } from './library.ts';
import { round } from './round.ts';

type Int = number | bigint;
const number = (v: Value): number => numberOf(v) as number;

/** The one of two that `wins`; NaN cannot be ordered. */
function better(name: string, wins: number, a: Value, b: Value): Value {
  const order = numberOf(a) === undefined || numberOf(b) === undefined ? undefined : compare(b, a);
  if (order === undefined) return noOverload(name, a, b);
  if (Number.isNaN(order)) return invalid(`NaN values cannot be ordered: ${name}`);
  return order === wins ? b : a;
}

function best(name: string, wins: number, values: readonly Value[]): Value {
  const [first, ...rest] = values;
  if (first === undefined) return invalid(`${name}(list) argument must not be empty`);
  if (numberOf(first) === undefined) return noOverload(name, first);
  let found = first;
  for (const next of rest) {
    const chosen = better(name, wins, found, next);
    if (chosen instanceof CelError) return chosen;
    found = chosen;
  }
  return found;
}

function extremes(name: string, id: string, wins: number): readonly Overload[] {
  const types: readonly (readonly [string, Type])[] = [
    ['double', DOUBLE],
    ['int', INT],
    ['uint', UINT],
  ];
  const pair: Run = (a, b) => better(name, wins, a, b);
  return [
    ...types.map(([x, t]) => fn(name, `${id}_${x}`, [t], t, (v) => v)),
    ...types.flatMap(([x, t]) => types.map(([y, u]) => fn(name, `${id}_${x}_${y}`, [t, u], t === u ? t : DYN, pair))),
    ...types.map(([x, t]) => fn(name, `${id}_list_${x}`, [list(t)], t, (l) => best(name, wins, toArray(l as ListValue)))),
    ...types.map(([x, t]) => variadic(fn(name, `${id}_many_${x}`, [t, t, t, t], t, (...values) => best(name, wins, values)))),
    { ...variadic(fn(name, `${id}_many`, [DYN, DYN, DYN, DYN], DYN, (...values) => best(name, wins, values))), fallback: true },
  ];
}

const rounding = (name: string, run: (x: number) => number): Overload =>
  fn(`math.${name}`, `math_${name}_double`, [DOUBLE], DOUBLE, (d) => double(run(number(d))));

const test = (name: string, run: (x: number) => boolean): Overload =>
  fn(`math.${name}`, `math_${name}_double`, [DOUBLE], BOOL, (d) => run(number(d)));

const word = (n: Int): Value => int(BigInt.asIntN(64, BigInt(n)));
const unsignedWord = (n: bigint): Value => uint(BigInt.asUintN(64, n));
const bits = (u: Value): bigint => BigInt((u as Uint).value);

function bitwise(name: string, run: (a: bigint, b: bigint) => bigint): readonly Overload[] {
  return [
    fn(`math.${name}`, `math_${name}_int_int`, [INT, INT], INT, (a, b) => word(run(BigInt(a as Int), BigInt(b as Int)))),
    fn(`math.${name}`, `math_${name}_uint_uint`, [UINT, UINT], UINT, (a, b) => unsignedWord(run(bits(a), bits(b)))),
  ];
}

/** Shifts are on 64 bits without a sign; by 64 or more nothing is left. */
function shift(name: string, run: (a: bigint, by: bigint) => bigint): readonly Overload[] {
  const shifted = (by: Int, make: (n: bigint) => Value): Value =>
    by < 0 ? invalid(`math.${name}() negative offset: ${by}`) : make(by >= 64 ? 0n : BigInt(by));
  return [
    fn(`math.${name}`, `math_${name}_int_int`, [INT, INT], INT, (a, by) =>
      shifted(by as Int, (n) => ((by as Int) >= 64 ? 0 : word(run(BigInt.asUintN(64, BigInt(a as Int)), n)))),
    ),
    fn(`math.${name}`, `math_${name}_uint_int`, [UINT, INT], UINT, (a, by) =>
      shifted(by as Int, (n) => ((by as Int) >= 64 ? new Uint(0) : unsignedWord(run(bits(a), n)))),
    ),
  ];
}

const sign = (x: number): number => (Number.isNaN(x) ? Number.NaN : x > 0 ? 1 : x < 0 ? -1 : 0);

const roots: readonly Overload[] = [
  fn('math.sqrt', 'math_sqrt_double', [DOUBLE], DOUBLE, (d) => double(Math.sqrt(number(d)))),
  fn('math.sqrt', 'math_sqrt_int', [INT], DOUBLE, (n) => double(Math.sqrt(Number(n)))),
  fn('math.sqrt', 'math_sqrt_uint', [UINT], DOUBLE, (u) => double(Math.sqrt(number(u)))),
];

export const math: Library = {
  id: 'math',
  title: 'Math extension',
  overloads: [
    ...extremes('math.least', 'math_@min', -1),
    ...extremes('math.greatest', 'math_@max', 1),
    rounding('ceil', Math.ceil),
    rounding('floor', Math.floor),
    rounding('round', round),
    rounding('trunc', Math.trunc),
    test('isInf', (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
    test('isNaN', Number.isNaN),
    test('isFinite', Number.isFinite),
    fn('math.abs', 'math_abs_double', [DOUBLE], DOUBLE, (d) => double(Math.abs(number(d)))),
    fn('math.abs', 'math_abs_int', [INT], INT, (n) => (isInt(n) && n < 0 ? negate(n) : n)),
    fn('math.abs', 'math_abs_uint', [UINT], UINT, (u) => u),
    fn('math.sign', 'math_sign_double', [DOUBLE], DOUBLE, (d) => double(sign(number(d)))),
    fn('math.sign', 'math_sign_int', [INT], INT, (n) => sign(Number(n))),
    fn('math.sign', 'math_sign_uint', [UINT], UINT, (u) => new Uint(sign(number(u)))),
    ...bitwise('bitAnd', (a, b) => a & b),
    ...bitwise('bitOr', (a, b) => a | b),
    ...bitwise('bitXor', (a, b) => a ^ b),
    fn('math.bitNot', 'math_bitNot_int_int', [INT], INT, (n) => word(~BigInt(n as Int))),
    fn('math.bitNot', 'math_bitNot_uint_uint', [UINT], UINT, (u) => unsignedWord(~bits(u))),
    ...shift('bitShiftLeft', (a, by) => a << by),
    ...shift('bitShiftRight', (a, by) => a >> by),
    ...roots,
  ],
  macros: ['math.least', 'math.greatest'],
};
