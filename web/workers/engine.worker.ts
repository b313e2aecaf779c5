// The engine's worker. All parsing, deciding and evaluating happens here, so that nothing a person types can freeze the page.
import type { ToWorker } from '../../src/protocol/engine.ts';
import { serve } from '../../src/protocol/serve.ts';
import { createEngine } from './engine.ts';
import { browserHost } from './host.ts';

serve(createEngine(browserHost), {
  post: (message) => postMessage(message),
  listen: (handler) => addEventListener('message', (event: MessageEvent<ToWorker>) => handler(event.data)),
});
