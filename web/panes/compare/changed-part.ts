// Where a line that took the place of another differs from it: what stands between their common beginning and their common end.

export interface Parts {
  readonly start: string;
  readonly changed: string;
  readonly end: string;
}

/** How much of a line may differ for the difference to say more than the line, as a share. */
const MOST = 0.7;

/** The parts of `text` beside `other`; undefined where they have too little in common, or one only continues the other's spaces. */
export function changedPart(text: string, other: string): Parts | undefined {
  const most = Math.min(text.length, other.length);
  let from = 0;
  while (from < most && text[from] === other[from]) from++;
  let back = 0;
  while (back < most - from && text[text.length - 1 - back] === other[other.length - 1 - back]) back++;
  // Never through a letter of two halves.
  if (isLow(text, from) || isLow(other, from)) from--;
  if (back > 0 && isLow(text, text.length - back)) back--;
  const longer = Math.max(text.trim().length, other.trim().length);
  const differs = Math.max(text.length, other.length) - from - back;
  if (differs > longer * MOST) return undefined;
  const to = text.length - back;
  return { start: text.slice(0, from), changed: text.slice(from, to), end: text.slice(to) };
}

const isLow = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));
