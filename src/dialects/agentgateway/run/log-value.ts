// Values of expressions as the log writes them (agentgateway 1.4): in its text form as Rust's Debug does, in its JSON form as serde_json.
// A double that is a field's whole value is written in plain decimals in both; what is no number there is nothing, as is null inside of a value.
import { jsonDouble } from '../../../cel/profiles/agentgateway/to-json.ts';
import { encodeBase64 } from '../../../cel/values/bytes.ts';
import { formatPlain } from '../../../cel/values/double-text.ts';
import { toJson } from '../../../cel/values/json.ts';
import { isList, kindOf, toArray } from '../../../cel/values/kind.ts';
import { numberOf } from '../../../cel/values/number.ts';
import { Uint, type Value } from '../../../cel/values/value.ts';
import { mapEntries } from '../cel-site.ts';

interface Notation {
  readonly nothing: string;
  readonly text: (text: string) => string;
  /** A double inside of a list or a map. */
  readonly double: (n: number) => string;
  /** A double that is all of the value. */
  readonly whole: (n: number) => string;
}

/** From this on a double has an exponent. */
const LARGE = 1e16;

/** Rust's `{:?}` of a double: `1.0`, `1e16`, `1e-5`. */
function debugDouble(n: number): string {
  const size = Math.abs(n);
  if (size !== 0 && (size < 1e-4 || size >= LARGE)) return n.toExponential().replace('e+', 'e');
  return withPoint(formatPlain(n));
}

const withPoint = (text: string): string => (text.includes('.') ? text : `${text}.0`);

const ESCAPES: Readonly<Record<string, string>> = { '\0': '\\0', '\t': '\\t', '\r': '\\r', '\n': '\\n', '"': '\\"', '\\': '\\\\' };

/** Rust's `{:?}` of a text: what does not print, and what would join the letter before it, by its number. */
export const debugText = (text: string): string =>
  `"${text.replace(/["\\]|(?! )[\p{C}\p{Z}\p{Grapheme_Extend}]/gu, (c) => ESCAPES[c] ?? `\\u{${(c.codePointAt(0) as number).toString(16)}}`)}"`;

const DEBUG: Notation = { nothing: '()', text: debugText, double: debugDouble, whole: formatPlain };
const JSON_: Notation = {
  nothing: 'null',
  text: (text) => JSON.stringify(text),
  double: jsonDouble,
  whole: (n) => (Math.abs(n) < LARGE ? withPoint(formatPlain(n)) : formatPlain(n)),
};

/** A field's value in the text form: texts quoted, `[1, "a"]`, `{"k": "v"}`. */
export const logText = (value: Value): string => write(value, DEBUG, DEBUG.whole);

/** Likewise in the JSON form. */
export const logJson = (value: Value): string => write(value, JSON_, JSON_.whole);

function write(value: Value, to: Notation, double: (n: number) => string): string {
  const inner = (one: Value): string => write(one, to, to.double);
  switch (kindOf(value)) {
    case 'double': {
      const n = numberOf(value) as number;
      return Number.isFinite(n) ? double(n) : to.nothing;
    }
    case 'int':
    case 'uint':
      return String(value instanceof Uint ? value.value : value);
    case 'bytes':
      return to.text(encodeBase64(value as Uint8Array));
    case 'list':
    case 'map':
      return writeParts(value, to, inner);
    default:
      return writeScalar(toJson(value), to);
  }
}

function writeParts(value: Value, to: Notation, inner: (one: Value) => string): string {
  if (isList(value)) return `[${toArray(value).map(inner).join(', ')}]`;
  return `{${(mapEntries(value) ?? []).map(([key, one]) => `${to.text(key)}: ${inner(one)}`).join(', ')}}`;
}

/** The JSON of anything else: a text, nothing, or what a header view or another object holds. */
function writeScalar(json: unknown, to: Notation): string {
  if (json === null) return to.nothing;
  if (typeof json === 'string') return to.text(json);
  return typeof json === 'object' ? writeParts(json as Value, to, (one) => write(one, to, to.double)) : String(json);
}

const FLAT: ReadonlyMap<string, boolean> = new Map([
  ['$_meta_flatten_map', false],
  ['$_meta_flatten_list', false],
  ['$_meta_flatten_map_recursive', true],
  ['$_meta_flatten_list_recursive', true],
]);

type Parts = readonly (readonly [name: string, value: Value])[];

/** The fields that a log value makes: one, or several where `flatten` marks it. */
export function flattened(name: string, value: Value): Parts {
  const map = mapEntries(value);
  const only = map?.length === 1 ? map[0] : undefined;
  const deep = only === undefined ? undefined : FLAT.get(only[0]);
  return only === undefined || deep === undefined ? [[name, value]] : flatten(name, only[1], deep);
}

/** A part that is marked itself goes by its own mark. */
function flatten(name: string, value: Value, deep: boolean): Parts {
  const parts = isList(value) ? toArray(value).map((one, i) => [String(i), one] as const) : (mapEntries(value) ?? []);
  return parts.flatMap(([key, one]): Parts => {
    const field = `${name}.${key}`;
    const marked = flattened(field, one);
    const isPlain = marked.length === 1 && marked[0]?.[1] === one;
    return isPlain && deep && (isList(one) || mapEntries(one) !== undefined) ? flatten(field, one, true) : marked;
  });
}
