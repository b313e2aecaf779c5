// Strings are counted and compared in code points, as CEL does; JavaScript counts UTF-16 units. Texts without surrogates
// (nearly all) take the direct way.

const SURROGATE = /[\ud800-\udfff]/;

/** Whether every code point is one unit, so that offsets agree. */
export const isPlain = (s: string): boolean => !SURROGATE.test(s);

/** Number of code points. */
export function codePoints(s: string): number {
  let n = s.length;
  for (let i = 0; i < s.length; i++) if ((s.charCodeAt(i) & 0xfc00) === 0xd800 && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00) n--;
  return n;
}

/** The unit offset of a code point offset; the offset must be within the text. */
export function unitOffset(s: string, codePoint: number): number {
  if (isPlain(s)) return codePoint;
  let unit = 0;
  for (let i = 0; i < codePoint; i++) unit += (s.codePointAt(unit) as number) > 0xffff ? 2 : 1;
  return unit;
}

/** The code point offset of a unit offset. */
export const codePointOffset = (s: string, unit: number): number => codePoints(s.slice(0, unit));

/** -1, 0 or 1 by code points. Differs from `<` where a surrogate pair meets a unit above it (U+E000 … U+FFFF). */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) < rank(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Surrogates sort above every other unit. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit > 0xdfff ? unit - 0x800 : unit + 0x2000);
