// Where a text stops being JSON, in the words of the real program's parser for the usual cases.

export function jsonFault(text: string): string {
  if (text.trim() === '') return 'EOF while parsing a value at line 1 column 0';
  const word = /^\s*([a-z]+)/.exec(text)?.[1];
  if (word === undefined || !/^[tfn]/.test(word)) return 'expected value at line 1 column 1';
  const literal = ({ t: 'true', f: 'false', n: 'null' } as const)[word[0] as 't' | 'f' | 'n'];
  let same = 0;
  while (same < literal.length && literal[same] === word[same]) same++;
  return `expected ident at line 1 column ${same + 1}`;
}

/** What is said of an object that lacks a field: where the object ends. */
export function missingField(name: string, text: string): string {
  const lines = text.trimEnd().split('\n');
  return `missing field \`${name}\` at line ${lines.length} column ${new TextEncoder().encode(lines.at(-1) ?? '').length}`;
}
