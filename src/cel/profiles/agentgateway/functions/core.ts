// The functions of the fork's core: sizes, membership, extremes, conversions, types.

import type { Overload } from '../../../lib/library.ts';
import { variadic } from '../../../lib/library.ts';
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, STRING, TIMESTAMP, type as typeType, UINT } from '../../../types/type.ts';
import { decodeUtf8Lossy, encodeUtf8 } from '../../../values/bytes.ts';
import { compare } from '../../../values/compare.ts';
import { doubleToInt, doubleToUint, intToUint, uintToDouble, uintToInt } from '../../../values/convert.ts';
import { formatPlain } from '../../../values/double-text.ts';
import { isList, isMap, listSize, mapHas, mapSize, toArray } from '../../../values/kind.ts';
import { double, doubleOf, int, isInt, uint } from '../../../values/number.ts';
import { formatDuration, formatTimestamp, parseTimestamp, timestamp } from '../../../values/time.ts';
import { typeName, typeOf } from '../../../values/type-of.ts';
import { CelError, Duration, Timestamp, TypeValue, Uint, type Value } from '../../../values/value.ts';
import { operators } from '../operators.ts';
import { either, failed, functionRow, methodRow, selfRows } from '../rows.ts';
import { plain } from '../text-value.ts';

const cannot = (to: string, v: Value): CelError => failed(to, `cannot convert ${typeName(v)} to ${to}`);

function size(v: Value): Value {
  if (typeof v === 'string') return encodeUtf8(v).length;
  if (v instanceof Uint8Array) return v.length;
  if (isList(v)) return listSize(v);
  return isMap(v) ? mapSize(v) : failed('size', `cannot determine the size of ${typeName(v)}`);
}

/** An element of a list, a key of a map, a part of a string or bytes. */
function contains(whole: Value, part: Value): Value {
  if (isList(whole)) return operators.within(part, whole);
  if (isMap(whole))
    return ['string', 'bool', 'int', 'uint'].includes(typeName(part)) ? mapHas(whole, part) : failed('contains', 'unsupported key type');
  return containsText(whole, part);
}

function containsText(whole: Value, part: Value): Value {
  const bytes = (v: Value): Uint8Array | undefined => (typeof v === 'string' ? encodeUtf8(v) : v instanceof Uint8Array ? v : undefined);
  const [hay, needle] = [bytes(whole), bytes(part)];
  if (hay === undefined) return failed('contains', `contains does not support ${typeName(whole)}`);
  if (needle === undefined) return false;
  if (typeof whole === 'string' && typeof part === 'string') return whole.includes(part);
  return decodeLatin1(hay).includes(decodeLatin1(needle));
}
const decodeLatin1 = (bytes: Uint8Array): string => Array.from(bytes, (b) => String.fromCharCode(b)).join('');

/** Of equal values the last wins; one list stands for its elements; nothing gives null. */
const extreme =
  (name: string, wins: number) =>
  (...args: Value[]): Value => {
    const [only] = args;
    const values = args.length === 1 && only !== undefined && isList(only) ? toArray(only) : args;
    let best: Value | undefined;
    for (const v of values.map(plain)) {
      const order = best === undefined ? wins : compare(v, best);
      if (order === undefined || Number.isNaN(order)) return new CelError('not_comparable', `${name}: values cannot be compared`);
      if (order === wins || order === 0) best = v;
    }
    return best ?? null;
  };

function toText(v: Value): Value {
  if (typeof v === 'string') return v;
  if (isInt(v) || typeof v === 'boolean') return String(v);
  if (v instanceof Uint) return String(v.value);
  const n = doubleOf(v);
  if (n !== undefined) return Number.isFinite(n) ? formatPlain(n) : Number.isNaN(n) ? 'NaN' : n > 0 ? 'inf' : '-inf';
  if (v instanceof Uint8Array) return decodeUtf8Lossy(v);
  if (v instanceof Timestamp) return formatTimestamp(v);
  if (v instanceof Duration) return formatDuration(v);
  return v instanceof TypeValue ? v.name : cannot('string', v);
}

const parsed = (name: string, text: string, pattern: RegExp, make: (digits: bigint) => Value): Value => {
  const bad = failed(name, 'string parse error');
  if (!pattern.test(text) || text.length > 100) return bad;
  const made = make(BigInt(text.replace('+', '')));
  return made instanceof CelError ? bad : made;
};

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** As Rust casts: NaN is 0. The range is tested against a largest value that as a double is one too large, which it then is. */
function rounded(n: number, end: number, convert: (n: number) => Value, largest: Value): Value {
  if (n === end) return largest;
  return convert(Number.isNaN(n) ? 0 : n);
}

