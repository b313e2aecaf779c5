// The page in a frame: one part at a time, the sentence first, light editors, and the way to the whole.
import { ExternalLink } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { encode, stateFragment } from '../../src/permalink/index.ts';
import type { EmbedOptions, EmbedView } from '../../src/protocol/embed.ts';
import { Notices } from '../app/Notices.tsx';
import { ConfigEditor } from '../panes/config/ConfigPane.tsx';
import { ExpressionPane } from '../panes/expression/ExpressionPane.tsx';
import { RequestBar } from '../panes/request/RequestBar.tsx';
import { Answer } from '../panes/story/Answer.tsx';
import { useAnswer } from '../queries/use-answer.ts';
import { useLowered } from '../queries/use-lowered.ts';
import { sharedStateOf } from '../state/shared.ts';
import { useApp, useAppStore } from '../state/store.ts';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import type { HostLine } from './host.ts';

const ImportDialog = lazyPart(async () => (await import('../panes/request/ImportDialog.tsx')).ImportDialog);
const WhyDialog = lazyPart(async () => (await import('../panes/why/WhyDialog.tsx')).WhyDialog);
const GraphView = lazyPart(async () => (await import('../panes/graph/GraphView.tsx')).GraphView);

const VIEWS = [
  { id: 'decision', label: 'Answer' },
  { id: 'config', label: 'Configuration' },
  { id: 'graph', label: 'Graph' },
  { id: 'expression', label: 'Expression' },
] as const satisfies readonly { readonly id: EmbedView; readonly label: string }[];

export function Embed({ options, host }: { readonly options: EmbedOptions; readonly host: HostLine }) {
  const [view, setView] = useState<EmbedView>(options.view);
  const title = useApp((state) => state.title);
  const mode = useApp((state) => state.mode);
  const dialog = useApp((state) => state.dialog);
  const started = useApp((state) => state.started);
  const goTo = useApp((state) => state.goTo);
  const shown = mode === 'expression' ? 'expression' : view;
  useResult(host);
  // A line of the story leads to its text, which here is another view.
  useEffect(() => {
    if (goTo !== undefined) setView((now) => (now === 'decision' ? 'config' : now));
  }, [goTo]);
  return (
    <div className="embed">
      <header className="embed-head">
        <h1>{title === '' ? 'Gateglass' : title}</h1>
        {mode === 'gateway' && started && (
          <div className="embed-views">
            <Tabs
              label="What is shown"
              tabs={VIEWS}
              selected={shown}
              controls="embed-view"
              onSelect={(id) => setView(VIEWS.find((known) => known.id === id)?.id ?? 'decision')}
            />
          </div>
        )}
        <OpenWhole host={host} />
      </header>
      <Notices />
      {started && <Shown view={shown} readOnly={options.readOnly} />}
      <Suspense fallback={undefined}>
        {dialog === 'import' && <ImportDialog />}
        {dialog === 'why' && <WhyDialog />}
      </Suspense>
    </div>
  );
}

/** One part of the content; nothing of it as long as there is none. */
function Shown({ view, readOnly }: { readonly view: EmbedView; readonly readOnly: boolean }) {
  return (
    <main>
      <div id="embed-view" role="tabpanel" aria-label={VIEWS.find(({ id }) => id === view)?.label}>
        <Requests />
        {view === 'decision' && (
          <>
            <RequestBar />
            <Answer />
          </>
        )}
        {view === 'config' && (
          <div className="embed-config">
            <Files />
            <div className="config-body" id="config-editor" role="tabpanel" aria-label="Text">
              <ConfigEditor readOnly={readOnly} />
            </div>
          </div>
        )}
        {view === 'graph' && (
          <div className="map">
            <Suspense fallback={<p className="quiet pad">Drawing …</p>}>
              <GraphView shown="graph" />
            </Suspense>
          </div>
        )}
        {view === 'expression' && <ExpressionPane />}
      </div>
    </main>
  );
}

/** The files to look at; what changes the set of them belongs to the whole page. */
function Files() {
  const files = useApp((state) => state.files);
  const active = useApp((state) => state.activeFile);
  const { chooseFile } = useApp((state) => state.workspace);
  if (files.length < 2) return undefined;
  return (
    <div className="bar">
      <Tabs
        label="Files"
        controls="config-editor"
        tabs={files.map(({ name }) => ({ id: name, label: name }))}
        selected={active}
        onSelect={chooseFile}
      />
    </div>
  );
}

function Requests() {
  const list = useApp((state) => state.requestList);
  const selected = useApp((state) => state.selectedRequest);
  const { choose } = useApp((state) => state.requests);
  if (list.length < 2) return undefined;
  return (
    <div className="bar">
      <Tabs
        label="Requests"
        controls="request"
        tabs={list.map(({ id, name }) => ({ id, label: name }))}
        selected={selected}
        onSelect={choose}
      />
    </div>
  );
}

/** Opens what is shown, with what was changed here, in a page of its own. The host learns that, not what a reader typed. */
function OpenWhole({ host }: { readonly host: HostLine }) {
  const store = useAppStore();
  const rules = useLowered().data?.lowered.profile;
  const page = new URL('../', location.href);
  page.search = '';
  page.hash = location.hash;
  return (
    <a
      className="open-whole"
      href={page.href}
      target="_blank"
      rel="noopener"
      onClick={(event) => {
        const encoded = encode(sharedStateOf(store.getState(), rules), store.getState().unknown);
        if (encoded.kind === 'link') event.currentTarget.href = new URL(stateFragment(encoded.text), page).href;
        host.post({ gp: 1, type: 'open', url: page.href });
      }}
    >
      Open in Gateglass <ExternalLink size={13} aria-hidden />
    </a>
  );
}

/** Tells the host the short form of the answer when it changes. */
function useResult(host: HostLine): void {
  const { decision } = useAnswer();
  const title = decision?.sentence.title;
  const status = decision?.status;
  useEffect(() => {
    if (title !== undefined) host.post({ gp: 1, type: 'result', status, title });
  }, [host, title, status]);
}
