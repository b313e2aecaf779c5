// The strings extension. Offsets count code points. Everything is linear in the text, and what would grow beyond the bound
// stops the run.
import { DYN, INT, list, STRING } from '../types/type.ts';
import { outOfRange } from '../values/fault.ts';
import { type ListValue, toArray } from '../values/kind.ts';
import { MAX_LIST, MAX_TEXT, spend, tooLarge } from '../values/meter.ts';
import { codePointOffset, codePoints, unitOffset } from '../values/strings.ts';
import { CelError, type Value } from '../values/value.ts';
import { type Clauses, clauses, parseFormat, runFormat } from './format.ts';
import { fn, type Library, method, type Overload } from './library.ts';
import { type Int, lowerAscii, replace, trim, upperAscii } from './texts.ts';

function charAt(s: string, i: Int): Value {
  const n = codePoints(s);
  if (i < 0 || i > n) return outOfRange(i);
  const unit = unitOffset(s, Number(i));
  return unit >= s.length ? '' : String.fromCodePoint(s.codePointAt(unit) as number);
}

/** How a search that starts past the end is answered: the official suite wants an error, cel-go says not found. */
export type SearchPastEnd = 'error' | 'not-found';

const search =
  (past: SearchPastEnd) =>
  (s: string, part: string, from: Int): Value => {
    if (from < 0) return outOfRange(from);
    const n = codePoints(s);
    if (from > n) return past === 'error' ? outOfRange(from) : part === '' ? n : -1;
    const unit = s.indexOf(part, unitOffset(s, Number(from)));
    return unit < 0 ? -1 : codePointOffset(s, unit);
  };

const searchLast =
  (past: SearchPastEnd) =>
  (s: string, part: string, from: Int): Value => {
    if (from < 0) return outOfRange(from);
    const n = codePoints(s);
    if (from > n && past === 'error') return outOfRange(from);
    if (part === '') return from > n ? n : from;
    if (from >= n) return past === 'error' && from === n ? lastOffset(s, part, n) : -1;
    return lastOffset(s, part, Number(from));
  };

function lastOffset(s: string, part: string, from: number): number {
  const unit = s.lastIndexOf(part, unitOffset(s, Math.min(from, codePoints(s))));
  return unit < 0 ? -1 : codePointOffset(s, unit);
}

/** Parts between the separators; with a limit the last part is the rest. An empty separator gives the code points. */
export function split(s: string, separator: string, limit: Int): Value {
  if (limit === 0) return [];
  const parts = separator === '' ? [...s] : s.split(separator);
  if (parts.length > MAX_LIST) tooLarge();
  spend(parts.length);
  if (limit < 0 || parts.length <= limit) return parts;
  const n = Number(limit);
  return [...parts.slice(0, n - 1), parts.slice(n - 1).join(separator)];
}

export function substring(s: string, start: Int, end: Int): Value {
  const n = codePoints(s);
  if (start > end) return new CelError('invalid_argument', `invalid substring range. start: ${start}, end: ${end}`);
  if (start < 0 || start > n) return outOfRange(start);
  if (end < 0 || end > n) return outOfRange(end);
  return s.slice(unitOffset(s, Number(start)), unitOffset(s, Number(end)));
}

function substringFrom(s: string, start: Int): Value {
  return start < 0 || start > codePoints(s) ? outOfRange(start) : s.slice(unitOffset(s, Number(start)));
}

export const reverse = (s: string): string => [...s].reverse().join('');

export function join(l: ListValue, separator: string): Value {
  const parts = toArray(l);
  let length = 0;
  for (const part of parts) {
    if (typeof part !== 'string') return new CelError('invalid_argument', 'join: every element must be a string');
    length += part.length + separator.length;
  }
  spend(parts.length >> 2);
  if (length > MAX_TEXT) tooLarge();
  return parts.join(separator);
}

