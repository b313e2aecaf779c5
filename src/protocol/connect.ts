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
  /** Takes a new worker in place of one that was ended. The oldest call in flight is rejected with `reason`, the others as restarted. */
  readonly replace: (port: Port<ToWorker, FromWorker>, reason: Error) => void;
  /** Rejects every call, those that wait among them. */
  readonly abandon: (reason: Error) => void;
}

/** `onPong` hears the answers to pings. */
export function connect(first: Port<ToWorker, FromWorker>, onPong: (n: number) => void): Connection {
  const running = new Map<number, Pending>();
  const waiting = new Map<Method, Pending>();
  let port = first;
  let nextId = 1;
  attach(port);

  function attach(to: Port<ToWorker, FromWorker>): void {
    to.listen((message) => {
      if (to !== port) return;
      if ('pong' in message) return onPong(message.pong);
      const pending = running.get(message.id);
      if (pending === undefined) return;
      running.delete(message.id);
      if (message.ok) pending.resolve(message.value as never);
      else pending.reject(message.bug === undefined ? new Unreachable() : new EngineBug(message.bug));
      const next = waiting.get(pending.method);
      if (next !== undefined) {
        waiting.delete(pending.method);
        post(next);
      }
    });
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
    inFlight: () => [...running.values()].map((pending) => pending.method),
    replace: (to, reason) => {
      const [stuck, ...again] = takeAll();
      port = to;
      attach(to);
      stuck?.reject(reason);
      for (const pending of again) pending.reject(new Restarted(pending.method));
    },
    abandon: (reason) => {
      for (const pending of takeAll()) pending.reject(reason);
    },
  };
}
