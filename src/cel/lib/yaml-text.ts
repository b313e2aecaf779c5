// YAML for `yaml.parse` and `yaml.encode`, through the library: large, and loaded only where a profile has them.
import { Document, parseAllDocuments } from 'yaml';
import { formatShortest } from '../values/double-text.ts';
import { invalid } from '../values/fault.ts';
import { formatTimestamp } from '../values/time.ts';
import type { CelError, Timestamp, Value } from '../values/value.ts';
import { UNPRINTABLE } from './yaml-scalar.ts';
import { type PlainValue, writeYaml } from './yaml-write.ts';

/** The YAML of what was read from a JSON text; an error where Go's JSON of some controls is none that it reads back. */
export function yamlOf(plain: Value | undefined): string | CelError {
  return plain === undefined ? invalid('invalid character in string escape code') : writeYaml(plain as PlainValue);
}

/** Ints that only go-yaml reads beside those of YAML 1.2: binary ones, and digits with underscores. */
const GO_INT = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?(?:0b[01_]+|[1-9][0-9]*_[0-9_]*)$/,
  resolve: (text: string) => {
    const digits = text.replace(/^[-+]|_/g, '');
    return text.startsWith('-') ? -BigInt(digits) : BigInt(digits);
  },
};

/** The JSON text of a YAML document; undefined where there is no single good one. */
export function readYaml(text: string): string | undefined {
  // Halves of surrogate pairs are no YAML, nor is what cannot be printed.
  if (/\\u[dD][89a-fA-F]/.test(text) || UNPRINTABLE.test(text)) return undefined;
  const documents = parseAllDocuments(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n'), {
    intAsBigInt: true,
    customTags: ['timestamp', GO_INT],
    merge: true,
    maxAliasCount: 100,
  } as never);
  const [only] = documents;
  if (documents.length !== 1 || !(only instanceof Document) || only.errors.length > 0 || only.contents === null) return undefined;
  const read = plainData(only);
  return read === undefined ? undefined : plainJson(read.value);
}

/** Undefined where the library throws: aliases would expand a document beyond all measure, one names no anchor, what is merged is no map. */
function plainData(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100, mapAsMap: true }) };
  } catch {
    return undefined;
  }
}

/** A key as Go prints what it read; undefined for a list or map. */
function keyText(key: unknown): string | undefined {
  if (key instanceof Map || Array.isArray(key)) return undefined;
  if (key === null) return '<nil>';
  if (typeof key === 'number') return formatShortest(key);
  if (!(key instanceof Date)) return String(key);
  return key.toISOString().replace(/^(.*)T(.*?)\.?0*Z$/, '$1 $2 +0000 UTC');
}

/** JSON of plain data; undefined where a number has no JSON form, or where something stands in itself: an alias can do that. */
function plainJson(v: unknown, around: readonly unknown[] = []): string | undefined {
  if (typeof v === 'bigint') return String(v);
  if (typeof v === 'number') return Number.isFinite(v) ? String(v) : undefined;
  if (v instanceof Date) return JSON.stringify(formatTimestamp({ seconds: v.getTime() / 1000, nanos: 0 } as Timestamp));
  if (v instanceof Uint8Array) return JSON.stringify(new TextDecoder().decode(v));
  if (typeof v !== 'object' || v === null) return JSON.stringify(v);
  if (around.includes(v)) return undefined;
  const outside = [...around, v];
  const parts = Array.isArray(v)
    ? v.map((item) => plainJson(item, outside))
    : [...(v as Map<unknown, unknown>)].map(([key, value]) => {
        const [name, text] = [keyText(key), plainJson(value, outside)];
        return name === undefined || text === undefined ? undefined : `${JSON.stringify(name)}:${text}`;
      });
  if (parts.includes(undefined)) return undefined;
  return Array.isArray(v) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}
