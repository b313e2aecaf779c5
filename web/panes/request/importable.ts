// Whether a pasted text is a whole request in some form, and not an address: cheap enough for every paste.

export function looksImportable(text: string): boolean {
  const start = text.trimStart().slice(0, 200);
  if (/^(?:\$ )?curl\s/i.test(start)) return true;
  if (/^[A-Z]{3,10} \S+ HTTP\/\d/.test(start)) return true;
  return start.startsWith('{') || /"[A-Z]{3,10} \S+ HTTP\/\d/.test(start);
}
