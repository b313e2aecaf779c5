// Lines of a byte stream, bounded: a line that is too long is passed over without being kept.

export type BatchLine = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'too-long' };

/** Longest line in bytes. */
export const MAX_LINE = 128 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Splits at LF. Blank lines are left out; the last line needs no LF. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxLine = MAX_LINE): AsyncGenerator<BatchLine> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const decoder = new TextDecoder();
  const take = (): BatchLine | undefined => {
    const line: BatchLine | undefined =
      size > maxLine ? { kind: 'too-long' } : lineOf(decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)));
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      const line = take();
      if (line !== undefined) yield line;
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  const last = take();
  if (last !== undefined) yield last;

  function keep(part: Uint8Array): void {
    size += part.length;
    if (size > maxLine) parts = [];
    else if (part.length > 0) parts.push(part);
  }
}

const lineOf = (text: string): BatchLine | undefined => (text.trim() === '' ? undefined : { kind: 'line', text });
