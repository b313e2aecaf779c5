// A value as a CEL expression: nothing about its type is lost. The rules are those of the headless contract; maps are sorted
// by the type of the key, then its value, so that equal values have equal texts.
import { unreachable } from '../../base/assert.ts';
import { compare } from './compare.ts';
import { doubleLiteral } from './double-text.ts';
import { kindOf, type ListValue, listAt, listSize, type MapValue, mapEntries } from './kind.ts';
import { spend } from './meter.ts';
import { numberOf } from './number.ts';
import { formatDuration, formatTimestamp } from './time.ts';
import type { CelError, Duration, Message, Opaque, Optional, Timestamp, TypeValue, Uint, Value } from './value.ts';

export function text(v: Value): string {
  spend(1);
  const kind = kindOf(v);
  switch (kind) {
    case 'null':
      return 'null';
    case 'bool':
    case 'int':
      return String(v);
    case 'uint':
      return `${(v as Uint).value}u`;
    case 'double':
      return doubleLiteral(numberOf(v) as number);
    case 'string':
      return quote(v as string);
    case 'bytes':
      return bytesText(v as Uint8Array);
    case 'timestamp':
      return `timestamp("${formatTimestamp(v as Timestamp)}")`;
    case 'duration':
      return `duration("${formatDuration(v as Duration)}")`;
    case 'list':
      return listText(v as ListValue);
    case 'map':
      return mapText(v as MapValue);
    case 'type':
      return (v as TypeValue).name;
    case 'optional':
      return optionalText(v as Optional);
    case 'message':
    case 'opaque':
      return (v as Message | Opaque).text();
    case 'error':
      return `error: ${(v as CelError).message}`;
    default:
      return unreachable(kind);
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A string literal in double quotes; control characters as `\u00xx`. */
export const quote = (s: string): string =>
  `"${s.replace(/[\\"\p{Cc}]/gu, (c) => ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;

/** Printable ASCII as it is, every other byte as `\xNN`. */
function bytesText(b: Uint8Array): string {
  let out = 'b"';
  for (const byte of b) {
    if (byte === 0x22 || byte === 0x5c) out += `\\${String.fromCharCode(byte)}`;
    else out += byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `${out}"`;
}

function listText(l: ListValue): string {
  const parts: string[] = [];
  for (let i = 0; i < listSize(l); i++) parts.push(text(listAt(l, i)));
  return `[${parts.join(', ')}]`;
}

const mapText = (m: MapValue): string =>
  `{${sortedEntries(m)
    .map(([k, v]) => `${text(k)}: ${text(v)}`)
    .join(', ')}}`;

const rank = (key: Value): number => (typeof key === 'boolean' ? 0 : typeof key === 'string' ? 2 : 1);

/** Entries by key: bools, numbers by value, strings by code point. */
export const sortedEntries = (m: MapValue): readonly (readonly [Value, Value])[] =>
  [...mapEntries(m)].sort(([a], [b]) => rank(a) - rank(b) || (compare(a, b) ?? 0));

const optionalText = (o: Optional): string => (o.value === undefined ? 'optional.none()' : `optional.of(${text(o.value)})`);
