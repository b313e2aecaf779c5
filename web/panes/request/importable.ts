// Whether a pasted text is a whole request in some form, and not an address: cheap enough for every paste. An address has no white
// space in it; what has (a log line in a format of the configuration's own) is read by the worker, which knows the formats.

export function looksImportable(text: string): boolean {
  const start = text.trim().slice(0, 500);
  return start.startsWith('{') || /\s/.test(start);
}
