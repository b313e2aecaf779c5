// The editor that is usable at once: a textarea as large as its text, with the colours drawn over it and the line numbers beside
// it, both only for the lines on the screen. The textarea owns text, selection and undo; React never sets its value.
import {
  type ClipboardEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type Ref,
  Suspense,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { EditLog, editBetween } from './edit-log.ts';
import { indentOnKey } from './indent.ts';
import { isDrawn, lineAt, linesOf } from './lines.ts';
import { BEGINNING, gutterOf, LINE_HEIGHT, Overlay, viewportOf } from './Overlay.tsx';
import type { EditorHandle, EditorProps, EditorState } from './types.ts';

/** Fetched when keyboard or pointer first come here. Not reachable: the editor works on without help. */
const LightAssist = lazy(() =>
  import('./assist/LightAssist.tsx').then(
    ({ LightAssist: found }) => ({ default: found }),
    () => ({ default: (): ReactNode => undefined }),
  ),
);

/** Longer expressions are shown without colours: drawing them twice costs more than it tells. */
const LONGEST = 4000;
const QUIET = 700;
/** The browser's own paste into a textarea costs the square of the text: above this, minutes. */
const LARGE_PASTE = 200_000;

interface Props extends EditorProps {
  readonly handle?: Ref<EditorHandle>;
  readonly initial?: EditorState | undefined;
  /** Somebody is here: what may be needed next can be fetched. */
  readonly onVisit?: (() => unknown) | undefined;
}

export function LightEditor(props: Props) {
  const { document: documentId, text, language, label, onChange, onCaret, lines: numbered, goTo, readOnly = false } = props;
  const first = useRef(props);
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const own = useRef(text);
  const log = useRef(new EditLog(text));
  const typedAt = useRef(0);
  const composing = useRef(false);
  const shownDocument = useRef(documentId);
  const [shown, setShown] = useState(text);
  const [viewport, setViewport] = useState(BEGINNING);
  const [isVisited, setVisited] = useState(false);
  const lines = useMemo(() => linesOf(shown), [shown]);
  const drawn = useMemo(() => (numbered ? isDrawn(shown, lines) : lines.columns <= LONGEST), [numbered, shown, lines]);

  // Text from outside (a fix, another example) is an edit of this document, or the beginning of another.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || (text === own.current && documentId === shownDocument.current)) return;
    if (documentId === shownDocument.current) replaceInPlace(element, own.current, text);
    else {
      element.value = text;
      element.setSelectionRange(0, 0);
      box.current?.scrollTo(0, 0);
      log.current = new EditLog(text);
      shownDocument.current = documentId;
    }
    own.current = text;
    setShown(text);
  }, [text, documentId]);

  // In place of the full editor: where that one was.
  useLayoutEffect(() => {
    const { initial } = first.current;
    if (initial === undefined || area.current === null) return;
    area.current.setSelectionRange(initial.selection.start, initial.selection.end);
    box.current?.scrollTo(0, initial.scrollTop);
    if (initial.focused) area.current.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setViewport(viewportOf(element));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  // The caret moves by keys, pointer and assistive technology alike; the document's event hears them all.
  useEffect(() => {
    if (onCaret === undefined) return;
    const heard = () => {
      const element = area.current;
      if (element !== null && document.activeElement === element) onCaret(element.selectionStart);
    };
    document.addEventListener('selectionchange', heard);
    return () => document.removeEventListener('selectionchange', heard);
  }, [onCaret]);

  useEffect(() => {
    const element = area.current;
    if (goTo === undefined || element === null || box.current === null) return;
    const { starts } = linesOf(own.current);
    const top = lineAt(starts, goTo.span.start) * LINE_HEIGHT;
    const { scrollTop, clientHeight } = box.current;
    if (goTo.focus) {
      element.setSelectionRange(goTo.span.start, goTo.span.start);
      element.focus({ preventScroll: true });
    }
    if (top < scrollTop + LINE_HEIGHT || top > scrollTop + clientHeight - 3 * LINE_HEIGHT)
      box.current.scrollTop = Math.max(0, top - clientHeight / 3);
    if (goTo.focus && window.innerWidth < 900) box.current.scrollIntoView({ block: 'center' });
  }, [goTo]);

  useImperativeHandle(props.handle, () => ({
    focus: () => area.current?.focus(),
    busy: () => composing.current || performance.now() - typedAt.current < QUIET,
    state: () => ({
      text: own.current,
      selection: { start: area.current?.selectionStart ?? 0, end: area.current?.selectionEnd ?? 0 },
      scrollTop: box.current?.scrollTop ?? 0,
      focused: document.activeElement === area.current,
      base: log.current.base,
      edits: log.current.edits,
    }),
  }));

  const onInput = () => {
    const now = area.current?.value ?? '';
    typedAt.current = performance.now();
    const edit = editBetween(own.current, now, typedAt.current);
    if (edit === undefined) return;
    log.current.add(edit);
    own.current = now;
    setShown(now);
    onChange(now);
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text/plain');
    if (readOnly || pasted.length < LARGE_PASTE) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    event.currentTarget.setRangeText(pasted, selectionStart, selectionEnd, 'end');
    onInput();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onSubmit?.();
    } else if (numbered && !readOnly && !composing.current) indentOnKey(event);
  };

  const width = numbered ? `calc(${Math.max(1, lines.columns)}ch + 40px)` : undefined;
  const height = numbered ? lines.starts.length * LINE_HEIGHT + 40 : undefined;
  return (
    <div
      className={`light-editor ${numbered ? 'numbered' : 'wrapping'} ${drawn ? '' : 'plain'}`}
      style={numbered ? gutterOf(lines.starts.length) : undefined}
      ref={box}
    >
      <div className="light-sheet" style={{ minWidth: width, height }}>
        {drawn && (
          <Overlay
            text={shown}
            lines={lines}
            language={language}
            viewport={viewport}
            numbered={numbered}
            markers={props.markers}
            beam={props.beam}
            lit={props.lit}
          />
        )}
        <textarea
          ref={area}
          className="light-area"
          aria-label={label}
          defaultValue={first.current.text}
          readOnly={readOnly}
          placeholder={props.placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          translate="no"
          wrap={numbered ? 'off' : 'soft'}
          rows={numbered ? undefined : 1}
          aria-keyshortcuts={numbered ? 'Escape' : undefined}
          onFocus={() => {
            setVisited(true);
            props.onVisit?.();
          }}
          onPointerEnter={() => setVisited(true)}
          onInput={onInput}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            composing.current = false;
          }}
        />
      </div>
      {isVisited && props.assist !== undefined && (
        <Suspense fallback={undefined}>
          <LightAssist area={area} box={box} assist={props.assist} markers={props.markers ?? []} readOnly={readOnly} />
        </Suspense>
      )}
    </div>
  );
}

/** Changes only what differs, as an edit that the browser can undo; a browser that cannot gets the text set. */
function replaceInPlace(element: HTMLTextAreaElement, before: string, after: string): void {
  const edit = editBetween(before, after, 0);
  if (edit === undefined) return;
  const { selectionStart, selectionEnd } = element;
  if (document.activeElement !== element) {
    element.setRangeText(edit.text, edit.start, edit.end, 'preserve');
    return;
  }
  element.setSelectionRange(edit.start, edit.end);
  const done = edit.text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, edit.text);
  if (!done || element.value !== after) {
    element.value = after;
    element.setSelectionRange(Math.min(selectionStart, after.length), Math.min(selectionEnd, after.length));
  }
}
