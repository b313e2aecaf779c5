// The page: three columns in one reading order, what is configured, what is asked and answered, the map. On a phone the same order in
// one column.
import { Suspense } from 'react';
import { ConfigPane } from '../panes/config/ConfigPane.tsx';
import { LowerPane } from '../panes/expression/LowerPane.tsx';
import { GraphPane } from '../panes/graph/GraphPane.tsx';
import { RequestBar } from '../panes/request/RequestBar.tsx';
import { RequestTabs } from '../panes/request/RequestTabs.tsx';
import { Answer } from '../panes/story/Answer.tsx';
import { useApp } from '../state/store.ts';
import { lazyPart, OnMissingPart } from '../ui/lazy-part.tsx';
import { Splits } from '../ui/Splits.tsx';
import { Header } from './Header.tsx';
import { Notices } from './Notices.tsx';
import { StatusLine } from './StatusLine.tsx';
import { useShortcuts } from './shortcuts.ts';
import { useDrop } from './use-drop.ts';
import { useNarrow } from './use-narrow.ts';
import { useSettled } from './use-settled.ts';

const AllRequests = lazyPart(async () => (await import('../panes/story/AllRequests.tsx')).AllRequests);
const ExamplesDialog = lazyPart(async () => (await import('../panes/examples/ExamplesDialog.tsx')).ExamplesDialog);
const ShareDialog = lazyPart(async () => (await import('../panes/share/ShareDialog.tsx')).ShareDialog);
const SheetDialog = lazyPart(async () => (await import('./SheetDialog.tsx')).SheetDialog);
const FindDialog = lazyPart(async () => (await import('../panes/find/FindDialog.tsx')).FindDialog);
const CompareDialog = lazyPart(async () => (await import('../panes/compare/CompareDialog.tsx')).CompareDialog);
const WhyDialog = lazyPart(async () => (await import('../panes/why/WhyDialog.tsx')).WhyDialog);
const ImportDialog = lazyPart(async () => (await import('../panes/request/ImportDialog.tsx')).ImportDialog);

export function App() {
  useShortcuts();
  useDrop();
  const narrow = useNarrow();
  const settled = useSettled();
  const mode = useApp((state) => state.mode);
  return (
    <>
      <button type="button" className="skip" onClick={skip}>
        Skip to the answer
      </button>
      <Header />
      <Notices />
      <main className={`work ${narrow ? 'narrow' : 'wide'} ${mode}`}>
        {narrow ? <Column mode={mode} settled={settled} /> : <Columns mode={mode} settled={settled} />}
      </main>
      <StatusLine />
      <Dialogs />
    </>
  );
}

/** No link: the fragment of the address names the content. */
const skip = (): void => document.getElementById('pane-request')?.focus();

interface WorkProps {
  readonly mode: 'gateway' | 'expression';
  readonly settled: boolean;
}

function Column({ mode, settled }: WorkProps) {
  return (
    <>
      {mode === 'gateway' && <ConfigPane ready={settled} />}
      <RequestPane />
      {mode === 'gateway' && <GraphPane ready={settled} />}
      <LowerPane ready={settled} />
    </>
  );
}

function Columns({ mode, settled }: WorkProps) {
  const layouts = useApp((state) => state.layouts);
  const { keepLayout } = useApp((state) => state.settings);
  if (mode === 'expression')
    return (
      <Splits
        orientation="horizontal"
        layout={layouts.two}
        onLayout={(layout) => keepLayout('two', layout)}
        panes={[
          { id: 'request', share: 42, content: <RequestPane /> },
          { id: 'expression', share: 58, content: <LowerPane ready={settled} /> },
        ]}
      />
    );
  const right = (
    <Splits
      orientation="vertical"
      layout={layouts.right}
      onLayout={(layout) => keepLayout('right', layout)}
      panes={[
        { id: 'map', share: 52, content: <GraphPane ready={settled} /> },
        { id: 'expression', share: 48, content: <LowerPane ready={settled} /> },
      ]}
    />
  );
  return (
    <Splits
      orientation="horizontal"
      layout={layouts.three}
      onLayout={(layout) => keepLayout('three', layout)}
      panes={[
        { id: 'configuration', share: 33, content: <ConfigPane ready={settled} /> },
        { id: 'request', share: 31, content: <RequestPane /> },
        { id: 'right', share: 36, content: right },
      ]}
    />
  );
}

function RequestPane() {
  const view = useApp((state) => state.answerView);
  const mode = useApp((state) => state.mode);
  return (
    <section className="pane" aria-label="Request and answer" id="pane-request" tabIndex={-1}>
      <RequestTabs />
      {mode === 'gateway' && view === 'all' ? (
        <Suspense fallback={undefined}>
          <AllRequests />
        </Suspense>
      ) : (
        <>
          <RequestBar />
          {mode === 'gateway' && (
            <div className="answer">
              <Answer />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Dialogs() {
  const dialog = useApp((state) => state.dialog);
  const { open, tell } = useApp((state) => state.view);
  const onMissing = () => {
    open(undefined);
    tell({ id: 'missing', tone: 'warn', text: 'This could not be opened: its part of the page was not fetched. Is the connection lost?' });
  };
  return (
    <OnMissingPart value={onMissing}>
      <Suspense fallback={undefined}>
        {dialog === 'examples' && <ExamplesDialog />}
        {dialog === 'share' && <ShareDialog copyNow={false} />}
        {dialog === 'share-now' && <ShareDialog copyNow />}
        {dialog === 'shortcuts' && <SheetDialog />}
        {dialog === 'import' && <ImportDialog />}
        {dialog === 'find' && <FindDialog />}
        {dialog === 'compare' && <CompareDialog />}
        {dialog === 'why' && <WhyDialog />}
      </Suspense>
    </OnMissingPart>
  );
}
