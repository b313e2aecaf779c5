// Text and bytes to other notations: JSON, base64, URLs, forms, digests.
import { parseJsonText } from '../../../lib/json-text.ts';
import type { Overload } from '../../../lib/library.ts';
import { digests } from '../../../parts.ts';
import { BYTES, DYN, STRING } from '../../../types/type.ts';
import { decodeBase64, decodeUtf8, decodeUtf8Lossy, encodeBase64, encodeUtf8 } from '../../../values/bytes.ts';
import { isList, isMap, mapEntries, toArray } from '../../../values/kind.ts';
import { isInt } from '../../../values/number.ts';
import { compareStrings } from '../../../values/strings.ts';
import { CelError, Uint, type Value } from '../../../values/value.ts';
import { failed, functionRow } from '../rows.ts';
import { plain } from '../text-value.ts';
import { jsonText } from '../to-json.ts';
import { JSON_NUMBERS, jsonField, jsonValue } from './json.ts';

/** Padding may be missing or short, but nothing else may be there, and the bits that are left over must be zero. */
function strictBase64(text: string, url = false): Uint8Array | undefined {
  const [, digits] = (url ? /^([\w-]*)={0,2}$/ : /^([A-Za-z0-9+/]*)={0,2}$/).exec(text) ?? [];
  const bytes = digits === undefined ? undefined : decodeBase64(digits, { url });
  const written = bytes === undefined ? undefined : encodeBase64(bytes).replace(/=+$/, '');
  return written === digits?.replaceAll('-', '+').replaceAll('_', '/') ? bytes : undefined;
}

function jwtPayload(token: Value): Value {
  const parts = (token as string).split('.');
  const bytes = parts.length === 3 ? strictBase64(parts[1] as string, true) : undefined;
  const text = bytes === undefined ? undefined : decodeUtf8(bytes);
  const payload = text === undefined ? undefined : parseJsonText(text, JSON_NUMBERS);
  return payload === undefined ? failed('unvalidatedJwtPayload', 'invalid JWT') : payload;
}

const bytesOf = (v: Value): Uint8Array | undefined => (typeof v === 'string' ? encodeUtf8(v) : v instanceof Uint8Array ? v : undefined);

/** A function of bytes, which takes text too. */
const ofBytes = (name: string, result: typeof STRING, run: (b: Uint8Array) => Value): Overload =>
  functionRow(name, [DYN], result, (v) => {
    const bytes = bytesOf(v);
    return bytes === undefined ? new CelError('conversion', `${name}: cannot convert to bytes`) : run(bytes);
  });

/** A scalar as text, for URLs and forms: bytes as base64. */
function scalarText(v: Value): string | undefined {
  const p = plain(v);
  if (typeof p === 'string') return p;
  if (p instanceof Uint8Array) return encodeBase64(p);
  if (isInt(p) || typeof p === 'boolean') return String(p);
  return p instanceof Uint ? String(p.value) : undefined;
}

const percentEncode = (bytes: Uint8Array, keep: RegExp): string =>
  Array.from(bytes, (b) => {
    const c = String.fromCharCode(b);
    return keep.test(c) ? c : `%${b.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

const UNRESERVED = /[A-Za-z0-9_.~-]/;
/** application/x-www-form-urlencoded: `*` stays, `~` does not, a space is `+`. */
export const formEscape = (text: string): string => percentEncode(encodeUtf8(text), /[A-Za-z0-9_.*-]| /).replaceAll(' ', '+');

function percentDecode(text: string): Uint8Array {
  const bytes = encodeUtf8(text);
  const out: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const digits = String.fromCharCode(bytes[i + 1] ?? 0, bytes[i + 2] ?? 0);
    if (bytes[i] === 0x25 && /^[\da-fA-F]{2}$/.test(digits)) {
      out.push(Number.parseInt(digits, 16));
      i += 2;
    } else out.push(bytes[i] as number);
  }
  return Uint8Array.from(out);
}
const formUnescape = (text: string): string => decodeUtf8Lossy(percentDecode(text.replaceAll('+', ' ')));

/** Name and value pairs of a query or form, decoded. */
export const formPairs = (text: string): readonly (readonly [string, string])[] =>
  text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [formUnescape(pair), ''] : [formUnescape(pair.slice(0, at)), formUnescape(pair.slice(at + 1))];
    });

function formEncode(v: Value): Value {
  if (!isMap(v)) return failed('form.encode', 'expected a map');
  const pairs: string[] = [];
  const entries = mapEntries(v).map(([key, value]) => [scalarText(key) ?? '', value] as const);
  for (const [key, value] of [...entries].sort(([a], [b]) => compareStrings(a, b))) {
    if (value === null) continue;
    for (const part of isList(value) ? toArray(value) : [value]) {
      const text = scalarText(part);
      if (text === undefined) return failed('form.encode', `invalid form value for key ${key}`);
      pairs.push(`${formEscape(key)}=${formEscape(text)}`);
    }
  }
  return pairs.join('&');
}

/** Names to values; a repeated name to the list of its values. */
function formDecode(bytes: Uint8Array): Value {
  const out = new Map<string, string[]>();
  for (const [name, value] of formPairs(decodeUtf8Lossy(bytes))) {
    const known = out.get(name);
    if (known === undefined) out.set(name, [value]);
    else known.push(value);
  }
  return new Map<string, Value>([...out].map(([name, values]) => [name, values.length === 1 ? (values[0] as string) : values]));
}

const encodeText = ofBytes('base64.encode', STRING, (b) => encodeBase64(b));
const decodeText = ofBytes('base64.decode', BYTES, (b) => strictBase64(decodeUtf8Lossy(b)) ?? failed('base64.decode', 'invalid base64'));

const digest = (name: 'md5' | 'sha1' | 'sha256'): Overload => ofBytes(`${name}.encode`, STRING, (b) => digests().hex(digests()[name](b)));

export const codecRows: readonly Overload[] = [
  functionRow('json', [DYN], DYN, jsonValue),
  functionRow('jsonField', [DYN, STRING], DYN, jsonField),
  functionRow('toJson', [DYN], STRING, jsonText),
  functionRow('to_json', [DYN], STRING, jsonText),
  functionRow('unvalidatedJwtPayload', [STRING], DYN, jwtPayload),
  encodeText,
  decodeText,
  { ...encodeText, name: 'base64Encode', id: 'function:base64Encode/1' },
  { ...decodeText, name: 'base64Decode', id: 'function:base64Decode/1' },
  ofBytes('url.encode', STRING, (b) => percentEncode(b, UNRESERVED)),
  functionRow('url.decode', [DYN], STRING, (v) => {
    const text = scalarText(v);
    const decoded = text === undefined ? undefined : decodeUtf8(percentDecode(text));
    return decoded ?? failed('url.decode', 'not UTF-8 text');
  }),
  functionRow('form.encode', [DYN], STRING, formEncode),
  ofBytes('form.decode', DYN, formDecode),
  digest('sha256'),
  digest('sha1'),
  digest('md5'),
];
