// Words of expressions, held as engines hold property names. The same few stand in most expressions of a process: a word that was seen
// lately is taken from here, and is then found at once in every table that knows it.
import { kindOfWord, type TokenKind } from './token.ts';

export interface Word {
  readonly text: string;
  readonly kind: TokenKind;
}

const SLOTS = 512;
const LONGEST = 64;
const seen: (Word | undefined)[] = new Array(SLOTS).fill(undefined);

/** The word from `start` to `end`; `hash` is any number that equal words share. */
export function wordAt(text: string, start: number, end: number, hash: number): Word {
  const slot = hash & (SLOTS - 1);
  const known = seen[slot];
  if (known !== undefined && known.text.length === end - start && text.startsWith(known.text, start)) return known;
  const cut = text.slice(start, end);
  const word = { text: end - start > LONGEST ? cut : (Object.keys({ [cut]: true })[0] ?? cut), kind: kindOfWord(cut) };
  if (end - start <= LONGEST) seen[slot] = word;
  return word;
}
