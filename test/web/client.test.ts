// The client ends a worker that is stuck, and only that: a worker that loads is waited for, and one that does not come is told.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineBug, Unreachable } from '../../src/protocol/connect.ts';
import type { FromWorker, Lowered, ToWorker } from '../../src/protocol/engine.ts';
import { EngineClient, type Spawned, TimedOut } from '../../web/workers/client.ts';

const LOWERED: Lowered = { dialect: 'x', dialectTitle: 'X', profile: 'x@1', valid: true, usable: true, diagnostics: [] };
const CONFIG = { files: [{ name: 'a', text: 'a' }], env: {}, dialect: 'auto' };

interface Fake extends Spawned {
  readonly sent: ToWorker[];
  readonly say: (message: FromWorker) => void;
  /** Its script did not come. */
  readonly fail: () => void;
  ended: boolean;
}

/** Workers that answer pings while `responsive` says so, and calls by `answer`. */
function factory(responsive: () => boolean, answer: (worker: Fake, message: Exclude<ToWorker, { ping: number }>) => void) {
  const workers: Fake[] = [];
  const spawn = (): Spawned => {
    const hearers: ((message: FromWorker) => void)[] = [];
    const failing: (() => void)[] = [];
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
      onFailure: (handler) => void failing.push(handler),
      fail: () => {
        for (const hear of failing) hear();
      },
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

  it('whose script takes half a minute to come is waited for', async () => {
    let isThere = false;
    const { workers, client } = factory(
      () => isThere,
      (worker, { id }) => setTimeout(() => worker.say({ id, ok: true, value: { issues: [], rows: [] } }), 30_000),
    );
    const asked = client.evaluate({ expression: '1', profile: 'cel', requests: [] });
    await vi.advanceTimersByTimeAsync(29_000);
    isThere = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(await asked).toEqual({ issues: [], rows: [] });
    expect(workers.length).toBe(1);
  });

  it.each([
    ['fails', (worker: Fake | undefined) => worker?.fail()],
    ['never comes', () => undefined],
  ])('whose script %s is told, and asked for again with the next question', async (_, happens) => {
    let isThere = false;
    const { workers, client } = factory(
      () => isThere,
      (worker, { id }) => isThere && worker.say({ id, ok: true, value: { issues: [], rows: [] } }),
    );
    const ask = () => client.evaluate({ expression: '1', profile: 'cel', requests: [] }).catch((error: unknown) => error);
    const both = [ask(), ask()];
    happens(workers[0]);
    await vi.advanceTimersByTimeAsync(120_000);
    for (const reason of both) expect(await reason).toBeInstanceOf(Unreachable);
    expect(workers.length).toBe(1);
    isThere = true;
    const asked = ask();
    await vi.advanceTimersByTimeAsync(200);
    expect(await asked).toEqual({ issues: [], rows: [] });
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
  });

  it('that fails a call says whether a part of it did not come or it is our fault', async () => {
    const answers: FromWorker[] = [
      { id: 1, ok: false },
      { id: 2, ok: false, bug: 'Error: x' },
    ];
    const { client } = factory(
      () => true,
      (worker, { id }) => worker.say(answers[id - 1] as FromWorker),
    );
    const ask = () => client.functions({ profile: 'cel' }).catch((error: unknown) => error);
    expect(await ask()).toBeInstanceOf(Unreachable);
    expect(await ask()).toBeInstanceOf(EngineBug);
    client.end();
  });

  it('whose event loop is blocked is ended, and the call says so', async () => {
    let isFree = true;
    const { workers, client } = factory(
      () => isFree,
      (worker, { id, call }) => call === 'functions' && worker.say({ id, ok: true, value: undefined }),
    );
    await client.functions({ profile: 'cel' });
    isFree = false;
    const asked = client.evaluate({ expression: '1', profile: 'cel', requests: [] });
    const reason = asked.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await reason).toBeInstanceOf(TimedOut);
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
  });

  it('that is stuck in one call is ended by the deadline of that call, which alone is stopped; the others are asked again', async () => {
    let isFree = true;
    const { workers, client } = factory(
      () => isFree,
      (worker, { id, call }) => {
        if (call === 'check') worker.say({ begun: id });
        else if (call === 'evaluate') setTimeout(() => worker.say({ begun: id }), 200);
        else if (call === 'open' || workers.length > 1) worker.say({ id, ok: true, value: LOWERED });
      },
    );
    await client.open({ revision: '1', config: CONFIG });
    await vi.advanceTimersByTimeAsync(200);
    const checked = client.check({ revision: '1' });
    await vi.advanceTimersByTimeAsync(300);
    const functions = client.functions({ profile: 'cel' });
    const stuck = client.evaluate({ expression: 'loop', profile: 'cel', requests: [] }).catch((error: unknown) => error);
    isFree = false;
    await vi.advanceTimersByTimeAsync(1600);
    expect(workers.length).toBe(1);
    // The check is answered, slowly but well within its time; the expression never.
    workers[0]?.say({ id: 2, ok: true, value: { valid: false, diagnostics: [] } });
    await vi.advanceTimersByTimeAsync(1600);
    isFree = true;
    expect(await stuck).toMatchObject({ method: 'evaluate', deadline: 1500, message: 'Stopped after 1.5 s.' });
    expect(workers.map((worker) => worker.ended)).toEqual([true, false]);
    expect([await checked, await functions]).toEqual([{ valid: false, diagnostics: [] }, LOWERED]);
    client.end();
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
