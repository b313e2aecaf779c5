// What the functions of the strings extension do.
import type { LibraryDocs } from '../docs.ts';

export const stringsDocs: LibraryDocs = {
  charAt: {
    doc: 'The character at a position, counted in code points from 0; empty at the end.',
    examples: { '"hello".charAt(4)': '"o"', '"hello".charAt(5)': '""', '"hello".charAt(6)': 'error' },
  },
  indexOf: {
    doc: 'Position of the first occurrence, from a position on if one is given; -1 when there is none.',
    examples: { '"mellow".indexOf("l")': '2', '"mellow".indexOf("l", 3)': '3', '"mellow".indexOf("x")': '-1' },
  },
  lastIndexOf: {
    doc: 'Position of the last occurrence, at or before a position if one is given; -1 when there is none.',
    examples: { '"mellow".lastIndexOf("l")': '3', '"mellow".lastIndexOf("l", 2)': '2' },
  },
  lowerAscii: { doc: 'The letters A to Z in lower case; other characters stay.', examples: { '"TacoCÉ".lowerAscii()': '"tacocÉ"' } },
  upperAscii: { doc: 'The letters a to z in upper case; other characters stay.', examples: { '"tacocé".upperAscii()': '"TACOCé"' } },
  replace: {
    doc: 'Replaces every occurrence, or as many as the limit says.',
    examples: { '"hello hello".replace("he", "we")': '"wello wello"', '"hello hello".replace("he", "we", 1)': '"wello hello"' },
  },
  split: {
    doc: 'Parts between a separator; with a limit the last part is the rest.',
    examples: { '"a,b,c".split(",")': '["a", "b", "c"]', '"a,b,c".split(",", 2)': '["a", "b,c"]', '"ab".split("")': '["a", "b"]' },
  },
  substring: {
    doc: 'From a position to the end, or to before a second position.',
    examples: {
      '"tacocat".substring(4)': '"cat"',
      '"tacocat".substring(0, 4)': '"taco"',
      '"ab".substring(3)': 'error',
    },
  },
  trim: { doc: 'Without white space at both ends.', examples: { '"  trim\\n ".trim()': '"trim"' } },
  join: {
    doc: 'The strings of a list one after another, with a separator if one is given.',
    examples: { '["a", "b"].join("-")': '"a-b"', '["a", "b"].join()': '"ab"' },
  },
  format: {
    doc: 'Fills in the clauses %s, %d, %f, %e, %b, %x, %X and %o from a list; %.2f sets the digits after the point.',
    examples: { '"%s has %d, %.1f%%".format(["x", 3, 1.25])': '"x has 3, 1.2%"', '"%x".format([255])': '"ff"' },
  },
  reverse: { doc: 'The characters in reverse order.', examples: { '"gums".reverse()': '"smug"' } },
  'strings.quote': {
    doc: 'The string in double quotes, with escapes where they are needed.',
    examples: { 'strings.quote(\'say "hi"\')': '"\\"say \\\\\\"hi\\\\\\"\\""' },
  },
};
