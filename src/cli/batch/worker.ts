// The thread that answers a batch's lines, one after another.
import { parentPort } from 'node:worker_threads';
import { assert } from '../../base/assert.ts';
import { answerLine } from './answer-line.ts';
import type { FromAnswerer, ToAnswerer } from './protocol.ts';

export function serveLines(): void {
  const port = parentPort;
  assert(port !== null, 'serveLines runs in a worker thread');
  let last: Promise<void> = Promise.resolve();
  port.on('message', ({ number, line }: ToAnswerer) => {
    last = last.then(async () => {
      const reply: FromAnswerer = { number, answer: await answerLine(line) };
      port.postMessage(reply);
    });
  });
}
