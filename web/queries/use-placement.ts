// Where the nodes of the graph stand, computed off the main thread.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Placed, Size } from '../../src/graph/layouts/layout.ts';
import { LayoutClient } from '../workers/layout-client.ts';
import { derived } from './context.ts';
import type { NamedGraph } from './use-graph.ts';

export interface PlacedGraph extends NamedGraph {
  readonly placed: Placed;
}

export function usePlacement(named: NamedGraph | undefined, sizesOf: (graph: NamedGraph['graph']) => ReadonlyMap<string, Size>) {
  const [client] = useState(() => new LayoutClient());
  return useQuery({
    ...derived,
    queryKey: ['placed', named?.key],
    enabled: named !== undefined && named.graph.nodes.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<PlacedGraph> => {
      const { key, document, graph } = named as NamedGraph;
      return { key, document, graph, placed: await client.place(graph, sizesOf(graph)) };
    },
  });
}
