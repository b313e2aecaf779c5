// The encoders extension: base64, JSON and YAML. `json.parse` and `yaml.parse` give none where the text does not read.
import { yamlTexts } from '../parts.ts';
import { DYN, optional, STRING, T, type as typeType } from '../types/type.ts';
import { decodeBase64 } from '../values/bytes.ts';
import { stringToInt, stringToUint } from '../values/convert.ts';
import { parseDouble } from '../values/double-text.ts';
import { double, int } from '../values/number.ts';
import { parseDuration, parseTimestamp, timestamp } from '../values/time.ts';
import { CelError, Optional, type Timestamp, type TypeValue, type Value } from '../values/value.ts';
import { base64Rows } from './base64.ts';
import { encodeJson } from './json-encode.ts';
import { type NumberReader, parseJsonText } from './json-text.ts';
import { fn, type Library } from './library.ts';
import { trim } from './texts.ts';

const none = new Optional(undefined);
const unsupported = (digits: string): CelError => new CelError('conversion', `unsupported conversion to ref.Val: (json.Number)${digits}`);

const asDouble = (digits: string): Value => {
  const n = Number(digits);
  return Number.isFinite(n) ? double(n) : unsupported(digits);
};
/** Whole numbers are ints where they fit, else doubles. */
const DYNAMIC: NumberReader = {
  whole: (digits) => {
    const n = int(BigInt(digits));
    return n instanceof CelError ? asDouble(digits) : n;
  },
  fraction: asDouble,
};
/** Inside a list or map that was asked for by its type all numbers are doubles. */
const DOUBLES: NumberReader = { whole: asDouble, fraction: asDouble };

/** A value of any JSON type. At the top, numbers may have leading zeros, and a text may have bare quotes inside. */
function parseDynamic(text: string, numbers: NumberReader = DYNAMIC): Value | undefined {
  const s = trim(text);
  if (s.length >= 2 && s.startsWith('"') && s.endsWith('"') && !s.includes('\\')) return s.slice(1, -1);
  if (/^-?\d+$/.test(s)) return numbers.whole(s);
  if (/^-?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(s)) return numbers.fraction(s);
  const value = parseJsonText(text, numbers);
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;
}

const ofText = (text: string, read: (s: string) => Value | undefined): Value | undefined => {
  const s = parseDynamic(text);
  return typeof s === 'string' ? read(s) : undefined;
};
const good = (v: Value | undefined): Value | undefined => (v instanceof CelError ? undefined : v);

/** What a text must hold to be read as a type, by the type's run-time name. */
const READERS: Readonly<Record<string, (text: string) => Value | undefined>> = {
  dyn: (text) => parseDynamic(text),
  string: (text) => ofText(text, (s) => s),
  bool: (text) => (trim(text) === 'true' ? true : trim(text) === 'false' ? false : undefined),
  int: (text) => good(stringToInt(trim(text))),
  uint: (text) => good(stringToUint(trim(text))),
  double: (text) => {
    const n = /^[-\d]/.test(trim(text)) ? parseDouble(trim(text)) : undefined;
    return n === undefined || !Number.isFinite(n) ? undefined : double(n);
  },
  bytes: (text) => ofText(text, (s) => decodeBase64(s)),
  null_type: (text) => (trim(text) === 'null' ? null : undefined),
  'google.protobuf.Timestamp': (text) => ofText(text, readTimestamp),
  'google.protobuf.Duration': (text) => ofText(text, (s) => parseDuration(s)),
  list: (text) => {
    const v = parseJsonText(text, DOUBLES);
    return Array.isArray(v) ? (v as Value) : undefined;
  },
  map: (text) => {
    const v = parseJsonText(text, DOUBLES);
    return typeof v === 'object' && v !== null && !Array.isArray(v) ? v : undefined;
  },
};

/** RFC 3339, or seconds since the epoch. */
function readTimestamp(text: string): Timestamp | undefined {
  const s = trim(text);
  const seconds = /^-?\d+(\.\d+)?$/.test(s) ? Number(s) : undefined;
  const t = parseTimestamp(s) ?? (seconds === undefined ? undefined : timestamp(Math.trunc(seconds), Math.round((seconds % 1) * 1e9)));
  return t === undefined || t instanceof CelError ? undefined : t;
}

function parseAs(text: string, type: Value): Value {
  const { name } = type as TypeValue;
  return wrap(Object.hasOwn(READERS, name) ? READERS[name]?.(text) : undefined);
}
const wrap = (v: Value | undefined): Value => (v === undefined ? none : v instanceof CelError ? v : new Optional(v));

function encodeYaml(v: Value): Value {
  const json = encodeJson(v);
  if (json instanceof CelError) return json;
  return yamlTexts().yamlOf(parseJsonText(json, { whole: (digits) => BigInt(digits) as Value, fraction: Number as () => Value }));
}

/** The JSON text of a YAML document; undefined where there is no single good one. */
const yamlToJson = (text: string): string | undefined => (trim(text) === '' ? undefined : yamlTexts().readYaml(text));

const textual = (v: string | CelError): Value => v;

export const encoders: Library = {
  id: 'encoders',
  title: 'Encoders extension',
  overloads: [
    ...base64Rows,
    fn('json.encode', 'json_encode_dyn', [DYN], STRING, (v) => textual(encodeJson(v))),
    fn('json.parse', 'json_parse_string', [STRING], optional(DYN), (s) => wrap(parseDynamic(s as string))),
    fn('json.parse', 'json_parse_string_type', [STRING, typeType(T)], optional(T), (s, type) => parseAs(s as string, type)),
    fn('yaml.encode', 'yaml_encode_dyn', [DYN], STRING, encodeYaml),
    fn('yaml.parse', 'yaml_parse_string', [STRING], optional(DYN), (s) => {
      const json = yamlToJson(s as string);
      return json === undefined ? none : wrap(parseDynamic(json));
    }),
    fn('yaml.parse', 'yaml_parse_string_type', [STRING, typeType(T)], optional(T), (s, type) => {
      const json = yamlToJson(s as string);
      return json === undefined ? none : parseAs(json, type);
    }),
  ],
};
