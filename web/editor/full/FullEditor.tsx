// The full editor, in the place of the light one: same text, selection, scroll, and its edits as steps that can be undone.
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { warmWhenIdle } from '../assist/warm.ts';
import { editBetween, undoSteps } from '../edit-log.ts';
import type { EditorHandle, EditorProps, EditorState } from '../types.ts';
import { helpWith, registerHelp } from './assist.ts';
import { registerLanguages } from './languages.ts';
import { leaveOnEscape } from './leave.ts';
import { monaco } from './monaco.ts';
import { defineThemes, themeName } from './theme.ts';
import './full.css';

interface Props extends EditorProps {
  readonly initial: EditorState;
  readonly handle: React.Ref<EditorHandle>;
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  fontFamily: '"IBM Plex Mono", ui-monospace, Menlo, Consolas, monospace',
  fontSize: 12.5,
  lineHeight: 20,
  padding: { top: 6, bottom: 34 },
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 10,
  glyphMargin: false,
  folding: true,
  showFoldingControls: 'mouseover',
  renderLineHighlight: 'none',
  overviewRulerLanes: 0,
  scrollBeyondLastLine: false,
  renderFinalNewline: 'on',
  scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  stickyScroll: { enabled: false },
  guides: { indentation: false },
  occurrencesHighlight: 'off',
  unicodeHighlight: { ambiguousCharacters: false },
  // U+2028 is no line break in YAML; the dialog that would ask is no part of this editor.
  unusualLineTerminators: 'off',
  fixedOverflowWidgets: true,
  wordBasedSuggestions: 'off',
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { showWords: false, showSnippets: false, preview: false, showStatusBar: false },
  lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode.OnCode },
  inlineSuggest: { enabled: false },
  accessibilitySupport: 'auto',
  tabSize: 2,
  detectIndentation: false,
};

/** From this many characters on, taking over a text takes longer than a frame: that waits until nobody has typed for a moment. */
const PATIENT = 1_000_000;
const MOMENT = 150;

export function FullEditor(props: Props) {
  const { document: documentId, text, language, label, initial, goTo, readOnly = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null);
  const beamLines = useRef<monaco.editor.IEditorDecorationsCollection>(null);
  const litLines = useRef<monaco.editor.IEditorDecorationsCollection>(null);
  const shown = useRef({ document: documentId, text: initial.text });
  const latest = useRef(props);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  latest.current = props;
  const dark = useDark();

  useLayoutEffect(() => {
    if (host.current === null) return;
    registerLanguages();
    registerHelp(['yaml', 'json', 'cel']);
    defineThemes();
    const model = createModel(initial.base, latest.current.language);
    replay(model, initial);
    const made = monaco.editor.create(host.current, {
      ...OPTIONS,
      model,
      ariaLabel: latest.current.label,
      readOnly: latest.current.readOnly ?? false,
      placeholder: latest.current.placeholder ?? '',
    });
    editor.current = made;
    fitNumbers(made);
    const helper = { assist: () => latest.current.assist, markers: () => latest.current.markers ?? [] };
    helpWith(model, helper);
    beamLines.current = made.createDecorationsCollection();
    litLines.current = made.createDecorationsCollection();
    made.setSelection(monaco.Range.fromPositions(model.getPositionAt(initial.selection.start), model.getPositionAt(initial.selection.end)));
    made.setScrollTop(initial.scrollTop);
    if (initial.focused) made.focus();
    const tell = () => {
      clearTimeout(waiting.current);
      waiting.current = undefined;
      latest.current.onChange(shown.current.text);
    };
    const tellNow = () => waiting.current !== undefined && tell();
    const subscriptions = [
      made.onDidChangeModelContent((event) => {
        const now = textAfter(shown.current.text, event, made);
        if (now === shown.current.text) return;
        shown.current.text = now;
        clearTimeout(waiting.current);
        if (now.length < PATIENT) tell();
        else waiting.current = setTimeout(tell, MOMENT);
      }),
      made.onDidBlurEditorText(tellNow),
      made.onDidChangeCursorPosition((event) => {
        const current = made.getModel();
        if (made.hasTextFocus() && current !== null) latest.current.onCaret?.(current.getOffsetAt(event.position));
      }),
      made.onDidChangeModel(() => {
        const current = made.getModel();
        if (current !== null) helpWith(current, helper);
      }),
      made.onDidFocusEditorText(() => {
        const { assist } = latest.current;
        if (assist !== undefined) warmWhenIdle(assist);
      }),
      leaveOnEscape(made),
    ];
    // Before others hear that the page closes.
    for (const closing of ['beforeunload', 'pagehide']) addEventListener(closing, tellNow, true);
    return () => {
      tellNow();
      for (const closing of ['beforeunload', 'pagehide']) removeEventListener(closing, tellNow, true);
      for (const subscription of subscriptions) subscription.dispose();
      made.getModel()?.dispose();
      made.dispose();
    };
  }, [initial]);

  // Text from outside is an edit of this document, or the beginning of another.
  useLayoutEffect(() => {
    const made = editor.current;
    const before = shown.current;
    if (made === null || (before.document === documentId && before.text === text)) return;
    shown.current = { document: documentId, text };
    const model = made.getModel();
    if (before.document === documentId && model !== null) {
      const edit = editBetween(before.text, text, 0);
      if (edit === undefined) return;
      made.pushUndoStop();
      made.executeEdits('outside', [
        { range: monaco.Range.fromPositions(model.getPositionAt(edit.start), model.getPositionAt(edit.end)), text: edit.text },
      ]);
      made.pushUndoStop();
    } else {
      clearTimeout(waiting.current);
      waiting.current = undefined;
      model?.dispose();
      made.setModel(createModel(text, language));
      fitNumbers(made);
    }
  }, [text, documentId, language]);

  useEffect(() => editor.current?.updateOptions({ ariaLabel: label, readOnly }), [label, readOnly]);
  useEffect(() => monaco.editor.setTheme(themeName(dark)), [dark]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model === undefined || model === null) return;
    const rangeOf = (span: { readonly start: number; readonly end: number }) =>
      monaco.Range.fromPositions(model.getPositionAt(span.start), model.getPositionAt(span.end));
    monaco.editor.setModelMarkers(
      model,
      'gateglass',
      (props.markers ?? []).map(({ span, severity, message }) => {
        const range = rangeOf({ start: span.start, end: Math.max(span.end, span.start + 1) });
        return { ...range, message, severity: SEVERITY[severity] };
      }),
    );
    litLines.current?.set(
      (props.lit ?? []).map((span) => ({ range: rangeOf(span), options: { isWholeLine: true, className: 'lit-line' } })),
    );
  }, [props.markers, props.lit]);

  // Apart from the others: as long as there is no new answer, the beam moves with the lines that it stands at.
  useEffect(() => {
    beamLines.current?.set(
      (props.beam ?? []).map(({ from, to, tone }) => ({
        range: new monaco.Range(from, 1, to, 1),
        options: { isWholeLine: true, linesDecorationsClassName: `beam-line ${tone}`, lineNumberClassName: 'beam-number' },
      })),
    );
  }, [props.beam]);

  useEffect(() => {
    const made = editor.current;
    const model = made?.getModel();
    if (goTo === undefined || made === null || model === undefined || model === null) return;
    const position = model.getPositionAt(goTo.span.start);
    made.revealPositionInCenterIfOutsideViewport(position);
    if (!goTo.focus) return;
    made.setPosition(position);
    made.focus();
  }, [goTo]);

  useImperativeHandle(props.handle, () => ({
    focus: () => editor.current?.focus(),
    busy: () => editor.current?.inComposition ?? false,
    state: () => {
      const model = editor.current?.getModel();
      const selection = editor.current?.getSelection();
      const value = shown.current.text;
      const offset = (at: monaco.Position | undefined) => (at === undefined ? 0 : (model?.getOffsetAt(at) ?? 0));
      return {
        text: value,
        selection: { start: offset(selection?.getStartPosition()), end: offset(selection?.getEndPosition()) },
        scrollTop: editor.current?.getScrollTop() ?? 0,
        focused: editor.current?.hasTextFocus() ?? false,
        base: value,
        edits: [],
      };
    },
  }));

  return <div className="full-editor" ref={host} />;
}

