// Go's `%q`: a text in double quotes, in which what is not printable is escaped by its number.

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const UNPRINTABLE = /["\\]|(?! )[\p{C}\p{Z}]/gu;

export const goQuote = (s: string): string => `"${s.replace(UNPRINTABLE, (c) => SHORT[c] ?? numbered(c.codePointAt(0) as number))}"`;

function numbered(code: number): string {
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
