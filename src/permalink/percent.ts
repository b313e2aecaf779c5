// Percent-encoded text of a link made by hand: what is encoded is decoded, and what is no encoding stays as it is, since people forget to write `%25`.

/** Decodes UTF-8 by percent signs. `cut`: the text ends within a sign. Never throws. */
export function decodePercent(text: string): { readonly text: string; readonly end: 'whole' | 'cut' } {
  const tail = /%[0-9a-f]?$/i.exec(text);
  const body = tail === null ? text : text.slice(0, tail.index);
  return { text: body.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun), end: tail === null ? 'whole' : 'cut' };
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16)));
  }
}
