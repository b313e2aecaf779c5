// JSON text to values as the gateway reads it, and one member of it without the rest.
import { parseJsonText } from '../../../lib/json-text.ts';
import { decodeUtf8 } from '../../../values/bytes.ts';
import { noSuchKey } from '../../../values/fault.ts';
import { isMap, mapGet } from '../../../values/kind.ts';
import { double, int, uint } from '../../../values/number.ts';
import { CelError, type Value } from '../../../values/value.ts';
import { plain } from '../text-value.ts';

const failed = (message: string): CelError => new CelError('function_error', `json: ${message}`);

/** Whole numbers from 0 are uints, below ints; beyond 64 bits and with a fraction doubles. */
export const JSON_NUMBERS = {
  whole: (digits: string): Value => {
    const n = BigInt(digits);
    const made = n < 0n ? int(n) : uint(n);
    return made instanceof CelError ? double(Number(digits)) : made;
  },
  fraction: (digits: string): Value => double(Number(digits)),
};

const textOf = (v: Value): string | undefined => (typeof v === 'string' ? v : v instanceof Uint8Array ? decodeUtf8(v) : undefined);

export function jsonValue(v: Value): Value {
  const text = textOf(plain(v));
  if (text === undefined) return failed('expected text or bytes');
  const value = parseJsonText(text, JSON_NUMBERS);
  return value === undefined ? failed('no JSON') : value;
}

/** The JSON object that a text begins with, as it is read for one of its members: text after it is not looked at. */
export function jsonObject(v: Value): Value {
  const text = textOf(plain(v));
  const object = text === undefined ? undefined : parseJsonText(text, JSON_NUMBERS, true);
  return object === undefined || !isMap(object) ? failed('expected an object') : object;
}

/** One member of a JSON object. */
export const jsonField = (v: Value, key: Value): Value => memberOf(jsonObject(v), key);

export function memberOf(object: Value, key: Value): Value {
  if (object instanceof CelError || !isMap(object)) return object;
  const found = mapGet(object, key);
  return found === undefined ? noSuchKey(String(key)) : found;
}
