// The client ends a worker that is stuck, and only that: a worker that loads is waited for.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromWorker, Lowered, ToWorker } from '../../src/protocol/engine.ts';
import { EngineClient, type Spawned, TimedOut } from '../../web/workers/client.ts';

const LOWERED: Lowered = { dialect: 'x', dialectTitle: 'X', profile: 'x@1', valid: true, usable: true, diagnostics: [] };
const CONFIG = { files: [{ name: 'a', text: 'a' }], env: {}, dialect: 'auto' };

interface Fake extends Spawned {
  readonly sent: ToWorker[];
  readonly say: (message: FromWorker) => void;
  ended: boolean;
}

/** Workers that answer pings while `responsive` says so, and calls by `answer`. */
function factory(responsive: () => boolean, answer: (worker: Fake, message: Exclude<ToWorker, { ping: number }>) => void) {
  const workers: Fake[] = [];
  const spawn = (): Spawned => {
    const hearers: ((message: FromWorker) => void)[] = [];
    const fake: Fake = {
      sent: [],
      ended: false,
      say: (message) => {
        for (const hear of hearers) hear(message);
      },
      post: (message) => {
        fake.sent.push(message);
        if (!('ping' in message)) answer(fake, message);
        else if (responsive()) setTimeout(() => fake.say({ pong: message.ping }), 1);
      },
      listen: (handler) => void hearers.push(handler),
      end: () => {
        fake.ended = true;
      },
    };
    workers.push(fake);
    return fake;
  };
  return { workers, client: new EngineClient(spawn) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a worker', () => {
  it('that is busy loading for a minute is waited for', async () => {
    const { workers, client } = factory(
      () => true,
      (worker, { id }) => setTimeout(() => worker.say({ id, ok: true, value: LOWERED }), 60_000),
    );
    const opened = client.open({ revision: '1', config: CONFIG });
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await opened).toEqual(LOWERED);
    expect(workers.length).toBe(1);
  });

  it('whose event loop is blocked is ended, and the call says so', async () => {
    const { workers, client } = factory(
      () => false,
      () => undefined,
    );
    const asked = client.evaluate({ expression: '1', profile: 'cel', requests: [] });
    const reason = asked.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await reason).toBeInstanceOf(TimedOut);
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
  });

  it('that takes its place is told the configuration again before it is asked about it', async () => {
    let stuck = false;
    const { workers, client } = factory(
      () => !stuck,
      (worker, message) => {
        if (message.call === 'open') setTimeout(() => worker.say({ id: message.id, ok: true, value: LOWERED }), 1);
        if (message.call === 'decide') setTimeout(() => worker.say({ id: message.id, ok: true, value: [] }), 1);
      },
    );
    const opened = client.open({ revision: '7', config: CONFIG });
    await vi.advanceTimersByTimeAsync(10);
    await opened;
    stuck = true;
    const lost = client.evaluate({ expression: 'loop', profile: 'cel', requests: [] }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(2500);
    expect(await lost).toBeInstanceOf(TimedOut);
    stuck = false;
    const decided = client.decide({ revision: '7', requests: [], sequence: false });
    await vi.advanceTimersByTimeAsync(500);
    expect(await decided).toEqual([]);
    expect(workers[1]?.sent.flatMap((message) => ('call' in message ? [message.call] : []))).toEqual(['open', 'decide']);
  });
});
