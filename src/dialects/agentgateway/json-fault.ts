// JSON texts as the real program's parser (serde_json) reads them, and where one stops being JSON, in its words for the usual cases.

/** So many lists and maps may stand within one another. */
const MOST_DEPTH = 127;

export type ReadJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string };

export function readJson(text: string): ReadJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: jsonFault(text) };
  }
  return isDeeper(value, MOST_DEPTH) ? { ok: false, fault: `recursion limit exceeded ${endOf(shallowPart(text))}` } : { ok: true, value };
}

/** A JSON text's value; undefined where it is none. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  const read = readJson(text);
  return read.ok ? read : undefined;
}

const isDeeper = (value: unknown, most: number): boolean =>
  typeof value === 'object' && value !== null && (most === 0 || Object.values(value).some((one) => isDeeper(one, most - 1)));

/** A good JSON text up to the bracket that is one too many. */
function shallowPart(text: string): string {
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') isQuoted = !isQuoted;
    else if (isQuoted) i += c === '\\' ? 1 : 0;
    else if (c === '[' || c === '{') depth++;
    else if (c === ']' || c === '}') depth--;
    if (depth > MOST_DEPTH) return text.slice(0, i + 1);
  }
  return text;
}

function jsonFault(text: string): string {
  if (text.trim() === '') return 'EOF while parsing a value at line 1 column 0';
  const word = /^\s*([a-z]+)/.exec(text)?.[1];
  if (word === undefined || !/^[tfn]/.test(word)) return 'expected value at line 1 column 1';
  const literal = ({ t: 'true', f: 'false', n: 'null' } as const)[word[0] as 't' | 'f' | 'n'];
  let same = 0;
  while (same < literal.length && literal[same] === word[same]) same++;
  return `expected ident at line 1 column ${same + 1}`;
}

/** What is said of an object that lacks a field: where the object ends. */
export function missingField(name: string, text: string): string {
  return `missing field \`${name}\` ${endOf(text.trimEnd())}`;
}

/** Where a text ends: `at line 1 column 3`. */
function endOf(text: string): string {
  const lines = text.split('\n');
  return `at line ${lines.length} column ${new TextEncoder().encode(lines.at(-1) ?? '').length}`;
}
