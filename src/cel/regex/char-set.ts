// Sets of code points as sorted ranges: [first, last, first, last, …], not touching. Every character, class and property of a
// pattern is such a set, so the rest of the engine knows one kind of character test and nothing about flags.

export type CharSet = readonly number[];

export const MAX_CODE_POINT = 0x10ffff;
export const ANY: CharSet = [0, MAX_CODE_POINT];
export const NONE: CharSet = [];

/** Sorts and joins ranges given in any order. */
export function charSet(ranges: readonly (readonly [number, number])[]): CharSet {
  const out: number[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const end = out.at(-1);
    if (end !== undefined && first <= end + 1) out[out.length - 1] = Math.max(end, last);
    else out.push(first, last);
  }
  return out;
}

/** `azAZ__` → a to z, A to Z and _. */
export const spans = (text: string): CharSet =>
  charSet(Array.from({ length: text.length / 2 }, (_, i) => [text.charCodeAt(2 * i), text.charCodeAt(2 * i + 1)] as const));

const singles: CharSet[] = [];

/** One character. Those of ASCII are the same object every time, so that what is known of them is found again. */
export function single(c: number): CharSet {
  if (c > 127) return [c, c];
  const known = singles[c] ?? [c, c];
  singles[c] = known;
  return known;
}

export function* rangesOf(set: CharSet): Generator<readonly [number, number]> {
  for (let i = 0; i < set.length; i += 2) yield [set[i] as number, set[i + 1] as number];
}

export const union = (...sets: readonly CharSet[]): CharSet => sets.reduce(merged, NONE);

/** Both sets in one pass. */
function merged(a: CharSet, b: CharSet): CharSet {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && (a[i] as number) <= (b[j] as number));
    const first = (fromA ? a[i] : b[j]) as number;
    const last = (fromA ? a[i + 1] : b[j + 1]) as number;
    if (fromA) i += 2;
    else j += 2;
    const end = out.at(-1);
    if (end !== undefined && first <= end + 1) out[out.length - 1] = Math.max(end, last);
    else out.push(first, last);
  }
  return out;
}

export function complement(set: CharSet): CharSet {
  const out: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if ((set[i] as number) > next) out.push(next, (set[i] as number) - 1);
    next = (set[i + 1] as number) + 1;
  }
  if (next <= MAX_CODE_POINT) out.push(next, MAX_CODE_POINT);
  return out;
}

export const intersection = (a: CharSet, b: CharSet): CharSet => complement(union(complement(a), complement(b)));

export function overlaps(a: CharSet, b: CharSet): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if ((a[i + 1] as number) < (b[j] as number)) i += 2;
    else if ((b[j + 1] as number) < (a[i] as number)) j += 2;
    else return true;
  }
  return false;
}

export function contains(set: CharSet, c: number): boolean {
  let low = 0;
  let high = set.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (c < (set[2 * middle] as number)) high = middle - 1;
    else if (c > (set[2 * middle + 1] as number)) low = middle + 1;
    else return true;
  }
  return false;
}

/** The first 128 characters of a set as flags, for the loops of the automata. */
export const asciiOf = (set: CharSet): Uint8Array => Uint8Array.from({ length: 128 }, (_, c) => (contains(set, c) ? 1 : 0));

/** The only member, or undefined. */
export const onlyMember = (set: CharSet): number | undefined => (set.length === 2 && set[0] === set[1] ? set[0] : undefined);
