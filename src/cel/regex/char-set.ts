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

export const single = (c: number): CharSet => [c, c];

export function* rangesOf(set: CharSet): Generator<readonly [number, number]> {
  for (let i = 0; i < set.length; i += 2) yield [set[i] as number, set[i + 1] as number];
}

export const union = (...sets: readonly CharSet[]): CharSet =>
  sets.length === 1 ? (sets[0] as CharSet) : charSet(sets.flatMap((set) => [...rangesOf(set)]));

export function complement(set: CharSet): CharSet {
  const out: number[] = [];
  let next = 0;
  for (const [first, last] of rangesOf(set)) {
    if (first > next) out.push(next, first - 1);
    next = last + 1;
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

/** The only member, or undefined. */
export const onlyMember = (set: CharSet): number | undefined => (set.length === 2 && set[0] === set[1] ? set[0] : undefined);
