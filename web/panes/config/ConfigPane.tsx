// The configuration: its files as tabs, the editor with the beam in its gutter, and what is wrong under it.
import { Suspense, useMemo } from 'react';
import { lineStartsOf } from '../../../src/text/source.ts';
import { Editor } from '../../editor/Editor.tsx';
import type { BeamLines, Language } from '../../editor/types.ts';
import { useAnswer } from '../../queries/use-answer.ts';
import { useAssist } from '../../queries/use-assist.ts';
import { useFirstAnswer } from '../../queries/use-first-answer.ts';
import { useLowered } from '../../queries/use-lowered.ts';
import { useLitEntity, useOutline, usePlaces } from '../../queries/use-outline.ts';
import { useProblems } from '../../queries/use-problems.ts';
import { useSession } from '../../state/session.ts';
import { useApp } from '../../state/store.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { beamOf, ownLines } from '../story/beam.ts';
import { ConfigBar } from './ConfigBar.tsx';
import './config.css';

const EmptyState = lazyPart(async () => (await import('./EmptyState.tsx')).EmptyState);
const Problems = lazyPart(async () => (await import('./Problems.tsx')).Problems);
const Environment = lazyPart(async () => (await import('./Environment.tsx')).Environment);

/** `ready`: the first answer is on the screen, so that the full editor may be fetched. */
export function ConfigPane({ ready }: { readonly ready: boolean }) {
  const part = useApp((state) => state.configPart);
  const started = useApp((state) => state.started);
  const full = useFullEditor() && ready;
  // Until the first content is there, emptiness would only flash.
  const isOpen = useSession() !== undefined;
  return (
    <section className="pane" aria-label="Configuration" id="pane-config" tabIndex={-1}>
      <ConfigBar />
      <div className="config-body" id="config-editor" role="tabpanel" aria-label={part === 'environment' ? 'Environment' : 'Text'}>
        <Suspense fallback={undefined}>
          {part === 'environment' ? <Environment /> : started ? <ConfigEditor full={full} /> : isOpen && <EmptyState />}
        </Suspense>
      </div>
    </section>
  );
}

export function ConfigEditor({ readOnly = false, full = false }: { readonly readOnly?: boolean; readonly full?: boolean }) {
  const active = useApp((state) => state.activeFile);
  const file = useApp((state) => state.files.find((known) => known.name === state.activeFile));
  const document = useApp((state) => state.document);
  const goTo = useApp((state) => state.goTo);
  const { edit } = useApp((state) => state.workspace);
  const { select } = useApp((state) => state.selecting);
  const answered = useFirstAnswer();
  const markers = useMarkers(active);
  const beam = useBeam(active);
  const lit = useLit(active);
  const assist = useAssist('config', useLowered().data?.lowered.dialect);
  return (
    <>
      <Editor
        document={`${document} ${active}`}
        text={file?.text ?? ''}
        language={languageOf(active)}
        label={`Text of ${active}`}
        lines
        full={full}
        readOnly={readOnly}
        markers={markers}
        beam={beam}
        lit={lit}
        assist={assist}
        goTo={goTo?.file === active ? goTo : undefined}
        placeholder="Type or paste agentgateway or Envoy configuration"
        onChange={(text) => edit(active, text)}
        onCaret={(at) => select({ kind: 'span', file: active, span: { start: at, end: at } })}
      />
      {answered && (
        <Suspense fallback={undefined}>
          <Problems />
        </Suspense>
      )}
    </>
  );
}

/** Phones and those who choose so keep the light editor. */
function useFullEditor(): boolean {
  const editor = useApp((state) => state.editor);
  if (editor !== 'auto') return editor === 'full';
  return matchMedia('(min-width: 900px) and (pointer: fine)').matches;
}

const languageOf = (name: string): Language =>
  name.endsWith('.json') ? 'json' : /\.(?:ya?ml|conf)$/.test(name) || !name.includes('.') ? 'yaml' : 'text';

/** Faults of the present text only: an answer to an earlier one would underline the wrong places. */
function useMarkers(file: string) {
  const opened = useProblems();
  const revision = useApp((state) => state.revision);
  const data = opened?.revision === revision ? opened : undefined;
  return useMemo(
    () =>
      (data?.lowered.diagnostics ?? [])
        .filter((diagnostic) => diagnostic.file === file)
        .map(({ span, severity, message, fix }) => ({ span, severity, message, fix })),
    [data, file],
  );
}

function useBeam(file: string): readonly BeamLines[] {
  const { decision, sources } = useAnswer();
  const outline = useOutline();
  return useMemo(
    () => (decision === undefined ? [] : beamOf(decision.trace, outline, sources).filter((beam) => beam.file === file)),
    [decision, outline, sources, file],
  );
}

/** The place of what is selected or pointed at elsewhere. The caret's own place needs no light. */
function useLit(file: string) {
  const selected = useApp((state) => state.selected);
  const pointed = useLitEntity('pointed');
  const chosen = selected?.kind === 'entity' ? selected.id : undefined;
  const outline = useOutline();
  const places = usePlaces();
  const { sources } = useAnswer();
  return useMemo(() => {
    const wanted = pointed ?? chosen;
    const place = wanted === undefined ? undefined : places.get(wanted);
    const source = sources.get(file);
    if (place?.file !== file) return [];
    if (source === undefined) return [place.span];
    const { from, to } = ownLines(file, place.span, outline, source);
    const starts = lineStartsOf(source);
    return [{ start: starts[from - 1] ?? 0, end: (starts[to] ?? source.text.length + 1) - 1 }];
  }, [pointed, chosen, places, outline, sources, file]);
}
