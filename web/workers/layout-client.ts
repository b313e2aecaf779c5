// Asks the layout worker, latest wins; a layout that takes longer than two seconds is ended with its worker. Loading the worker is not
// counted: on a busy machine that alone can take as long.
import type { Fitted } from '../../src/graph/boxes/fitted.ts';
import type { Graph } from '../../src/graph/graph.ts';
import type { PlaceAnswer, PlaceCall } from './layout.worker.ts';

const DEADLINE = 2000;
/** What a worker may take to be there. */
const LOADING = 15_000;

/** The graph could not be placed in time: it is shown as a table. */
export class LayoutTimedOut extends Error {}

const spawn = (): Worker => new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'gateglass-layout' });

export class LayoutClient {
  #worker: Worker | undefined;
  #isLoaded = false;
  #serial = 0;

  /** The map with boxes of several widths. */
  place(graph: Graph): Promise<readonly Fitted[]> {
    this.#worker ??= spawn();
    const worker = this.#worker;
    const id = ++this.#serial;
    const loaded = () => {
      if (this.#worker === worker) this.#isLoaded = true;
    };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          worker.terminate();
          if (this.#worker === worker) {
            this.#worker = undefined;
            this.#isLoaded = false;
          }
          reject(new LayoutTimedOut(`Not placed within ${DEADLINE / 1000} s.`));
        },
        this.#isLoaded ? DEADLINE : DEADLINE + LOADING,
      );
      worker.addEventListener('message', function heard(event: MessageEvent<PlaceAnswer>) {
        if (event.data.id !== id) return;
        loaded();
        worker.removeEventListener('message', heard);
        clearTimeout(timer);
        resolve(event.data.choices);
      });
      worker.postMessage({ id, graph } satisfies PlaceCall);
    });
  }
}
