// Expression and functions, as tabs of one pane. Both are fetched after the first answer is on the screen.
import { Suspense } from 'react';
import { useApp } from '../../state/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import './expression.css';

const ExpressionPane = lazyPart(async () => (await import('./ExpressionPane.tsx')).ExpressionPane);
const FunctionsPane = lazyPart(async () => (await import('../functions/FunctionsPane.tsx')).FunctionsPane);

/** `ready`: the first answer is on the screen, or there is none to wait for. */
export function LowerPane({ ready }: { readonly ready: boolean }) {
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
      <Suspense fallback={waiting}>{!ready ? waiting : shown === 'expression' ? <ExpressionPane /> : <FunctionsPane />}</Suspense>
    </section>
  );
}

/** The tab's panel while its content is on the way. */
const waiting = (
  <p className="quiet pad" id="expression" role="tabpanel" aria-label="Expression">
    Loading …
  </p>
);
