// Raw deflate, with a cap while inflating: 64 MiB of zeros fit into 87,000 characters of a link.
import { deflateSync, Inflate } from 'fflate';

/** Bytes pushed at once while inflating; one push can grow by at most about 1,000. */
const STEP = 512;

export const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9 });

export interface Inflated {
  readonly bytes: Uint8Array;
  /** `cut`: the stream ended early or is damaged, `bytes` is what came before; `large`: the cap was reached. */
  readonly end: 'whole' | 'cut' | 'large';
}

/** Inflates at most `cap` bytes. */
export function inflate(packed: Uint8Array, cap: number): Inflated {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  const stream = new Inflate((chunk, final) => {
    chunks.push(chunk);
    size += chunk.length;
    whole = final;
  });
  try {
    // Never the last chunk: a cut stream then still gives what it has. Only the empty push at the end asks whether it is whole.
    for (let i = 0; i < packed.length && size <= cap; i += STEP) stream.push(packed.subarray(i, i + STEP), false);
    if (size <= cap) stream.push(new Uint8Array(0), true);
  } catch {
    whole = false;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes: bytes.subarray(0, cap), end: size > cap ? 'large' : whole ? 'whole' : 'cut' };
}
