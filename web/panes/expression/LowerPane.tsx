// Expression and functions, as tabs of one pane.
import { lazy, Suspense } from 'react';
import { useApp } from '../../state/store.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { ExpressionPane } from './ExpressionPane.tsx';

const FunctionsPane = lazy(async () => ({ default: (await import('../functions/FunctionsPane.tsx')).FunctionsPane }));

export function LowerPane() {
  const shown = useApp((state) => state.lowerView);
  const { showLower } = useApp((state) => state.view);
  return (
    <section className="pane" aria-label="Expression" id="pane-expression" tabIndex={-1}>
      <div className="bar">
        <Tabs
          label="Expression or functions"
          controls="expression"
          tabs={[
            { id: 'expression', label: 'Expression' },
            { id: 'functions', label: 'Functions' },
          ]}
          selected={shown}
          onSelect={(id) => showLower(id === 'functions' ? 'functions' : 'expression')}
        />
      </div>
      {shown === 'expression' ? (
        <ExpressionPane />
      ) : (
        <Suspense fallback={<p className="quiet pad">Loading …</p>}>
          <FunctionsPane />
        </Suspense>
      )}
    </section>
  );
}
