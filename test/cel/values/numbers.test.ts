// Numbers: ints are exact up to 64 bits, doubles keep their type, and numbers of any two types compare by their value.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, divide, modulo, multiply, negate, subtract } from '../../../src/cel/values/arithmetic.ts';
import { compare } from '../../../src/cel/values/compare.ts';
import { doubleToInt, doubleToUint, stringToDouble, stringToInt, stringToUint } from '../../../src/cel/values/convert.ts';
import { equal } from '../../../src/cel/values/equal.ts';
import { double, int, MAX_INT, MIN_INT, uint } from '../../../src/cel/values/number.ts';
import { text } from '../../../src/cel/values/text.ts';
import { CelError, type Value } from '../../../src/cel/values/value.ts';

const shown = (v: Value): string => (v instanceof CelError ? v.code : text(v));
const anyInt = fc.oneof(
  fc.bigInt({ min: MIN_INT, max: MAX_INT }),
  fc.bigInt({ min: -9n, max: 9n }),
  fc.constantFrom(MIN_INT, MAX_INT, 2n ** 53n, -(2n ** 53n)),
);
const anyDouble = fc.oneof(fc.double({ noNaN: true }), fc.integer().map(Number));

/** What 64-bit arithmetic gives: the exact result, or overflow. */
const exact = (n: bigint): string => (n > MAX_INT || n < MIN_INT ? 'overflow' : String(n));

describe('integers', () => {
  it.each([
    ['+', add, (a: bigint, b: bigint) => exact(a + b)],
    ['-', subtract, (a: bigint, b: bigint) => exact(a - b)],
    ['*', multiply, (a: bigint, b: bigint) => exact(a * b)],
    ['/', divide, (a: bigint, b: bigint) => (b === 0n ? 'divide_by_zero' : exact(a / b))],
    ['%', modulo, (a: bigint, b: bigint) => (b === 0n ? 'modulus_by_zero' : b === -1n && a === MIN_INT ? 'overflow' : exact(a % b))],
  ])('%s is exact or overflows', (_, ours, rule) => {
    fc.assert(fc.property(anyInt, anyInt, (a, b) => void expect(shown(ours(int(a), int(b)))).toBe(rule(a, b))));
  });

  it('negates', () => {
    fc.assert(fc.property(anyInt, (a) => void expect(shown(negate(int(a)))).toBe(exact(-a))));
  });
});

describe('doubles', () => {
  it.each([
    ['+', add, (a: number, b: number) => a + b],
    ['-', subtract, (a: number, b: number) => a - b],
    ['*', multiply, (a: number, b: number) => a * b],
    ['/', divide, (a: number, b: number) => a / b],
  ])('%s stays a double', (_, ours, rule) => {
    fc.assert(fc.property(anyDouble, anyDouble, (a, b) => void expect(ours(double(a), double(b))).toEqual(double(rule(a, b)))));
  });

  it('keeps the sign of zero and the infinities', () => {
    expect([double(-0), double(1 / 0), double(0 / 0), double(1e300), double(5e-324)].map(text)).toEqual([
      '-0.0',
      'double("Infinity")',
      'double("NaN")',
      '1e+300',
      '5e-324',
    ]);
  });
});

describe('comparing', () => {
  it('orders an int and a double by their exact values', () => {
    fc.assert(
      fc.property(anyInt, anyDouble, (i, d) => {
        const rule = Number.isFinite(d) && Number.isInteger(d) ? (i < BigInt(d) ? -1 : i > BigInt(d) ? 1 : 0) : undefined;
        if (rule === undefined) return;
        const ours = compare(int(i), double(d));
        if (ours === 0) expect(Number(i)).toBe(d + 0);
        else expect(Math.sign(ours as number)).toBe(rule);
      }),
    );
  });

  it('is the other way round the other way round', () => {
    const any = fc.oneof(anyInt.map(int), anyDouble.map(double), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(uint));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(Math.sign(compare(a, b) as number) + Math.sign(compare(b, a) as number)).toBe(0);
        expect(equal(a, b)).toBe(equal(b, a));
        expect(compare(a, b) === 0).toBe(equal(a, b));
      }),
    );
  });

  it('finds NaN equal to nothing', () => {
    expect(equal(double(Number.NaN), double(Number.NaN))).toBe(false);
  });
});

describe('conversions', () => {
  it.each([
    [doubleToInt(1.9), '1'],
    [doubleToInt(-1.9), '-1'],
    [doubleToInt(2 ** 63), 'overflow'],
    [doubleToInt(Number.NaN), 'overflow'],
    [doubleToUint(1.9), '1u'],
    [doubleToUint(-0.1), 'overflow'],
    [doubleToUint(2 ** 64), 'overflow'],
    [stringToInt('-9223372036854775808'), '-9223372036854775808'],
    [stringToInt('9223372036854775808'), 'conversion'],
    [stringToInt('0x1'), 'conversion'],
    [stringToInt(' 1'), 'conversion'],
    [stringToUint('18446744073709551615'), '18446744073709551615u'],
    [stringToUint('-1'), 'conversion'],
    [stringToDouble('1e3'), '1000.0'],
    [stringToDouble('NaN'), 'double("NaN")'],
    [stringToDouble(''), 'conversion'],
  ])('case %#', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});
