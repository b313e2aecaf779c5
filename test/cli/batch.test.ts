// How many lines a batch has on their way at once: memory is bounded whatever the lines are.
import { expect, it } from 'vitest';
import type { Answerer } from '../../src/cli/batch/answerer.ts';
import { answerAll } from '../../src/cli/batch/batch.ts';

/** Answers each line with itself, a turn later, and notes what was on its way. */
function watched(): { readonly answerer: Answerer; readonly most: () => readonly [lines: number, characters: number] } {
  const waiting: string[] = [];
  let lines = 0;
  let characters = 0;
  const answer = async (line: string): Promise<string> => {
    waiting.push(line);
    lines = Math.max(lines, waiting.length);
    characters = Math.max(
      characters,
      waiting.reduce((sum, one) => sum + one.length, 0),
    );
    await new Promise((done) => setTimeout(done));
    waiting.splice(waiting.indexOf(line), 1);
    return line;
  };
  return { answerer: { answer } as Partial<Answerer> as Answerer, most: () => [lines, characters] };
}

async function* linesOfLengths(lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [i, length] of lengths.entries()) yield Buffer.from(`${`${i} `.padEnd(length, 'x')}\n`);
}

async function run(lengths: readonly number[]): Promise<{ readonly order: readonly number[]; readonly most: readonly [number, number] }> {
  const { answerer, most } = watched();
  const order: number[] = [];
  await answerAll(answerer, linesOfLengths(lengths), async (answer) => {
    order.push(Number.parseInt(answer, 10));
  });
  return { order, most: most() };
}

it('keeps the order, and a few lines on their way', async () => {
  const { order, most } = await run(Array.from({ length: 500 }, () => 10));
  expect(order).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect(most[0]).toBeGreaterThan(8);
  expect(most[0]).toBeLessThanOrEqual(64);
});

it('takes long lines one at a time', async () => {
  const long = 20 * 1024 * 1024;
  const { order, most } = await run([10, long, 10, long, long]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most[1]).toBeLessThan(long + 100);
});
