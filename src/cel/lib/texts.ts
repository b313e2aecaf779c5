// What the libraries of several profiles do with a text: replacing in it, trimming it, its ASCII letters. Linear in the text; what
// would grow beyond the bound stops the run.
import { MAX_TEXT, spend, tooLarge } from '../values/meter.ts';
import { codePoints } from '../values/strings.ts';
import type { Value } from '../values/value.ts';

export type Int = number | bigint;

/** Replaces the first `limit` occurrences (all when negative); an empty text stands before every code point and at the end. */
export function replace(s: string, old: string, by: string, limit: Int): Value {
  if (limit === 0 || old === by) return s;
  const found = old === '' ? codePoints(s) + 1 : occurrences(s, old);
  const count = limit < 0 || limit > found ? found : Number(limit);
  if (s.length + count * by.length > MAX_TEXT) tooLarge();
  spend(s.length + count * by.length);
  if (count === found) return s.replaceAll(old === '' ? BETWEEN : old, () => by);
  let left = count;
  return s.replaceAll(old === '' ? BETWEEN : old, (part) => (left-- > 0 ? by : part));
}

/** Before every code point and at the end. */
const BETWEEN = /(?:)/gu;

function occurrences(s: string, part: string): number {
  let n = 0;
  for (let at = s.indexOf(part); at >= 0; at = s.indexOf(part, at + part.length)) n++;
  return n;
}

const WHITE = '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING_WHITE = new RegExp(`^[${WHITE}]+`);
const IS_WHITE = new RegExp(`^[${WHITE}]$`);

/** Without the white space of Unicode at both ends. */
export function trim(s: string): string {
  const left = s.replace(LEADING_WHITE, '');
  let end = left.length;
  while (end > 0 && IS_WHITE.test(left[end - 1] as string)) end--;
  return left.slice(0, end);
}

export const lowerAscii = (s: string): string => s.replace(/[A-Z]+/g, (part) => part.toLowerCase());
export const upperAscii = (s: string): string => s.replace(/[a-z]+/g, (part) => part.toUpperCase());
