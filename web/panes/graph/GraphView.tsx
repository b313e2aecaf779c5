// Graph or table of the configuration, with what keeps either from being drawn.
import { GraphCanvas } from '../../canvas/GraphCanvas.tsx';
import { useGraph } from '../../queries/use-graph.ts';
import { usePlacement } from '../../queries/use-placement.ts';
import { useApp } from '../../state/store.ts';
import { GraphTable } from './GraphTable.tsx';

/** Above this a drawing tells less than the table. */
const MOST_NODES = 1200;

export function GraphView({ shown }: { readonly shown: 'graph' | 'table' }) {
  const started = useApp((state) => state.started);
  const { named, error } = useGraph();
  const tooMany = (named?.graph.nodes.length ?? 0) > MOST_NODES;
  const placement = usePlacement(shown === 'graph' && !tooMany ? named : undefined);
  if (error !== null) return <p className="quiet pad">The graph could not be made: {error.message.split('\n')[0]}</p>;
  if (!started || named === undefined) return <p className="quiet pad">The map of listeners, routes and backends appears here.</p>;
  if (named.graph.nodes.length === 0) return <p className="quiet pad">There is nothing to draw in this configuration yet.</p>;
  if (shown === 'table') return <GraphTable graph={named.graph} />;
  if (tooMany || placement.error !== null)
    return (
      <>
        <p className="map-note">
          {tooMany ? `${named.graph.nodes.length} parts are too many to draw` : 'Placing the parts took too long'}: here they are as a
          table.
        </p>
        <GraphTable graph={named.graph} />
      </>
    );
  if (placement.data === undefined) return <p className="quiet pad">Drawing …</p>;
  return <GraphCanvas placed={placement.data} />;
}
