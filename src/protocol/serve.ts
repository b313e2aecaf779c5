// The worker's end: answers calls one by one and says which it begins, so that the page knows whose fault a silence is. Only a call
// that waits, for code on its way, lets others begin beside it. A rejection here is our bug, never the user's, and is reported as such;
// or code that the answer needs could not be fetched.
import { unreachable } from '../base/assert.ts';
import { isMissingCode } from '../base/missing-code.ts';
import type { Engine, FromWorker, Port, ToWorker } from './engine.ts';

type Call = Exclude<ToWorker, { ping: number }>;

/** Milliseconds of a free event loop after which a call that is not answered waits for something (code on its way): the next may begin. */
const WAITS = 25;

export function serve(engine: Engine, port: Port<FromWorker, ToWorker>): void {
  const queue: Call[] = [];
  let present: Call | undefined;

  function next(): void {
    const call = queue.shift();
    present = call;
    if (call === undefined) return;
    const give = () => present === call && next();
    port.post({ begun: call.id });
    const forget = onceIdle(give);
    dispatch(engine, call)
      .then((value) => port.post({ id: call.id, ok: true, value }))
      .catch((bug: unknown) => port.post(failure(call.id, bug)))
      .finally(() => {
        forget();
        give();
      });
  }

  port.listen((message) => {
    if ('ping' in message) return port.post({ pong: message.ping });
    queue.push(message);
    if (present === undefined) next();
  });
}

/** Runs `then` when the event loop has been free for a while. A timer that comes late says that it was not. Returns what calls it off. */
function onceIdle(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    const since = performance.now();
    timer = setTimeout(() => (performance.now() - since < 2 * WAITS ? then() : look()), WAITS);
  };
  look();
  return () => clearTimeout(timer);
}

async function dispatch(engine: Engine, message: Call): Promise<unknown> {
  switch (message.call) {
    case 'open':
      return engine.open(message.params);
    case 'check':
      return engine.check(message.params);
    case 'decide':
      return engine.decide(message.params);
    case 'outline':
      return engine.outline(message.params);
    case 'graph':
      return engine.graph(message.params);
    case 'evaluate':
      return engine.evaluate(message.params);
    case 'explain':
      return engine.explain(message.params);
    case 'compare':
      return engine.compare(message.params);
    case 'functions':
      return engine.functions(message.params);
    case 'readRequests':
      return engine.readRequests(message.params);
    case 'complete':
      return engine.complete(message.params);
    case 'signatures':
      return engine.signatures(message.params);
    case 'hover':
      return engine.hover(message.params);
    case 'explainCode':
      return engine.explainCode(message.params);
    default:
      return unreachable(message);
  }
}

const failure = (id: number, bug: unknown): FromWorker => (isMissingCode(bug) ? { id, ok: false } : { id, ok: false, bug: describe(bug) });

const describe = (bug: unknown): string => (bug instanceof Error ? (bug.stack ?? `${bug.name}: ${bug.message}`) : String(bug));