const QUOTED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};
const LONE_SURROGATE = /\p{Surrogate}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
const TO_QUOTE = /[\x07-\x0d\\"]/g;
export const quoteCel = (s: string): string => `"${s.replace(LONE_SURROGATE, '\ufffd').replace(TO_QUOTE, (c) => QUOTED[c] as string)}"`;

/** `format` with a table of clauses; a constant format is read once. */
export const formatRow = (table: Clauses): Overload => ({
  ...method('format', 'string_format', [STRING, list(DYN)], STRING, (s, args) =>
    runFormat(parseFormat(s as string, table), args as ListValue),
  ),
  clauses: table,
  specialise: ([s]) => {
    if (typeof s !== 'string') return undefined;
    const parts = parseFormat(s, table);
    return (_, args) => runFormat(parts, args as ListValue);
  },
});

export interface StringsOptions {
  readonly searchPastEnd: SearchPastEnd;
}

export function stringRows({ searchPastEnd }: StringsOptions): readonly Overload[] {
  const indexOf = search(searchPastEnd);
  const lastIndexOf = searchLast(searchPastEnd);
  return [
    method('charAt', 'string_char_at_int', [STRING, INT], STRING, (s, i) => charAt(s as string, i as Int)),
    method('indexOf', 'string_index_of_string', [STRING, STRING], INT, (s, part) => indexOf(s as string, part as string, 0)),
    method('indexOf', 'string_index_of_string_int', [STRING, STRING, INT], INT, (s, part, from) =>
      indexOf(s as string, part as string, from as Int),
    ),
    method('lastIndexOf', 'string_last_index_of_string', [STRING, STRING], INT, (s, part) =>
      lastOffset(s as string, part as string, codePoints(s as string)),
    ),
    method('lastIndexOf', 'string_last_index_of_string_int', [STRING, STRING, INT], INT, (s, part, from) =>
      lastIndexOf(s as string, part as string, from as Int),
    ),
    method('lowerAscii', 'string_lower_ascii', [STRING], STRING, (s) => lowerAscii(s as string)),
    method('upperAscii', 'string_upper_ascii', [STRING], STRING, (s) => upperAscii(s as string)),
    method('replace', 'string_replace_string_string', [STRING, STRING, STRING], STRING, (s, old, by) =>
      replace(s as string, old as string, by as string, -1),
    ),
    method('replace', 'string_replace_string_string_int', [STRING, STRING, STRING, INT], STRING, (s, old, by, n) =>
      replace(s as string, old as string, by as string, n as Int),
    ),
    method('split', 'string_split_string', [STRING, STRING], list(STRING), (s, separator) => split(s as string, separator as string, -1)),
    method('split', 'string_split_string_int', [STRING, STRING, INT], list(STRING), (s, separator, n) =>
      split(s as string, separator as string, n as Int),
    ),
    method('substring', 'string_substring_int', [STRING, INT], STRING, (s, start) => substringFrom(s as string, start as Int)),
    method('substring', 'string_substring_int_int', [STRING, INT, INT], STRING, (s, start, end) =>
      substring(s as string, start as Int, end as Int),
    ),
    method('trim', 'string_trim', [STRING], STRING, (s) => trim(s as string)),
    method('join', 'list_join', [list(STRING)], STRING, (l) => join(l as ListValue, '')),
    method('join', 'list_join_string', [list(STRING), STRING], STRING, (l, separator) => join(l as ListValue, separator as string)),
  ];
}

/** The newest version: with `format`, `reverse` and `strings.quote`. */
export const strings = (options: StringsOptions): Library => ({
  id: 'strings',
  title: 'Strings extension',
  overloads: [
    ...stringRows(options),
    formatRow(clauses),
    method('reverse', 'string_reverse', [STRING], STRING, (s) => reverse(s as string)),
    fn('strings.quote', 'strings_quote', [STRING], STRING, (s) => quoteCel(s as string)),
  ],
});
