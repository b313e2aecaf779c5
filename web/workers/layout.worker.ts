// Places the nodes of a graph, off the main thread. A graph that takes too long is ended with its worker.
import type { Graph } from '../../src/graph/graph.ts';
import { columns } from '../../src/graph/layouts/columns.ts';
import type { Placed, Size } from '../../src/graph/layouts/layout.ts';

export interface PlaceCall {
  readonly id: number;
  readonly graph: Graph;
  readonly sizes: ReadonlyMap<string, Size>;
}

export interface PlaceAnswer {
  readonly id: number;
  readonly placed: Placed;
}

addEventListener('message', async (event: MessageEvent<PlaceCall>) => {
  const { id, graph, sizes } = event.data;
  postMessage({ id, placed: await columns.place(graph, sizes) } satisfies PlaceAnswer);
});