function toInt(v: Value): Value {
  if (isInt(v)) return v;
  if (v instanceof Uint) return uintToInt(v);
  const n = doubleOf(v);
  if (n !== undefined) return n === -(2 ** 63) ? int(-MAX_INT - 1n) : rounded(n, 2 ** 63, doubleToInt, int(MAX_INT));
  return typeof v === 'string' ? parsed('int', v, /^[+-]?\d+$/, int) : cannot('int', v);
}

function toUint(v: Value): Value {
  if (isInt(v)) return intToUint(v);
  if (v instanceof Uint) return v;
  const n = doubleOf(v);
  if (n !== undefined) return rounded(n, 2 ** 64, doubleToUint, uint(MAX_UINT));
  return typeof v === 'string' ? parsed('uint', v, /^\+?\d+$/, uint) : cannot('uint', v);
}

const RUST_FLOAT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function toDouble(v: Value): Value {
  if (isInt(v)) return double(Number(v));
  if (v instanceof Uint) return uintToDouble(v);
  if (doubleOf(v) !== undefined) return v;
  if (typeof v !== 'string') return cannot('double', v);
  if (/^[+-]?inf(inity)?$/i.test(v)) return v.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^[+-]?nan$/i.test(v)) return Number.NaN;
  return RUST_FLOAT.test(v) ? double(Number(v)) : failed('double', 'string parse error');
}

function toTimestamp(v: Value): Value {
  if (v instanceof Timestamp) return v;
  if (isInt(v)) return timestamp(Number(v));
  if (typeof v !== 'string') return cannot('timestamp', v);
  return (
    parseTimestamp(v.replace(/^(\d{4}-\d\d-\d\d)[t ]/, '$1T').replace(/z$/, 'Z'), 'chrono') ??
    failed('timestamp', 'not an RFC 3339 timestamp')
  );
}

const UNITS: Readonly<Record<string, number>> = { h: 3.6e12, m: 6e10, s: 1e9, ms: 1e6, us: 1e3, ns: 1 };
const PART = /([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(ms|us|ns|h|m|s)/y;

/** Decimal numbers with units; what follows the last part that can be read is ignored. */
function toDuration(v: Value): Value {
  if (v instanceof Duration) return v;
  if (typeof v !== 'string') return cannot('duration', v);
  const body = v.startsWith('-') ? v.slice(1) : v;
  if (body === '0') return new Duration(0, 0);
  let nanos = 0;
  let at = 0;
  for (;;) {
    PART.lastIndex = at;
    const m = PART.exec(body);
    if (m === null) break;
    nanos += Number(m[1]) * (UNITS[m[2] as string] as number);
    at = PART.lastIndex;
  }
  if (at === 0 || body.startsWith('+')) return failed('duration', 'not a duration');
  const signed = v.startsWith('-') ? -nanos : nanos;
  // Beyond int64 nanoseconds the ends of the range stand for it.
  if (Math.abs(signed) >= 2 ** 63)
    return signed > 0 ? new Duration(9_223_372_036, 854_775_807) : new Duration(-9_223_372_036, -854_775_808);
  const whole = BigInt(Math.round(signed));
  return new Duration(Number(whole / 1_000_000_000n), Number(whole % 1_000_000_000n));
}

export const coreRows: readonly Overload[] = [
  ...either('size', [DYN], INT, size),
  ...selfRows('contains', [DYN, DYN], BOOL, contains),
  variadic(functionRow('max', [DYN], DYN, extreme('max', 1))),
  variadic(functionRow('min', [DYN], DYN, extreme('min', -1))),
  // As methods they do not look at what they are called on.
  variadic(methodRow('max', [DYN, DYN], DYN, (_, ...args) => extreme('max', 1)(...args))),
  variadic(methodRow('min', [DYN, DYN], DYN, (_, ...args) => extreme('min', -1)(...args))),
  ...selfRows('startsWith', [STRING, STRING], BOOL, (s, part) => (s as string).startsWith(part as string)),
  ...selfRows('endsWith', [STRING, STRING], BOOL, (s, part) => (s as string).endsWith(part as string)),
  ...either('string', [DYN], STRING, toText),
  functionRow('bytes', [STRING], BYTES, (v) => encodeUtf8(v as string)),
  ...either('double', [DYN], DOUBLE, toDouble),
  ...either('int', [DYN], INT, toInt),
  ...either('uint', [DYN], UINT, toUint),
  ...either('type', [DYN], typeType(), typeOf),
  functionRow('timestamp', [DYN], TIMESTAMP, toTimestamp),
  functionRow('duration', [DYN], DURATION, toDuration),
];
