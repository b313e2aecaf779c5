// The page's end: latest wins per method. While a call is with the worker, only the newest later call of that method waits;
// the ones between are rejected as superseded, so typing never builds a queue.
import type { Answer, FromWorker, Method, Params, Port, ToWorker } from './engine.ts';

/** A newer call of the same method took this one's place. */
export class Superseded extends Error {}
/** The worker that had the call was ended because of another call; asking again is safe. */
export class Restarted extends Error {}
/** The worker, or a part of it, did not come: no connection, or the server has the files of another version by now. */
export class Unreachable extends Error {
  constructor() {
    super('A part of Gateglass could not be fetched.');
  }
}
/** The worker failed in a way that only we can cause; the message is its report. */
export class EngineBug extends Error {}

interface Pending {
  readonly method: Method;
  readonly params: unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

export interface Connection {
  readonly call: <M extends Method>(method: M, params: Params<M>) => Promise<Answer<M>>;
  /** The calls that the worker has and has not answered, oldest first. */
  readonly inFlight: () => readonly Method[];
  /** Those of them that it has begun, in the order in which it did. More than one only while the earlier ones wait for something. */
  readonly begun: () => readonly Method[];
  /**
   * Takes a new worker in place of one that was ended. The call begun last is rejected with `reason` (the oldest, where none was
   * begun), the others as restarted.
   */
  readonly replace: (port: Port<ToWorker, FromWorker>, reason: Error) => void;
  /** Rejects every call, those that wait among them. */
  readonly abandon: (reason: Error) => void;
}

/** `onWord` hears whatever the present worker says, after it has had its effect here. */
export function connect(first: Port<ToWorker, FromWorker>, onWord: (message: FromWorker) => void): Connection {
  const running = new Map<number, Pending>();
  const waiting = new Map<Method, Pending>();
  const begun = new Map<number, Pending>();
  let port = first;
  let nextId = 1;
  attach(port);

  function attach(to: Port<ToWorker, FromWorker>): void {
    to.listen((message) => {
      if (to !== port) return;
      if ('begun' in message) begin(message.begun);
      else if ('id' in message) settle(message);
      onWord(message);
    });
  }

  function settle(message: Extract<FromWorker, { id: number }>): void {
    const pending = running.get(message.id);
    if (pending === undefined) return;
    running.delete(message.id);
    begun.delete(message.id);
    if (message.ok) pending.resolve(message.value as never);
    else pending.reject(message.bug === undefined ? new Unreachable() : new EngineBug(message.bug));
    const next = waiting.get(pending.method);
    if (next === undefined) return;
    waiting.delete(pending.method);
    post(next);
  }

  function begin(id: number): void {
    const pending = running.get(id);
    if (pending !== undefined) begun.set(id, pending);
  }

  function post(pending: Pending): void {
    const id = nextId++;
    running.set(id, pending);
    port.post({ id, call: pending.method, params: pending.params } as ToWorker);
  }

  function busy(method: Method): boolean {
    for (const pending of running.values()) if (pending.method === method) return true;
    return false;
  }

  /** The calls that nobody has answered yet, oldest first; none is left. */
  function takeAll(): readonly Pending[] {
    const all = [...running.values(), ...waiting.values()];
    running.clear();
    waiting.clear();
    begun.clear();
    return all;
  }

  return {
    call: (method, params) =>
      new Promise((resolve, reject) => {
        const pending: Pending = { method, params, resolve, reject };
        if (!busy(method)) return post(pending);
        waiting.get(method)?.reject(new Superseded(method));
        waiting.set(method, pending);
      }),
    inFlight: () => methodsOf(running),
    begun: () => methodsOf(begun),
    replace: (to, reason) => {
      const last = [...begun.values()].at(-1);
      const all = takeAll();
      const stuck = last ?? all[0];
      port = to;
      attach(to);
      for (const pending of all) pending.reject(pending === stuck ? reason : new Restarted(pending.method));
    },
    abandon: (reason) => {
      for (const pending of takeAll()) pending.reject(reason);
    },
  };
}

const methodsOf = (calls: ReadonlyMap<number, Pending>): readonly Method[] => [...calls.values()].map((pending) => pending.method);
