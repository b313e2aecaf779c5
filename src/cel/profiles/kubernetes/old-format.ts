// `format` as version 2 of cel-go's strings library has it, which Kubernetes keeps: English digit groups in `%f`, a typeset
// exponent in `%e`, lists and maps printed as CEL.

import { fixed, scientific } from '../../lib/exact.ts';
import { type Clause, type Clauses, clauses, inBase } from '../../lib/format.ts';
import { goQuote } from '../../lib/go-quote.ts';
import { decodeUtf8 } from '../../values/bytes.ts';
import { doubleToString, durationToString, timestampToString } from '../../values/convert.ts';
import { kindOf, type ListValue, type MapValue, mapEntries, mapKeys, toArray } from '../../values/kind.ts';
import { spend } from '../../values/meter.ts';
import { numberOf } from '../../values/number.ts';
import { compareStrings } from '../../values/strings.ts';
import { typeName } from '../../values/type-of.ts';
import { CelError, type Duration, type Timestamp, type TypeValue, type Uint, type Value } from '../../values/value.ts';

type Text = string | CelError;

const refuse = (what: string, v: Value): CelError =>
  v instanceof CelError ? v : new CelError('invalid_argument', `error during formatting: ${what}, was given ${typeName(v)}`);

/** `%s`. */
function plain(v: Value): Text {
  switch (kindOf(v)) {
    case 'null':
      return 'null';
    case 'bool':
    case 'int':
      return String(v);
    case 'uint':
      return String((v as Uint).value);
    case 'double':
      return doubleToString(numberOf(v) as number);
    case 'string':
      return v as string;
    case 'bytes':
      return decodeUtf8(v as Uint8Array) ?? new CelError('conversion', 'error during formatting: invalid UTF-8 in bytes');
    case 'timestamp':
      return timestampToString(v as Timestamp);
    case 'duration':
      return durationToString(v as Duration);
    case 'type':
      return (v as TypeValue).name;
    case 'list':
      return joined('[', ']', toArray(v as ListValue).map(inside));
    case 'map':
      return mapText(v as MapValue);
    default:
      return refuse(
        'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
        v,
      );
  }
}

const then = (text: Text, wrap: (s: string) => string): Text => (typeof text === 'string' ? wrap(text) : text);

/** A part of a list or map, as CEL would write it. */
function inside(v: Value): Text {
  spend(1);
  switch (kindOf(v)) {
    case 'string':
      return goQuote(v as string);
    case 'bytes':
      return then(plain(v), (s) => `b${goQuote(s)}`);
    case 'double': {
      const n = numberOf(v) as number;
      return Number.isFinite(n) ? fixed(n, 6) : goQuote(doubleToString(n));
    }
    case 'timestamp':
      return then(plain(v), (s) => `timestamp(${goQuote(s)})`);
    case 'duration':
      return then(plain(v), (s) => `duration(${goQuote(s)})`);
    case 'optional':
    case 'message':
    case 'opaque':
    case 'error':
      return refuse('no formatting function', v);
    default:
      return plain(v);
  }
}

const joined = (open: string, close: string, parts: readonly Text[]): Text =>
  parts.find((part) => part instanceof CelError) ?? `${open}${parts.join(', ')}${close}`;

const KEYS: ReadonlySet<string> = new Set(['string', 'bool', 'int', 'uint']);

function mapText(m: MapValue): Text {
  const bad = mapKeys(m).find((key) => !KEYS.has(kindOf(key)));
  if (bad !== undefined) return refuse('no formatting function for map key', bad);
  const entries = mapEntries(m).map(([k, v]) => [inside(k), inside(v)] as const);
  const fault = entries.flat().find((part) => part instanceof CelError);
  if (fault !== undefined) return fault;
  const sorted = [...entries].sort(([a], [b]) => compareStrings(a as string, b as string));
  return `{${sorted.map(([k, v]) => `${k}:${v}`).join(', ')}}`;
}

const nonFinite = (n: number): string => (Number.isNaN(n) ? 'NaN' : n > 0 ? '∞' : '-∞');
const SPELT: ReadonlyMap<Value, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A clause for doubles alone, and for the words that stand for those JSON cannot write. */
const ofDouble =
  (refusal: string, write: (n: number, precision: number) => string): Clause =>
  (v, precision) => {
    const n = kindOf(v) === 'double' ? numberOf(v) : SPELT.get(v);
    return n === undefined ? refuse(refusal, v) : write(n, precision);
  };

const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (exponent: number): string =>
  (exponent < 0 ? '⁻' : '') +
  String(Math.abs(exponent))
    .padStart(2, '0')
    .replace(/\d/g, (d) => SUPERSCRIPTS[Number(d)] as string);

export const oldClauses: Clauses = {
  ...clauses,
  s: plain,
  d: (v) => inBase(v, 10) ?? refuse('decimal clause can only be used on integers', v),
  f: ofDouble('fixed-point clause can only be used on doubles', (n, precision) =>
    Number.isFinite(n) ? grouped(fixed(n + 0, precision)) : nonFinite(n),
  ),
  // What is written as a precision is taken for a width.
  e: ofDouble('scientific clause can only be used on doubles', (n, width) => {
    if (!Number.isFinite(n)) return nonFinite(n).padStart(width);
    const { mantissa, exponent } = scientific(n, 6);
    return `${mantissa}×10${raised(exponent)}`.padStart(width);
  }),
};
