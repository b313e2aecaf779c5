// Where the nodes of the graph stand, computed off the main thread.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Fitted } from '../../src/graph/boxes/fitted.ts';
import { LayoutClient } from '../workers/layout-client.ts';
import { derived } from './context.ts';
import type { NamedGraph } from './use-graph.ts';

export interface PlacedGraph extends NamedGraph {
  /** For panes of several widths. */
  readonly choices: readonly Fitted[];
}

export function usePlacement(named: NamedGraph | undefined) {
  const [client] = useState(() => new LayoutClient());
  return useQuery({
    ...derived,
    queryKey: ['placed', named?.key],
    enabled: named !== undefined && named.graph.nodes.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<PlacedGraph> => {
      const { key, document, graph } = named as NamedGraph;
      return { key, document, graph, choices: await client.place(graph) };
    },
  });
}
