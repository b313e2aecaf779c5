// `json.encode`: JSON text as cel-go writes it. Integers beyond 2^53 become text; types, functions and empty optionals have no
// JSON form.
import { encodeBase64, encodeUtf8 } from '../values/bytes.ts';
import { durationToString, timestampToString } from '../values/convert.ts';
import { invalid } from '../values/fault.ts';
import { kindOf, type ListValue, type MapValue, mapEntries, toArray } from '../values/kind.ts';
import { spend } from '../values/meter.ts';
import { numberOf } from '../values/number.ts';
import { typeName } from '../values/type-of.ts';
import { CelError, type Duration, type Message, type Optional, type Timestamp, type Uint, type Value } from '../values/value.ts';
import { goQuote } from './go-quote.ts';

/** JSON text, or why there is none. */
export function encodeJson(v: Value): string | CelError {
  spend(1);
  switch (kindOf(v)) {
    case 'null':
    case 'bool':
      return String(v);
    case 'int':
      return wholeNumber(v as number | bigint);
    case 'uint':
      return wholeNumber((v as Uint).value);
    case 'double':
      return doubleText(numberOf(v) as number);
    case 'string':
      return stringText(v as string);
    case 'bytes':
      return `"${encodeBase64(v as Uint8Array)}"`;
    case 'timestamp':
      return `"${timestampToString(v as Timestamp)}"`;
    case 'duration':
      return `"${durationToString(v as Duration)}"`;
    case 'list':
      return joined('[', ']', toArray(v as ListValue).map(encodeJson));
    case 'map':
      return joined('{', '}', mapEntries(v as MapValue).map(member));
    case 'optional': {
      const { value } = v as Optional;
      return value === undefined ? invalid('optional.none() dereference') : encodeJson(value);
    }
    case 'message':
      return JSON.stringify((v as Message).toJson());
    default:
      return v instanceof CelError ? v : invalid(`type conversion not supported for '${typeName(v)}'`);
  }
}

const wholeNumber = (n: number | bigint): string => (typeof n === 'bigint' ? `"${n}"` : String(n));

function doubleText(n: number): string | CelError {
  if (!Number.isFinite(n)) return invalid('json encode error: NaN and Inf are not supported in JSON');
  return Object.is(n, -0) ? '-0' : String(n);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they need an escape in JSON
const SPECIAL = /["\\<>&\u0000-\u001f]/;
const SHORT_TEXT = 128;

/** Short plain texts are quoted as Go does; others as JSON, safe inside HTML. */
function stringText(s: string): string {
  if (!SPECIAL.test(s) && encodeUtf8(s).length < SHORT_TEXT) return goQuote(s);
  return JSON.stringify(s).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A key that is no string is written as the text of its JSON form. */
function member([key, value]: readonly [Value, Value]): string | CelError {
  const name = typeof key === 'string' ? key : encodeJson(key);
  const text = encodeJson(value);
  if (name instanceof CelError) return name;
  return text instanceof CelError ? text : `${JSON.stringify(name)}:${text}`;
}

const joined = (open: string, close: string, parts: readonly (string | CelError)[]): string | CelError =>
  parts.find((part) => part instanceof CelError) ?? `${open}${parts.join(',')}${close}`;
