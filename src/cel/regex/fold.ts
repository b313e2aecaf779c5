// Simple case folding: the characters that count as one under (?i). ASCII is a small table; for the rest the orbits are found
// once, from the case mappings of the host. (Of the one-to-one mappings only that of the dotless i is no folding.)
import { type CharSet, charSet, rangesOf, union } from './char-set.ts';

/** The set with every character that folds to one of its members. */
export function folded(set: CharSet): CharSet {
  const extra: [number, number][] = [];
  for (const [first, last] of rangesOf(set)) {
    foldAscii(Math.max(first, 65), Math.min(last, 90), 32, extra);
    foldAscii(Math.max(first, 97), Math.min(last, 122), -32, extra);
    if (first <= 107 && last >= 107) extra.push([KELVIN, KELVIN]);
    if (first <= 75 && last >= 75) extra.push([KELVIN, KELVIN]);
    if ((first <= 115 && last >= 115) || (first <= 83 && last >= 83)) extra.push([LONG_S, LONG_S]);
    if (last > 127) foldBeyondAscii(Math.max(first, 128), last, extra);
  }
  return extra.length === 0 ? set : union(set, charSet(extra));
}

/** The same for the letters of ASCII among themselves. */
export function foldedAscii(set: CharSet): CharSet {
  const extra: [number, number][] = [];
  for (const [first, last] of rangesOf(set)) {
    foldAscii(Math.max(first, 65), Math.min(last, 90), 32, extra);
    foldAscii(Math.max(first, 97), Math.min(last, 122), -32, extra);
  }
  return union(set, charSet(extra));
}

const KELVIN = 0x212a;
const LONG_S = 0x17f;
const DOTLESS_I = 0x131;

function foldAscii(first: number, last: number, distance: number, out: [number, number][]): void {
  if (first <= last) out.push([first + distance, last + distance]);
}

function foldBeyondAscii(first: number, last: number, out: [number, number][]): void {
  const known = orbits();
  // A range wider than the table is walked by the table.
  if (last - first > known.size) {
    for (const [c, others] of known) if (c >= first && c <= last) for (const other of others) out.push([other, other]);
    return;
  }
  for (let c = first; c <= last; c++) for (const other of known.get(c) ?? []) out.push([other, other]);
}

let table: ReadonlyMap<number, readonly number[]> | undefined;

/** Every character beyond ASCII that folds, with the others of its orbit. */
function orbits(): ReadonlyMap<number, readonly number[]> {
  table ??= findOrbits();
  return table;
}

function findOrbits(): ReadonlyMap<number, readonly number[]> {
  const out = new Map<number, Set<number>>();
  const join = (a: number, b: number) => {
    const members = new Set([a, b, ...(out.get(a) ?? []), ...(out.get(b) ?? [])]);
    for (const member of members) out.set(member, members);
  };
  for (let c = 128; c < 0x1e944; c++) {
    // Ideographs and Hangul have no case.
    if (c === 0x3400) c = 0xa640;
    if (c === 0xac00) c = 0xf900;
    if (c === DOTLESS_I) continue;
    const text = String.fromCodePoint(c);
    for (const mapped of [text.toLowerCase(), text.toUpperCase()]) {
      const other = mapped.codePointAt(0) as number;
      if (other !== c && mapped.length === (other > 0xffff ? 2 : 1)) join(c, other);
    }
  }
  return new Map([...out].map(([c, members]) => [c, [...members].filter((member) => member !== c)]));
}
