// The body of a raw HTTP/1 message by its framing: Content-Length, or chunks.
import { latin1Bytes } from './bytes.ts';
import type { HeaderPairs } from './headers.ts';
import type { ReportFault } from './raw-fault.ts';

/** The body's bytes as far as they are there; faults of the framing are reported. Without framing there is no body. */
export function readBody(raw: string, start: number, headers: HeaderPairs, fault: ReportFault): Uint8Array {
  const all = (wanted: string): readonly string[] => headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const lengths = all('content-length');
  const encodings = all('transfer-encoding').flatMap((value) => value.split(',').map((coding) => coding.trim().toLowerCase()));
  if (lengths.some((length) => !/^\d{1,15}$/.test(length))) fault('bad-content-length', 'Content-Length is not a number.', 0, 0);
  if (new Set(lengths).size > 1) fault('content-lengths-differ', 'There are two Content-Length headers with different values.', 0, 0);
  if (lengths.length > 0 && encodings.length > 0)
    fault('content-length-and-chunked', 'A message has Content-Length and Transfer-Encoding.', 0, 0);
  if (encodings.length > 0) {
    if (encodings.at(-1) === 'chunked') return chunks(raw, start, fault);
    fault('bad-transfer-encoding', 'The last transfer coding is not chunked.', 0, 0);
    return latin1Bytes(raw.slice(start));
  }
  const declared = lengths[0] === undefined || !/^\d{1,15}$/.test(lengths[0]) ? 0 : Number(lengths[0]);
  const body = raw.slice(start, start + declared);
  if (body.length < declared)
    fault('unfinished-body', `Content-Length is ${declared}, but ${body.length} bytes follow.`, raw.length, raw.length);
  if (raw.length > start + declared) fault('text-after-message', 'Bytes follow the message.', start + declared, raw.length);
  return latin1Bytes(body);
}

function chunks(raw: string, start: number, fault: ReportFault): Uint8Array {
  let body = '';
  let at = start;
  for (;;) {
    const line = /([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/y;
    line.lastIndex = at;
    const size = line.exec(raw);
    if (size === null) {
      const finished = at < raw.length;
      fault(
        finished ? 'bad-chunk' : 'unfinished-body',
        finished ? 'A chunk size is expected here.' : 'The last chunk is missing.',
        at,
        raw.length,
      );
      return latin1Bytes(body);
    }
    const length = Number.parseInt(size[1] as string, 16);
    at += size[0].length;
    if (length === 0) return endOfChunks(raw, at, body, fault);
    body += raw.slice(at, at + length);
    at += length;
    const end = /^\r?\n/.exec(raw.slice(at, at + 2));
    if (end === null) {
      fault(
        at >= raw.length ? 'unfinished-body' : 'bad-chunk',
        'A chunk is not followed by a line break.',
        Math.min(at, raw.length),
        raw.length,
      );
      return latin1Bytes(body);
    }
    at += end[0].length;
  }
}

/** Trailers up to the blank line. */
function endOfChunks(raw: string, start: number, body: string, fault: ReportFault): Uint8Array {
  const trailers = /(?:[^\r\n]+\r?\n)*\r?\n/y;
  trailers.lastIndex = start;
  const found = trailers.exec(raw);
  if (found === null) fault('unfinished-body', 'The message does not end after its last chunk.', raw.length, raw.length);
  else if (start + found[0].length < raw.length)
    fault('text-after-message', 'Bytes follow the message.', start + found[0].length, raw.length);
  return latin1Bytes(body);
}
