// The map and its table twin. The drawing is loaded after the first answer is on the screen.
import { Suspense } from 'react';
import { useApp } from '../../state/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import './graph.css';

const GraphView = lazyPart(async () => (await import('./GraphView.tsx')).GraphView);

/** `ready`: the first answer is on the screen, or there is none to wait for. */
export function GraphPane({ ready }: { readonly ready: boolean }) {
  const shown = useApp((state) => state.mapView);
  const { showMap, open } = useApp((state) => state.view);
  return (
    <section className="pane" aria-label="Map" id="pane-graph" tabIndex={-1}>
      <div className="bar">
        <Tabs
          label="Graph or table"
          controls="map"
          tabs={[
            { id: 'graph', label: 'Graph' },
            { id: 'table', label: 'Table' },
          ]}
          selected={shown}
          onSelect={(id) => showMap(id === 'table' ? 'table' : 'graph')}
        />
        <div className="end">
          <button type="button" className="tab" onClick={() => open('find')}>
            Find
          </button>
        </div>
      </div>
      <div className="map" id="map" role="tabpanel" aria-label={shown === 'graph' ? 'Graph' : 'Table'}>
        {ready && (
          <Suspense fallback={<p className="quiet pad">Drawing …</p>}>
            <GraphView shown={shown} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
