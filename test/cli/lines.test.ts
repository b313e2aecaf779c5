import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchLine, linesOf } from '../../src/cli/batch/lines.ts';

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] as number);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(text: string, sizes: readonly number[] = [], maxLine?: number): Promise<readonly BatchLine[]> {
  const out: BatchLine[] = [];
  for await (const line of linesOf(chunksOf(new TextEncoder().encode(text), sizes), maxLine)) out.push(line);
  return out;
}

describe('lines of a stream', () => {
  it('are the same however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', ' ', '\r') }),
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }),
        async (text, sizes) => {
          const expected = text.split('\n').filter((line) => line.trim() !== '');
          expect(await read(text, sizes)).toEqual(expected.map((line) => ({ kind: 'line', text: line })));
        },
      ),
    );
  });

  it('that are too long are told, and the next ones are read', async () => {
    expect(await read(`${'x'.repeat(20)}\nok\n${'y'.repeat(20)}`, [3], 10)).toEqual([
      { kind: 'too-long' },
      { kind: 'line', text: 'ok' },
      { kind: 'too-long' },
    ]);
  });
});
