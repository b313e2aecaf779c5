// YAML for `yaml.parse` and `yaml.encode`, through the library: large, and loaded only where a profile has them.
import { Document, parseAllDocuments } from 'yaml';
import { formatTimestamp } from '../values/time.ts';
import type { Timestamp } from '../values/value.ts';

/** Controls but tab and the ends of lines, and what Unicode says is no character (YAML 1.1, 5.1). */
const UNPRINTABLE = /(?![\t\n\r\u0085])\p{Cc}|[\ufffe\uffff]/u;

/** The JSON text of a YAML document; undefined where there is no single good one. */
export function readYaml(text: string): string | undefined {
  // Halves of surrogate pairs are no YAML, nor is what cannot be printed.
  if (/\\u[dD][89a-fA-F]/.test(text) || UNPRINTABLE.test(text)) return undefined;
  const documents = parseAllDocuments(text, { intAsBigInt: true, customTags: ['timestamp'], maxAliasCount: 100 } as never);
  const [only] = documents;
  if (documents.length !== 1 || !(only instanceof Document) || only.errors.length > 0 || only.contents === null) return undefined;
  try {
    return plainJson(only.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    // The library throws where aliases would expand a document beyond all measure, and where one names no anchor.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** JSON of plain data; undefined where a number has no JSON form, or where something stands in itself: an alias can do that. */
function plainJson(v: unknown, around: readonly unknown[] = []): string | undefined {
  if (typeof v === 'bigint') return String(v);
  if (typeof v === 'number') return Number.isFinite(v) ? String(v) : undefined;
  if (v instanceof Date) return JSON.stringify(formatTimestamp({ seconds: v.getTime() / 1000, nanos: 0 } as Timestamp));
  if (typeof v !== 'object' || v === null) return JSON.stringify(v);
  if (around.includes(v)) return undefined;
  const outside = [...around, v];
  const parts = Array.isArray(v)
    ? v.map((item) => plainJson(item, outside))
    : Object.entries(v).map(([key, value]) => {
        const text = plainJson(value, outside);
        return text === undefined ? undefined : `${JSON.stringify(key)}:${text}`;
      });
  if (parts.includes(undefined)) return undefined;
  return Array.isArray(v) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

/** The text of plain data. */
export const writeYaml = (plain: unknown): string =>
  new Document(plain, { version: '1.1', sortMapEntries: true }).toString({ indent: 4, lineWidth: 0 });