/** Room for the number of the last line. */
const fitNumbers = (editor: monaco.editor.IStandaloneCodeEditor): void =>
  editor.updateOptions({ lineNumbersMinChars: Math.max(4, String(editor.getModel()?.getLineCount() ?? 0).length + 1) });

/** The text after a change. To ask for all of a large one at every key takes longer than a frame, so a single edit is made here again. */
function textAfter(
  before: string,
  { changes, isFlush, isEolChange }: monaco.editor.IModelContentChangedEvent,
  editor: monaco.editor.IStandaloneCodeEditor,
): string {
  const [only] = changes;
  if (isFlush || isEolChange || only === undefined || changes.length > 1) return editor.getValue();
  const now = before.slice(0, only.rangeOffset) + only.text + before.slice(only.rangeOffset + only.rangeLength);
  return now.length === editor.getModel()?.getValueLength() ? now : editor.getValue();
}

const SEVERITY = { error: monaco.MarkerSeverity.Error, warning: monaco.MarkerSeverity.Warning, info: monaco.MarkerSeverity.Info } as const;

function createModel(text: string, language: string): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(text, language);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  model.updateOptions({
    tabSize: 2,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}

/** Makes the edits of the light editor again, so that each can be undone. */
function replay(model: monaco.editor.ITextModel, { edits, text }: EditorState): void {
  for (const step of undoSteps(edits)) {
    for (const { start, end, text: inserted } of step) {
      const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
      // The cursor before and after goes with the edit, so that undoing shows the place.
      model.pushEditOperations([selectionOf(range)], [{ range, text: inserted }], ([done]) =>
        done === undefined ? null : [selectionOf(done.range, true)],
      );
    }
    model.pushStackElement();
  }
  if (model.getValue() !== text) model.setValue(text);
}

/** The range as a selection, or the cursor behind what was put there: the inverse edit covers it. */
const selectionOf = ({ startLineNumber, startColumn, endLineNumber, endColumn }: monaco.IRange, collapsed = false): monaco.Selection =>
  collapsed
    ? new monaco.Selection(endLineNumber, endColumn, endLineNumber, endColumn)
    : new monaco.Selection(startLineNumber, startColumn, endLineNumber, endColumn);

const darkQuery = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now, by its own theme or the system's. */
function useDark(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const observer = new MutationObserver(onChange);
      observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      darkQuery.addEventListener('change', onChange);
      return () => {
        observer.disconnect();
        darkQuery.removeEventListener('change', onChange);
      };
    },
    () => {
      const { theme } = document.documentElement.dataset;
      return theme === undefined ? darkQuery.matches : theme === 'dark';
    },
  );
}
