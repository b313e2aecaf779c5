// The regex extension: `regex.extract`, `regex.extractAll`, `regex.replace`. Replacements name groups by `\1`, never `$1`.
import type { Match, Regex } from '../regex/regex.ts';
import { INT, list, optional, STRING } from '../types/type.ts';
import { invalid } from '../values/fault.ts';
import { MAX_TEXT, tooLarge } from '../values/meter.ts';
import { CelError, Optional, type Value } from '../values/value.ts';
import { fn, type Library, type Overload, type Run } from './library.ts';
import { type MatchesOptions, pattern, withPattern } from './matches.ts';

const RE2: MatchesOptions = { dialect: 're2', constantsMustCompile: false };

const textOf = (text: string, span: { readonly start: number; readonly end: number }): string => text.slice(span.start, span.end);

/** The one group of a pattern, or the whole match; an empty or absent group gives nothing. */
function extracted(text: string, match: Match, groups: number): string | undefined {
  if (groups === 0) return textOf(text, match);
  const group = match.groups[0];
  return group === undefined || group.start === group.end ? undefined : textOf(text, group);
}

const tooManyGroups = (re: Regex): CelError =>
  invalid(`regular expression has more than one capturing group: ${JSON.stringify(re.source)}`);

function extract(re: Regex, text: string): Value {
  if (re.groups > 1) return tooManyGroups(re);
  const match = re.find(text);
  return new Optional(match === undefined ? undefined : extracted(text, match, re.groups));
}

function extractAll(re: Regex, text: string): Value {
  if (re.groups > 1) return tooManyGroups(re);
  return re
    .findAll(text)
    .map((match) => extracted(text, match, re.groups))
    .filter((part) => part !== undefined);
}

type Piece = string | number;

/** A replacement as text and numbers of groups. */
function readReplacement(by: string, groups: number): readonly Piece[] | CelError {
  const pieces: Piece[] = [];
  const points = [...by];
  for (let i = 0; i < points.length; i++) {
    const c = points[i] as string;
    if (c !== '\\') {
      pieces.push(c);
      continue;
    }
    const next = points[++i];
    if (next === undefined) return invalid(`invalid replacement string: '${by}' \\ not allowed at end`);
    if (next === '\\') pieces.push('\\');
    else if (!/^\d$/.test(next)) return invalid(`invalid replacement string: '${by}' \\ must be followed by a digit or \\`);
    else if (Number(next) > groups) return invalid(`replacement string references group ${next} but re has only ${groups} group(s)`);
    else pieces.push(Number(next));
  }
  return pieces;
}

/** Replaces the first `limit` matches, all where it is negative. A bad replacement only counts where something matches. */
function replace(re: Regex, text: string, by: string, limit: number | bigint): Value {
  const matches = re.findAll(text, limit < 0 ? undefined : Number(limit));
  if (matches.length === 0) return text;
  const pieces = readReplacement(by, re.groups);
  if (pieces instanceof CelError) return pieces;
  const out: string[] = [];
  let last = 0;
  let length = 0;
  for (const match of matches) {
    out.push(text.slice(last, match.start));
    for (const piece of pieces) {
      const span = typeof piece === 'string' ? undefined : piece === 0 ? match : match.groups[piece - 1];
      const part = typeof piece === 'string' ? piece : span === undefined ? '' : textOf(text, span);
      length += part.length;
      out.push(part);
    }
    if (length > MAX_TEXT) tooLarge();
    last = match.end;
  }
  out.push(text.slice(last));
  return out.join('');
}

/** A row whose second argument is the pattern. */
function row(
  name: string,
  id: string,
  params: Parameters<typeof fn>[2],
  result: Parameters<typeof fn>[3],
  use: (re: Regex) => Run,
): Overload {
  const run: Run = (...args) => {
    if (args[3] === 0) return args[0] as Value;
    const re = pattern(args[1] as string, RE2);
    return re instanceof CelError ? re : use(re)(...args);
  };
  return { ...fn(name, id, params, result, run), specialise: withPattern(RE2, 1, use) };
}

export const regex: Library = {
  id: 're',
  title: 'Regex extension',
  overloads: [
    row('regex.extract', 'regex_extract_string_string', [STRING, STRING], optional(STRING), (re) => (s) => extract(re, s as string)),
    row('regex.extractAll', 'regex_extractAll_string_string', [STRING, STRING], list(STRING), (re) => (s) => extractAll(re, s as string)),
    row(
      'regex.replace',
      'regex_replace_string_string_string',
      [STRING, STRING, STRING],
      STRING,
      (re) => (s, _, by) => replace(re, s as string, by as string, -1),
    ),
    row(
      'regex.replace',
      'regex_replace_string_string_string_int',
      [STRING, STRING, STRING, INT],
      STRING,
      (re) => (s, _, by, n) => replace(re, s as string, by as string, n as number | bigint),
    ),
  ],
};
