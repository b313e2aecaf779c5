// The worker's end: answers calls one by one. A rejection here is our bug, never the user's, and is reported as such; or code that the
// answer needs could not be fetched.
import { unreachable } from '../base/assert.ts';
import { isMissingCode } from '../base/missing-code.ts';
import type { Engine, FromWorker, Port, ToWorker } from './engine.ts';

export function serve(engine: Engine, port: Port<FromWorker, ToWorker>): void {
  port.listen((message) => {
    if ('ping' in message) return port.post({ pong: message.ping });
    const { id } = message;
    dispatch(engine, message).then(
      (value) => port.post({ id, ok: true, value }),
      (bug: unknown) => port.post(isMissingCode(bug) ? { id, ok: false } : { id, ok: false, bug: describe(bug) }),
    );
  });
}

async function dispatch(engine: Engine, message: Exclude<ToWorker, { ping: number }>): Promise<unknown> {
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

const describe = (bug: unknown): string => (bug instanceof Error ? (bug.stack ?? `${bug.name}: ${bug.message}`) : String(bug));
