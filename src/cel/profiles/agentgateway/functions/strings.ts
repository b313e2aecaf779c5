// String functions: methods only. Offsets count characters (code points) and cannot be negative; `substring` clamps its end.

import { type Overload, variadic } from '../../../lib/library.ts';
import { pattern, withPattern } from '../../../lib/matches.ts';
import { lowerAscii, replace, trim, upperAscii } from '../../../lib/texts.ts';
import type { Regex } from '../../../regex/regex.ts';
import { BOOL, DYN, INT, list, STRING } from '../../../types/type.ts';
import { MAX_TEXT, spend, tooLarge } from '../../../values/meter.ts';
import { codePointOffset, codePoints, unitOffset } from '../../../values/strings.ts';
import { CelError, type Value } from '../../../values/value.ts';
import { failed, methodRow, noText, selfRows } from '../rows.ts';
import { plain } from '../text-value.ts';

type Int = number | bigint;

const negative = (i: Int): CelError => new CelError('conversion', `cannot convert ${i} to an offset`);

function charAt(s: string, i: Int): Value {
  if (i < 0) return negative(i);
  return i < codePoints(s)
    ? String.fromCodePoint(s.codePointAt(unitOffset(s, Number(i))) as number)
    : failed('charAt', `no character ${i}`);
}

function indexOf(s: string, part: string, from: Int): Value {
  if (from < 0) return negative(from);
  if (from >= codePoints(s)) return -1;
  const unit = s.indexOf(part, unitOffset(s, Number(from)));
  return unit < 0 ? -1 : codePointOffset(s, unit);
}

function lastIndexOf(s: string, part: string, from: Int | undefined): Value {
  if (from !== undefined && from < 0) return negative(from);
  if (from !== undefined && from >= codePoints(s)) return -1;
  const unit = s.lastIndexOf(part, from === undefined ? undefined : unitOffset(s, Number(from)));
  return unit < 0 ? -1 : codePointOffset(s, unit);
}

/** An empty separator stands before every character and at the end, as in Rust. */
function split(s: string, separator: string, limit: Int): Value {
  if (limit === 0) return [];
  const parts = separator === '' ? ['', ...s, ''] : s.split(separator);
  spend(parts.length);
  if (limit < 0 || parts.length <= limit) return parts;
  const n = Number(limit);
  return [...parts.slice(0, n - 1), parts.slice(n - 1).join(separator)];
}

function substring(s: string, start: Int, end: Int | undefined): Value {
  const n = codePoints(s);
  const stop = end ?? n;
  if (start < 0 || stop < 0) return negative(start < 0 ? start : stop);
  if (stop < start) return failed('substring', "can't have end before start");
  const at = (i: Int): number => unitOffset(s, Math.min(Number(i), n));
  return s.slice(at(start), at(stop));
}

function join(parts: readonly Value[], separator: string): Value {
  const texts = parts.map(plain);
  if (texts.some((part) => typeof part !== 'string')) return failed('join', 'expects a list of strings');
  spend(texts.length);
  const length = texts.reduce((sum: number, part) => sum + (part as string).length + separator.length, 0);
  return length > MAX_TEXT ? tooLarge() : texts.join(separator);
}

/** A method with a fixed number of arguments, of which the last may be left out. */
const flexible = (name: string, params: Parameters<typeof methodRow>[1], result: Parameters<typeof methodRow>[2], run: Overload['run']) => [
  methodRow(name, params.slice(0, -1), result, run),
  methodRow(name, params, result, run),
  // More is refused, unlike elsewhere.
  variadic(methodRow(name, [...params, DYN, DYN], result, () => failed(name, 'too many arguments'))),
];

const RUST = { dialect: 'rust', constantsMustCompile: false } as const;

/** Replaces the first match; `$1`, `${1}` and `${name}` in the replacement stand for groups. */
function regexReplace(regex: Regex, s: string, by: string): Value {
  const match = regex.find(s);
  if (match === undefined) return s;
  const group = (name: string): string => {
    const index = /^\d+$/.test(name) ? Number(name) : regex.names.get(name);
    const span = index === 0 ? match : index === undefined ? undefined : match.groups[index - 1];
    return span === undefined ? '' : s.slice(span.start, span.end);
  };
  const text = by.replace(/\$(?:\$|\{([^}]*)\}|(\w+))/g, (whole, braced?: string, bare?: string) =>
    whole === '$$' ? '$' : group((braced ?? bare) as string),
  );
  if (s.length + text.length > MAX_TEXT) tooLarge();
  return s.slice(0, match.start) + text + s.slice(match.end);
}

const regexReplaceRow: Overload = {
  ...methodRow('regexReplace', [STRING, STRING, STRING], STRING, (s, source, by) => {
    const regex = pattern(source as string, RUST);
    return regex instanceof CelError ? regex : regexReplace(regex, s as string, by as string);
  }),
};

/** `matches` over host texts too: the standard rows want strings. */
const matchesRuns = selfRows('matches', [STRING, STRING], BOOL, (s, source) => {
  const regex = pattern(source as string, RUST);
  return regex instanceof CelError ? regex : regex.test(s as string);
}).map((row): Overload => (row.receiver ? { ...row, specialise: withPattern(RUST, 1, (regex) => (s) => testText(regex, s)) } : row));

/** With a pattern that is written out, what is no text counts as a missing key. */
function testText(regex: Regex, s: Value): Value {
  const text = plain(s);
  return typeof text === 'string' ? regex.test(text) : noText();
}

export const stringRows: readonly Overload[] = [
  methodRow('charAt', [STRING, INT], STRING, (s, i) => charAt(s as string, i as Int)),
  ...flexible('indexOf', [STRING, STRING, INT], INT, (s, part, from = 0) => indexOf(s as string, part as string, from as Int)),
  ...flexible('lastIndexOf', [STRING, STRING, INT], INT, (s, part, from) =>
    lastIndexOf(s as string, part as string, from as Int | undefined),
  ),
  methodRow('lowerAscii', [STRING], STRING, (s) => lowerAscii(s as string)),
  methodRow('upperAscii', [STRING], STRING, (s) => upperAscii(s as string)),
  methodRow('trim', [STRING], STRING, (s) => trim(s as string)),
  ...flexible('replace', [STRING, STRING, STRING, INT], STRING, (s, old, by, n = -1) =>
    replace(s as string, old as string, by as string, n as Int),
  ),
  ...flexible('split', [STRING, STRING, INT], list(STRING), (s, separator, n = -1) => split(s as string, separator as string, n as Int)),
  ...flexible('substring', [STRING, INT, INT], STRING, (s, start, end) => substring(s as string, start as Int, end as Int | undefined)),
  methodRow('stripPrefix', [STRING, STRING], STRING, (s, part) =>
    (s as string).startsWith(part as string) ? (s as string).slice((part as string).length) : s,
  ),
  methodRow('stripSuffix', [STRING, STRING], STRING, (s, part) =>
    (s as string).endsWith(part as string) ? (s as string).slice(0, (s as string).length - (part as string).length) : s,
  ),
  ...matchesRuns,
  regexReplaceRow,
];

/** `join` is also a method of header views, so its row stands with them. */
export const joinList = join;
