// How Envoy reads scalars. Two steps, as in the real program: the text of a YAML scalar becomes a JSON value by rules of its own
// (YAML 1.1 booleans, octal, integers only while they fit 32 bits, every decimal a string), and the JSON value is then
// converted by the field's type with protobuf's leniency (numbers in strings, enum names in any case).
import type { ScalarNode } from '../../../text/syntax.ts';
import type { EnumType, ScalarKind } from './descriptor.ts';
import type { DurationValue, Value } from './message.ts';

/** A JSON scalar. Numbers keep their characters. */
export type Json =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string };

const NULL: Json = { kind: 'null' };
const TRUE: Json = { kind: 'bool', value: true };
const FALSE: Json = { kind: 'bool', value: false };

const YES = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const NO = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+)$/;

/** A scalar of a YAML file as a JSON value. Envoy 1.40: any tag makes a quoted scalar count as unquoted. */
export function fromYaml(node: ScalarNode): Json {
  const plain = node.style === 'plain';
  const raw = node.raw;
  if (!plain && node.tag === undefined) return { kind: 'string', text: raw };
  if (plain && NULLS.has(raw)) return NULL;
  if (YES.has(raw)) return TRUE;
  if (NO.has(raw)) return FALSE;
  const number = INTEGER.test(raw) ? int32Of(raw) : undefined;
  return number === undefined ? { kind: 'string', text: raw } : { kind: 'number', text: String(number) };
}

/** A scalar of a JSON file. */
export function fromJson(node: ScalarNode): Json {
  if (node.style !== 'plain') return { kind: 'string', text: node.raw };
  if (node.value === null) return NULL;
  if (node.value === true) return TRUE;
  if (node.value === false) return FALSE;
  return { kind: 'number', text: node.raw };
}

function int32Of(raw: string): number | undefined {
  const negative = raw.startsWith('-');
  const digits = raw.replace(/^[-+]/, '');
  const octal = /^0[0-9]+$/.test(digits);
  if (octal && /[89]/.test(digits)) return undefined;
  const size = Number(octal ? `0o${digits}` : digits);
  const value = negative ? -size : size;
  return value >= -2147483648 && value <= 2147483647 ? value + 0 || 0 : undefined;
}

/** The value as a field of this kind holds it, or undefined when the kind does not accept it. `null` never comes here. */
export function convertScalar(kind: ScalarKind, json: Exclude<Json, { kind: 'null' }>): Value | undefined {
  switch (kind) {
    case 'string':
      return json.kind === 'string' ? json.text : undefined;
    case 'bool':
      return json.kind === 'bool' ? json.value : json.kind === 'string' ? BOOLS.get(json.text.toLowerCase()) : undefined;
    case 'double':
    case 'float':
      return json.kind === 'bool' ? undefined : doubleOf(json.text, kind === 'float');
    case 'bytes':
      return json.kind === 'string' ? bytesOf(json.text) : undefined;
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
      return json.kind === 'bool' ? undefined : integerOf(kind, json.text);
  }
}

const BOOLS = new Map([
  ...['true', 't', 'yes', 'y', '1'].map((k) => [k, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((k) => [k, false] as const),
]);

const DECIMAL = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;

function doubleOf(raw: string, single: boolean): number | undefined {
  if (/^[-+]?nan$/i.test(raw)) return Number.NaN;
  if (/^[-+]?inf(?:inity)?$/i.test(raw)) return raw.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!DECIMAL.test(raw)) return undefined;
  // Envoy 1.40: what is too large for a double is infinite
  const value = Number(raw);
  return single && Math.abs(value) > 3.4028234663852886e38 ? undefined : value;
}

const RANGES: Readonly<Record<'int32' | 'uint32' | 'int64' | 'uint64', readonly [bigint, bigint]>> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** Whole numbers, also written with a zero fraction or an exponent, octal or hexadecimal. */
function integerOf(kind: keyof typeof RANGES, raw: string): number | bigint | undefined {
  // nearly all of them
  if (/^[0-9]{1,9}$/.test(raw)) return Number(raw);
  const value = wholeOf(raw);
  if (value === undefined) return undefined;
  const [low, high] = RANGES[kind];
  if (value < low || value > high) return undefined;
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

function wholeOf(raw: string): bigint | undefined {
  if (raw.length > 400) return undefined;
  if (/^[-+]?0[xX][0-9a-fA-F]+$/.test(raw)) {
    const size = BigInt(raw.replace(/^[-+]/, ''));
    return raw.startsWith('-') ? -size : size;
  }
  if (/^[-+]?[0-9]+$/.test(raw)) return BigInt(raw.replace(/^\+/, ''));
  if (!DECIMAL.test(raw)) return undefined;
  // Envoy 1.40: what is written with a fraction or an exponent must be exact as a double
  const value = Number(raw);
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

/** Base64 in either alphabet, padding optional. */
export function bytesOf(raw: string): Uint8Array | undefined {
  const body = raw.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]*$/.test(body) || body.length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((body.length * 3) / 4));
  let bits = 0;
  let size = 0;
  let at = 0;
  for (const c of body) {
    bits = ((bits << 6) | ALPHABET.indexOf(c)) & 0xffffff;
    size += 6;
    if (size >= 8) {
      size -= 8;
      out[at++] = (bits >> size) & 0xff;
    }
  }
  return out;
}
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** An enum value: its name in any case, or its number. Unknown numbers stay numbers (the rules decide about them). */
export function convertEnum(type: EnumType | undefined, json: Exclude<Json, { kind: 'null' }>): string | number | undefined {
  if (json.kind === 'bool') return undefined;
  if (/^[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+)$/.test(json.text)) {
    const number = Number(integerOf('int32', json.text) ?? Number.NaN);
    return Number.isNaN(number) ? undefined : (type?.byNumber.get(number)?.name ?? number);
  }
  return json.kind === 'string' ? (type?.byName.get(json.text)?.name ?? upper(type, json.text)) : undefined;
}

const upper = (type: EnumType | undefined, name: string): string | undefined => {
  const wanted = name.toUpperCase();
  return type?.values.find((v) => v.name.toUpperCase() === wanted)?.name;
};

/** `"1.5s"`: digits, at most nine decimals, `s`; protobuf's range of ±315,576,000,000 s. */
export function durationOf(raw: string): DurationValue | undefined {
  const found = /^(-?)([0-9]+)(?:\.([0-9]{1,9}))?s$/.exec(raw);
  if (found === null) return undefined;
  const sign = found[1] === '-' ? -1 : 1;
  const seconds = Number(found[2]);
  if (seconds > 315576000000) return undefined;
  return { kind: 'duration', seconds: sign * seconds || 0, nanos: sign * Number((found[3] ?? '').padEnd(9, '0')) || 0 };
}
