// Escapes of JSON strings. The scanner has already reported bad ones; here each decodes to something.

const simple: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** The value of the characters between the quotes. */
export const decodeString = (inside: string): string =>
  inside.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex: string | undefined, char: string | undefined) =>
    hex === undefined ? (simple.get(char as string) ?? (char as string)) : String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** Whether `\` followed by the character at `offset` is an escape; `\u` needs four hex digits. */
export function isEscape(text: string, offset: number, singleQuotes: boolean): boolean {
  const char = text[offset];
  if (char === 'u') return /^[0-9a-fA-F]{4}$/.test(text.slice(offset + 1, offset + 5));
  return char !== undefined && ('"\\/bfnrt'.includes(char) || (singleQuotes && char === "'"));
}
