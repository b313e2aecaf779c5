// The page's end of the worker protocol: latest wins, late answers are dropped, a replaced worker loses nothing silently.
import { describe, expect, it } from 'vitest';
import { connect, EngineBug, Restarted, Superseded } from '../../src/protocol/connect.ts';
import type { FromWorker, Port, ToWorker } from '../../src/protocol/engine.ts';

type Call = Exclude<ToWorker, { ping: number }>;

/** A worker that answers when it is told to. */
function worker() {
  const calls: Call[] = [];
  const hearers: ((message: FromWorker) => void)[] = [];
  const port: Port<ToWorker, FromWorker> = {
    post: (message) => void ('call' in message && calls.push(message)),
    listen: (handler) => void hearers.push(handler),
  };
  const answer = (message: FromWorker) => {
    for (const hear of hearers) hear(message);
  };
  const reply = (call: Call | undefined, value: unknown) => answer({ id: call?.id ?? -1, ok: true, value });
  return { port, calls, answer, reply };
}

const ask = { expression: '1', profile: 'cel', requests: [] };
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (reason: Error) => reason.constructor,
  );

describe('a call', () => {
  it('is answered by its id', async () => {
    const { port, calls, reply } = worker();
    const { call } = connect(port, () => undefined);
    const functions = call('functions', { profile: 'cel' });
    const evaluated = call('evaluate', ask);
    reply(calls[1], 'second');
    reply(calls[0], 'first');
    expect(await Promise.all([functions, evaluated])).toEqual(['first', 'second']);
  });

  it('that the worker cannot answer for a reason of ours is a bug', async () => {
    const { port, calls, answer } = worker();
    const { call } = connect(port, () => undefined);
    const asked = call('evaluate', ask);
    answer({ id: calls[0]?.id ?? -1, ok: false, bug: 'TypeError: no' });
    await expect(asked).rejects.toThrow(EngineBug);
  });

  it('waits while one of its kind runs, and gives way to a later one', async () => {
    const { port, calls, reply } = worker();
    const { call, inFlight } = connect(port, () => undefined);
    const [first, second, third] = ['1', '2', '3'].map((expression) => outcome(call('evaluate', { ...ask, expression })));
    expect(calls.length).toBe(1);
    expect(await second).toBe(Superseded);
    reply(calls[0], 'one');
    expect(calls.map((sent) => ('expression' in sent.params ? sent.params.expression : ''))).toEqual(['1', '3']);
    expect(inFlight()).toEqual(['evaluate']);
    reply(calls[1], 'three');
    expect([await first, await third]).toEqual(['one', 'three']);
  });
});

describe('a replaced worker', () => {
  it('fails the call that held it up, and tells the others to ask again', async () => {
    class Slow extends Error {}
    const old = worker();
    const fresh = worker();
    const { call, replace } = connect(old.port, () => undefined);
    const stuck = outcome(call('evaluate', ask));
    const behind = outcome(call('graph', { revision: '1', keep: [] }));
    const waiting = outcome(call('evaluate', ask));
    replace(fresh.port, new Slow());
    expect(await Promise.all([stuck, behind, waiting])).toEqual([Slow, Restarted, Restarted]);
    const again = call('evaluate', ask);
    // What the old one still says is not heard.
    old.reply(fresh.calls[0], 'late');
    fresh.reply(fresh.calls[0], 'new');
    expect(await again).toBe('new');
  });

  it('fails the call that was begun last, however long others have been waiting', async () => {
    class Slow extends Error {}
    const old = worker();
    const { call, begun, replace } = connect(old.port, () => undefined);
    const all = [call('graph', { revision: '1', keep: [] }), call('evaluate', ask), call('functions', { profile: 'cel' })].map(outcome);
    old.answer({ begun: 1 });
    old.answer({ begun: 2 });
    // Of a call that nobody waits for, nothing is remembered.
    old.answer({ begun: 99 });
    expect(begun()).toEqual(['graph', 'evaluate']);
    replace(worker().port, new Slow());
    expect(await Promise.all(all)).toEqual([Restarted, Slow, Restarted]);
    expect(begun()).toEqual([]);
  });

  it('is not blamed for a call that it has answered', async () => {
    const { port, answer, calls, reply } = worker();
    const { call, begun } = connect(port, () => undefined);
    const asked = call('evaluate', ask);
    answer({ begun: 1 });
    reply(calls[0], 'done');
    expect([await asked, begun()]).toEqual(['done', []]);
  });

  it('is heard when it answers a ping', () => {
    const { port, answer } = worker();
    const heard: FromWorker[] = [];
    connect(port, (message) => heard.push(message));
    answer({ pong: 7 });
    expect(heard).toEqual([{ pong: 7 }]);
  });
});
