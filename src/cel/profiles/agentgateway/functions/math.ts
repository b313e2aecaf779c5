// `math.…`: rounding is for doubles alone, bits also for bytes of at most 32.

import { type Overload, variadic } from '../../../lib/library.ts';
import { round } from '../../../lib/round.ts';
import { BOOL, DOUBLE, DYN, INT } from '../../../types/type.ts';
import { negate } from '../../../values/arithmetic.ts';
import { compare } from '../../../values/compare.ts';
import { isList, toArray } from '../../../values/kind.ts';
import { double, doubleOf, int, isInt, numberOf, uint } from '../../../values/number.ts';
import { CelError, Uint, type Value } from '../../../values/value.ts';
import { failed, functionRow } from '../rows.ts';

const number = (v: Value): number => numberOf(v) as number;

/** Of equal numbers the later wins; nothing, NaN among others and what is no number are errors. */
const extreme =
  (name: string, wins: number) =>
  (...args: Value[]): Value => {
    const [only] = args;
    const values = args.length === 1 && only !== undefined && isList(only) ? toArray(only) : args;
    let best: Value | undefined;
    for (const v of values) {
      if (numberOf(v) === undefined) return failed(name, 'expected numbers');
      const order = best === undefined ? wins : compare(v, best);
      if (order === undefined || Number.isNaN(order)) return failed(name, 'NaN cannot be compared');
      if (order === wins || order === 0) best = v;
    }
    return best ?? failed(name, 'requires at least one argument');
  };

const rounding = (name: string, run: (x: number) => number): Overload =>
  functionRow(`math.${name}`, [DOUBLE], DOUBLE, (d) => double(run(number(d))));
const test = (name: string, run: (x: number) => boolean): Overload => functionRow(`math.${name}`, [DOUBLE], BOOL, (d) => run(number(d)));

const sign = (x: number): number => (Number.isNaN(x) ? Number.NaN : Math.sign(x) + 0);

function bySign(name: string, ofDouble: (x: number) => number, ofInt: (n: number | bigint) => Value, ofUint: (u: Uint) => Value): Overload {
  return functionRow(`math.${name}`, [DYN], DYN, (v) => {
    if (isInt(v)) return ofInt(v);
    if (v instanceof Uint) return ofUint(v);
    const d = doubleOf(v);
    return d === undefined ? failed(name, 'expected a number') : double(ofDouble(d));
  });
}

const MAX_BYTES = 32;
const toInteger = (b: Uint8Array): bigint => b.reduce((n, byte) => (n << 8n) | BigInt(byte), 0n);

function bitwise(name: string, run: (a: bigint, b: bigint) => bigint): Overload {
  return functionRow(`math.${name}`, [DYN, DYN], DYN, (a, b) => {
    if (isInt(a) && isInt(b)) return int(BigInt.asIntN(64, run(BigInt(a), BigInt(b))));
    if (a instanceof Uint && b instanceof Uint) return uint(run(BigInt(a.value), BigInt(b.value)));
    if (a instanceof Uint8Array && b instanceof Uint8Array) return bitwiseBytes(name, run, a, b);
    if (a instanceof Uint8Array) return withBytes(name, run, b, a);
    return b instanceof Uint8Array ? withBytes(name, run, a, b) : failed(name, 'no such overload');
  });
}

/** Of different lengths, the shorter has zeros before it. */
function bitwiseBytes(name: string, run: (a: bigint, b: bigint) => bigint, a: Uint8Array, b: Uint8Array): Value {
  const length = Math.max(a.length, b.length);
  if (length > MAX_BYTES) return failed(name, 'too many bytes');
  let rest = run(toInteger(a), toInteger(b));
  const out = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i--) {
    out[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return out;
}

/** A number with bytes: they count as an unsigned number of its type. */
function withBytes(name: string, run: (a: bigint, b: bigint) => bigint, n: Value, bytes: Uint8Array): Value {
  if (bytes.length > 8) return failed(name, 'too many bytes');
  if (n instanceof Uint) return uint(run(BigInt(n.value), toInteger(bytes)));
  return isInt(n) && n >= 0 ? int(run(BigInt(n), toInteger(bytes))) : failed(name, 'no such overload');
}

function shift(name: string, run: (a: bigint, by: bigint) => bigint): Overload {
  const row = functionRow(`math.${name}`, [DYN, INT], DYN, (a, by) => {
    if ((by as number | bigint) < 0) return failed(name, 'negative offset');
    const isUnsigned = a instanceof Uint;
    if (!isUnsigned && !isInt(a)) return failed(name, 'no such overload');
    const bits = BigInt.asUintN(64, BigInt(isUnsigned ? a.value : a));
    const shifted = (by as number | bigint) >= 64 ? 0n : run(bits, BigInt(by as number | bigint));
    return isUnsigned ? uint(BigInt.asUintN(64, shifted)) : int(BigInt.asIntN(64, shifted));
  });
  // Elsewhere a uint may stand for an int.
  return { ...row, run: (a, by) => (by instanceof Uint ? failed(name, 'no such overload') : row.run(a as Value, by as Value)) };
}

export const mathRows: readonly Overload[] = [
  variadic(functionRow('math.least', [DYN], DYN, extreme('math.least', -1))),
  variadic(functionRow('math.greatest', [DYN], DYN, extreme('math.greatest', 1))),
  rounding('ceil', Math.ceil),
  rounding('floor', Math.floor),
  rounding('round', round),
  rounding('trunc', Math.trunc),
  test('isInf', (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  test('isNaN', Number.isNaN),
  test('isFinite', Number.isFinite),
  bySign(
    'abs',
    Math.abs,
    (n) => (n < 0 ? absolute(n) : n),
    (u) => u,
  ),
  bySign(
    'sign',
    sign,
    (n) => sign(Number(n)),
    (u) => new Uint(sign(number(u))),
  ),
  functionRow('math.sqrt', [DYN], DOUBLE, (v) =>
    numberOf(v) === undefined ? failed('sqrt', 'expected a number') : double(Math.sqrt(number(v))),
  ),
  bitwise('bitAnd', (a, b) => a & b),
  bitwise('bitOr', (a, b) => a | b),
  bitwise('bitXor', (a, b) => a ^ b),
  functionRow('math.bitNot', [DYN], DYN, (v) => {
    if (isInt(v)) return int(~BigInt(v));
    return v instanceof Uint ? uint(BigInt.asUintN(64, ~BigInt(v.value))) : failed('bitNot', 'no such overload');
  }),
  shift('bitShiftLeft', (a, by) => a << by),
  shift('bitShiftRight', (a, by) => a >> by),
];

function absolute(n: number | bigint): Value {
  const positive = negate(n);
  return positive instanceof CelError ? failed('abs', 'overflow') : positive;
}
