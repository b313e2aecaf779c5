// The worker's end of the protocol: one call at a time, each said to have begun before it runs, none held up by one that waits.
import { describe, expect, it } from 'vitest';
import type { Engine, FromWorker, ToWorker } from '../../src/protocol/engine.ts';
import { serve } from '../../src/protocol/serve.ts';

/** An engine whose calls are answered by `run`, behind a real channel; `said` is what it says, in order. */
function behindChannel(run: (call: string) => Promise<unknown>) {
  const engine = new Proxy({}, { get: (_, call) => () => run(String(call)) }) as Engine;
  const { port1, port2 } = new MessageChannel();
  const said: FromWorker[] = [];
  serve(engine, {
    post: (message) => port2.postMessage(message),
    listen: (handler) => {
      port2.onmessage = ({ data }: MessageEvent<ToWorker>) => handler(data);
    },
  });
  const heard = (count: number) =>
    new Promise<readonly FromWorker[]>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        said.push(data);
        if (said.length === count) resolve(said);
      };
    }).finally(() => port1.close());
  return { post: (message: ToWorker) => port1.postMessage(message), heard };
}

const evaluate = (id: number): ToWorker => ({ id, call: 'evaluate', params: { expression: '1', profile: 'cel', requests: [] } });
const functions = (id: number): ToWorker => ({ id, call: 'functions', params: { profile: 'cel' } });

describe('a worker', () => {
  it('says which call it begins before it runs, and begins none before the one ahead is answered', async () => {
    const ran: string[] = [];
    const { post, heard } = behindChannel(async (call) => {
      ran.push(`${call} begins`);
      await Promise.resolve();
      ran.push(`${call} ends`);
      return call;
    });
    post(evaluate(1));
    post(functions(2));
    expect(await heard(4)).toEqual([
      { begun: 1 },
      { id: 1, ok: true, value: 'evaluate' },
      { begun: 2 },
      { id: 2, ok: true, value: 'functions' },
    ]);
    expect(ran).toEqual(['evaluate begins', 'evaluate ends', 'functions begins', 'functions ends']);
  });

  it('goes on with the next call while one waits for code that does not come', async () => {
    let comes = (_: string) => {};
    const { post, heard } = behindChannel((call) => {
      if (call !== 'evaluate') return Promise.resolve(call).finally(() => comes('late'));
      return new Promise((resolve) => {
        comes = resolve;
      });
    });
    post(evaluate(1));
    post(functions(2));
    const said = await heard(4);
    expect(said.slice(0, 2)).toEqual([{ begun: 1 }, { begun: 2 }]);
    expect(said).toContainEqual({ id: 1, ok: true, value: 'late' });
    expect(said).toContainEqual({ id: 2, ok: true, value: 'functions' });
  });

  it('goes on after a call that fails, and answers a ping at any time', async () => {
    const { post, heard } = behindChannel((call) => (call === 'evaluate' ? Promise.reject(new Error('no')) : Promise.resolve(call)));
    post({ ping: 5 });
    post(evaluate(1));
    post(functions(2));
    expect(await heard(5)).toEqual([
      { pong: 5 },
      { begun: 1 },
      { id: 1, ok: false, bug: expect.stringContaining('Error: no') },
      { begun: 2 },
      { id: 2, ok: true, value: 'functions' },
    ]);
  });
});
