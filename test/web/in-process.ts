// The page's own engine behind its own protocol, both ends in this process: what a component or a test asks crosses as a clone, as it
// does to the worker.
import { connect } from '../../src/protocol/connect.ts';
import type { Engine, FromWorker, Method, Params, ToWorker } from '../../src/protocol/engine.ts';
import { serve } from '../../src/protocol/serve.ts';
import { createEngine } from '../../web/workers/engine.ts';
import { browserHost } from '../../web/workers/host.ts';

export function inProcessEngine(): Engine {
  const toWorker: ((message: ToWorker) => void)[] = [];
  const toPage: ((message: FromWorker) => void)[] = [];
  const later = <M>(handlers: readonly ((message: M) => void)[], message: M) => {
    const copy = structuredClone(message);
    queueMicrotask(() => {
      for (const handler of handlers) handler(copy);
    });
  };
  serve(createEngine(browserHost), { post: (message) => later(toPage, message), listen: (handler) => toWorker.push(handler) });
  const { call } = connect({ post: (message) => later(toWorker, message), listen: (handler) => toPage.push(handler) }, () => undefined);
  const method =
    <M extends Method>(name: M) =>
    (params: Params<M>) =>
      call(name, params);
  return {
    open: method('open'),
    check: method('check'),
    decide: method('decide'),
    outline: method('outline'),
    graph: method('graph'),
    evaluate: method('evaluate'),
    explain: method('explain'),
    compare: method('compare'),
    functions: method('functions'),
    readRequests: method('readRequests'),
    complete: method('complete'),
    signatures: method('signatures'),
    hover: method('hover'),
    explainCode: method('explainCode'),
  };
}
