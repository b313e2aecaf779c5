// `format`: `%s %d %f %e %b %x %X %o`, by the specification's strings extension (version 5 of cel-go's library). A format is
// read once into parts; a constant one when the program is planned.
import { decodeUtf8Lossy, encodeUtf8 } from '../values/bytes.ts';
import { durationToString } from '../values/convert.ts';
import { formatPlain } from '../values/double-text.ts';
import { kindOf, type ListValue, listAt, listSize, type MapValue, mapEntries, toArray } from '../values/kind.ts';
import { MAX_TEXT, spend, tooLarge } from '../values/meter.ts';
import { numberOf } from '../values/number.ts';
import { compareStrings } from '../values/strings.ts';
import { formatTimestamp } from '../values/time.ts';
import { typeName } from '../values/type-of.ts';
import { CelError, type Duration, type Timestamp, type TypeValue, type Uint, type Value } from '../values/value.ts';
import { exponentText, fixed, scientific } from './exact.ts';

/** Writes one argument; `precision` is 6 where none is given. */
export type Clause = (value: Value, precision: number) => string | CelError;
export type Clauses = Readonly<Record<string, Clause>>;
export type Part = string | { readonly clause: Clause; readonly precision: number };

const DEFAULT_PRECISION = 6;
export const MAX_PRECISION = 100;

const faulty = (message: string): CelError => new CelError('invalid_argument', message);

/** Reads a format; an unknown clause is an error that only counts when its turn comes. */
export function parseFormat(format: string, table: Clauses): readonly (Part | CelError)[] {
  const parts: (Part | CelError)[] = [];
  let at = 0;
  for (;;) {
    const next = format.indexOf('%', at);
    if (next < 0) break;
    if (next > at) parts.push(format.slice(at, next));
    if (format[next + 1] === '%') {
      parts.push('%');
      at = next + 2;
      continue;
    }
    const m = /^(?:\.(\d*))?(.?)/su.exec(format.slice(next + 1));
    const [taken = '', digits, letter = ''] = m ?? [];
    parts.push(clausePart(digits, letter, table));
    at = next + 1 + taken.length;
  }
  if (at < format.length) parts.push(format.slice(at));
  return parts;
}

function clausePart(digits: string | undefined, letter: string, table: Clauses): Part | CelError {
  const fault = (why: string): CelError => faulty(`could not parse formatting clause: ${why}`);
  if (letter === '') return digits === undefined ? faulty('unexpected end of string') : fault('could not find end of precision specifier');
  const precision = digits === undefined ? DEFAULT_PRECISION : Number(digits || Number.NaN);
  if (Number.isNaN(precision)) return fault('error while parsing precision');
  if (precision > MAX_PRECISION) return fault(`precision ${precision} exceeds maximum allowed precision ${MAX_PRECISION}`);
  const clause = Object.hasOwn(table, letter) ? table[letter] : undefined;
  return clause === undefined ? fault(`unrecognized formatting clause "${letter}"`) : { clause, precision };
}

/** The text, or the first error from the left. */
export function runFormat(parts: readonly (Part | CelError)[], args: ListValue): Value {
  const out: string[] = [];
  let used = 0;
  let length = 0;
  for (const part of parts) {
    if (typeof part !== 'string' && used >= listSize(args)) return faulty(`index ${used} out of range`);
    if (part instanceof CelError) return new CelError(part.code, part.describe);
    const text = typeof part === 'string' ? part : part.clause(listAt(args, used++), part.precision);
    if (text instanceof CelError) return text;
    length += text.length;
    if (length > MAX_TEXT) tooLarge();
    out.push(text);
  }
  return out.join('');
}

const refuse = (what: string, v: Value): CelError =>
  v instanceof CelError ? v : faulty(`error during formatting: ${what}, was given ${typeName(v)}`);

const nonFinite = (n: number): string => (Number.isNaN(n) ? 'NaN' : n > 0 ? 'Infinity' : '-Infinity');

const isNumber = (v: Value): boolean => ['int', 'uint', 'double'].includes(kindOf(v));

/** `%s`: strings and bytes as they are, numbers in plain decimals, lists and maps with brackets and unquoted parts. */
export function plainText(v: Value): string | CelError {
  spend(1);
  switch (kindOf(v)) {
    case 'null':
      return 'null';
    case 'bool':
    case 'int':
      return String(v);
    case 'uint':
      return String((v as Uint).value);
    case 'double':
      return plainNumber(numberOf(v) as number);
    case 'string':
      return v as string;
    case 'bytes':
      return decodeUtf8Lossy(v as Uint8Array);
    case 'timestamp':
      return formatTimestamp(v as Timestamp);
    case 'duration':
      return durationToString(v as Duration);
    case 'type':
      return (v as TypeValue).name;
    case 'list':
      return joined('[', ']', toArray(v as ListValue).map(plainText));
    case 'map':
      return plainMap(v as MapValue);
    default:
      return refuse(
        'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
        v,
      );
  }
}

const plainNumber = (n: number): string => (Number.isFinite(n) ? formatPlain(n) : nonFinite(n));

function joined(open: string, close: string, parts: readonly (string | CelError)[]): string | CelError {
  return parts.find((part) => part instanceof CelError) ?? `${open}${parts.join(', ')}${close}`;
}

function plainMap(m: MapValue): string | CelError {
  const entries = mapEntries(m).map(([k, v]) => [plainText(k), plainText(v)] as const);
  const fault = entries.flat().find((part) => part instanceof CelError);
  if (fault !== undefined) return fault;
  const sorted = [...entries].sort(([a], [b]) => compareStrings(a as string, b as string));
  return `{${sorted.map(([k, v]) => `${k}: ${v}`).join(', ')}}`;
}

const numeric =
  (refusal: string, write: (n: number, precision: number) => string): Clause =>
  (v, precision) => {
    if (!isNumber(v)) return refuse(refusal, v);
    const n = numberOf(v) as number;
    return Number.isFinite(n) ? write(n, precision) : nonFinite(n);
  };

/** Digits of an integer in a base; undefined for anything else. */
export function inBase(v: Value, base: number): string | undefined {
  const kind = kindOf(v);
  if (kind === 'int') return (v as number | bigint).toString(base);
  return kind === 'uint' ? (v as Uint).value.toString(base) : undefined;
}

function hexadecimal(v: Value): string | CelError {
  const bytes = typeof v === 'string' ? encodeUtf8(v) : v instanceof Uint8Array ? v : undefined;
  if (bytes !== undefined) return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return inBase(v, 16) ?? refuse('only ints, uints, bytes, and strings can be formatted as hex', v);
}

const decimalRefusal = 'decimal clause can only be used on ints, uints, and doubles';

export const clauses: Clauses = {
  s: plainText,
  d: (v) => (isNumber(v) ? plainText(v) : refuse(decimalRefusal, v)),
  f: numeric('fixed-point clause can only be used on ints, uints, and doubles', fixed),
  e: numeric('scientific clause can only be used on ints, uints, and doubles', (n, precision) => {
    const { mantissa, exponent } = scientific(n, precision);
    return mantissa + exponentText(exponent);
  }),
  b: (v) =>
    typeof v === 'boolean' ? String(Number(v)) : (inBase(v, 2) ?? refuse('only ints, uints, and bools can be formatted as binary', v)),
  o: (v) => inBase(v, 8) ?? refuse('octal clause can only be used on ints and uints', v),
  x: hexadecimal,
  X: (v) => {
    const text = hexadecimal(v);
    return typeof text === 'string' ? text.toUpperCase() : text;
  },
};
