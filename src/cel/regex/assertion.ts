// Whether an assertion holds between two characters. -1 stands for the end of the text on either side.
import { contains } from './char-set.ts';
import { unicodeWord } from './properties.ts';
import type { Assertion } from './tree.ts';

export const EDGE = -1;

export function holds(what: Assertion, before: number, after: number): boolean {
  switch (what) {
    case 'text-start':
      return before === EDGE;
    case 'text-end':
      return after === EDGE;
    case 'line-start':
      return before === EDGE || before === 10;
    case 'line-end':
      return after === EDGE || after === 10;
    case 'word-boundary':
      return isWord(before) !== isWord(after);
    case 'no-word-boundary':
      return isWord(before) === isWord(after);
    case 'unicode-word-boundary':
      return isUnicodeWord(before) !== isUnicodeWord(after);
    case 'no-unicode-word-boundary':
      return isUnicodeWord(before) === isUnicodeWord(after);
    case 'unicode-word-start':
      return !isUnicodeWord(before) && isUnicodeWord(after);
    case 'unicode-word-end':
      return isUnicodeWord(before) && !isUnicodeWord(after);
    case 'unicode-word-start-half':
      return !isUnicodeWord(before);
    case 'unicode-word-end-half':
      return !isUnicodeWord(after);
    case 'crlf-line-start':
      return before === EDGE || before === 10 || (before === 13 && after !== 10);
    case 'crlf-line-end':
      return after === EDGE || after === 13 || (after === 10 && before !== 13);
  }
}

const isWord = (c: number) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
const isUnicodeWord = (c: number) => (c < 128 ? isWord(c) : contains(unicodeWord(), c));
