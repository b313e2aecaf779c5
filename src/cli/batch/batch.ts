// `gateglass batch`: JSON lines in, JSON lines out, in order, streaming. The contract is the headless one.
import { once } from 'node:events';
import { BACKEND_VARIABLE, backendNames } from '../ops/backend.ts';
import { backendOption } from '../people/expression.ts';
import { BadUsage } from '../people/misuse.ts';
import { chosen, program } from '../people/options.ts';
import { Answerer } from './answerer.ts';
import { linesOf, MAX_LINE } from './lines.ts';
import { refusal } from './refusal.ts';

/** Lines that may be on their way: enough to keep the thread busy. */
const MAX_WAITING = 64;
/** Their characters, above which one line goes at a time: what bounds memory. */
const MAX_WAITING_LENGTH = 16 * 1024 * 1024;

export const batchProgram = program(
  {
    operands: '',
    options: { backend: backendOption },
    examples: ['gateglass batch < asks.ndjson > answers.ndjson', `echo '{"id":1, "op":"eval", "expr":"1 + 1"}' | gateglass batch`],
  },
  async ({ values, positionals }, { entry }) => {
    if (positionals.length > 0) throw new BadUsage('a batch reads standard input and takes no operand');
    // The thread that answers gets a copy of the environment.
    if (values.backend !== undefined) process.env[BACKEND_VARIABLE] = chosen('--backend', values.backend, backendNames);
    const answerer = new Answerer(entry);
    await answerAll(answerer, process.stdin, async (answer) => {
      if (!process.stdout.write(`${answer}\n`)) await once(process.stdout, 'drain');
    });
    await answerer.close();
    return 0;
  },
);

/** Answers every line of `input` through `write`, in order. */
export async function answerAll(
  answerer: Answerer,
  input: AsyncIterable<Uint8Array>,
  write: (answer: string) => Promise<void>,
): Promise<void> {
  const waiting = new Set<Promise<void>>();
  let waitingLength = 0;
  let written: Promise<void> = Promise.resolve();
  for await (const line of linesOf(input)) {
    const length = line.kind === 'line' ? line.text.length : 0;
    const answer =
      line.kind === 'line'
        ? answerer.answer(line.text)
        : Promise.resolve(refusal(undefined, 'input', 'bad_line', `The line is longer than ${MAX_LINE / 1024 / 1024} MB.`));
    const before = written;
    written = Promise.all([answer, before]).then(([text]) => write(text));
    const mine = written.finally(() => {
      waiting.delete(mine);
      waitingLength -= length;
    });
    waiting.add(mine);
    waitingLength += length;
    while (waiting.size >= MAX_WAITING || (waiting.size > 0 && waitingLength > MAX_WAITING_LENGTH)) await Promise.race(waiting);
  }
  await written;
}
