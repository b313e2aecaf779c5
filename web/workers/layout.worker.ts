// Places the nodes of a graph, off the main thread. A graph that takes too long is ended with its worker.
import { type Fitted, placeFitted } from '../../src/graph/boxes/fitted.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { columns } from '../../src/graph/layouts/columns.ts';

export interface PlaceCall {
  readonly id: number;
  readonly graph: Graph;
}

export interface PlaceAnswer {
  readonly id: number;
  readonly choices: readonly Fitted[];
}

addEventListener('message', async (event: MessageEvent<PlaceCall>) => {
  const { id, graph } = event.data;
  postMessage({ id, choices: await placeFitted(graph, columns) } satisfies PlaceAnswer);
});
