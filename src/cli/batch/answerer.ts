// Keeps a thread that answers lines, in order, whatever a line does to it: a thread that takes too long or dies is replaced,
// the line it was at is answered as over its limit, and the lines behind it go to the next thread.
import { Worker } from 'node:worker_threads';
import { idTextOf } from './id.ts';
import { type FromAnswerer, LINE_DEADLINE, MEMORY_MB, type ToAnswerer, YOUNG_MEMORY_MB } from './protocol.ts';
import { parseLine, refusal } from './refusal.ts';

interface Waiting extends ToAnswerer {
  readonly answered: (answer: string) => void;
}

export class Answerer {
  readonly #entry: URL;
  readonly #deadline: number;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #number = 0;

  constructor(entry: URL, deadline = LINE_DEADLINE) {
    this.#entry = entry;
    this.#deadline = deadline;
  }

  /** The answer to a line. Lines are answered in the order of the calls. */
  answer(line: string): Promise<string> {
    return new Promise((answered) => {
      const waiting = { number: this.#number++, line, answered };
      this.#waiting.push(waiting);
      this.#post(waiting);
      if (this.#waiting.length === 1) this.#watch();
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #post({ number, line }: Waiting): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage({ number, line } satisfies ToAnswerer);
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MEMORY_MB },
      stdout: true,
    });
    worker.on('message', (reply: FromAnswerer) => {
      if (worker === this.#worker) this.#settle(reply.answer);
    });
    worker.on('error', (error: Error) => {
      if (worker === this.#worker) this.#replace(`The line could not be answered: ${error.message}`);
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#replace('The line ended the thread that answered it.');
    });
    return worker;
  }

  #settle(answer: string): void {
    this.#waiting.shift()?.answered(answer);
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => this.#replace(`The line took longer than ${this.#deadline / 1000} s.`), this.#deadline);
  }

  #replace(why: string): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
    const culprit = this.#waiting[0];
    if (culprit !== undefined) this.#settle(refusal(idTextOf(culprit.line, parseLine(culprit.line)), 'eval', 'limit_exceeded', why));
    for (const waiting of this.#waiting) this.#post(waiting);
  }
}
