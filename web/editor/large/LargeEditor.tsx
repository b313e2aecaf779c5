// The light editor for large texts. A textarea lays out all that it holds at every key, which takes seconds for megabytes; this one holds
// the lines around those on the screen, and the rest is a string. Undo is kept here, since the browser's ends where the window moves.
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Span } from '../../../src/base/span.ts';
import { applyEdit, EditLog, editBetween } from '../edit-log.ts';
import { indentOnKey } from '../indent.ts';
import { isDrawn, lineAt, linesAfter, linesOf } from '../lines.ts';
import { BEGINNING, gutterOf, LINE_HEIGHT, Overlay, viewportOf } from '../Overlay.tsx';
import type { EditorHandle, EditorProps, EditorState, LoggedEdit } from '../types.ts';
import { isNearEdge, type TextWindow, windowAround, withWindow } from './text-window.ts';

const QUIET = 700;

interface Undoable {
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
}

/** What the light editor did before can be undone here too. */
function undoables({ base, edits }: EditLog): Undoable[] {
  let text = base;
  return edits.map((edit) => {
    const removed = text.slice(edit.start, edit.end);
    text = applyEdit(text, edit);
    return { start: edit.start, removed, inserted: edit.text };
  });
}

/** The end of the text that a key goes to: Ctrl+Home and Ctrl+End, on a Mac ⌘↑ and ⌘↓. */
const endsOf = ({ key, ctrlKey, metaKey }: KeyboardEvent): 'start' | 'end' | undefined => {
  if ((ctrlKey && key === 'Home') || (metaKey && key === 'ArrowUp')) return 'start';
  return (ctrlKey && key === 'End') || (metaKey && key === 'ArrowDown') ? 'end' : undefined;
};

const MODIFIERS = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock']);

/** Keys that act on what is chosen, or do nothing by themselves; others that move the caret end the choice of everything. */
const KEEPS_ALL = new Set(['Backspace', 'Delete', 'Enter', 'Tab', 'Control', 'Meta', 'Shift']);

export function LargeEditor(props: EditorProps & { readonly handle?: Ref<EditorHandle>; readonly initial?: EditorState | undefined }) {
  const { document: documentId, text, language, label, onChange, onCaret, goTo, readOnly = false } = props;
  const first = useRef(props);
  const area = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const own = useRef(text);
  const log = useRef<EditLog>(undefined);
  log.current ??= props.initial?.text === text ? new EditLog(props.initial.base, props.initial.edits) : new EditLog(text);
  const past = useRef<Undoable[]>(undefined);
  past.current ??= undoables(log.current);
  const future = useRef<Undoable[]>([]);
  const typedAt = useRef(0);
  const composing = useRef(false);
  /** Everything is selected, beyond the window too. */
  const all = useRef(false);
  /** Where the selection is while the window is elsewhere: who scrolled away and types goes back there first. */
  const away = useRef<Span>(undefined);
  const shownDocument = useRef(documentId);
  const held = useRef<TextWindow>({ from: 0, to: 0, start: 0, end: 0 });
  const [{ shown, lines }, setShown] = useState(() => ({ shown: text, lines: linesOf(text) }));
  const [viewport, setViewport] = useState(BEGINNING);
  const latest = useRef(lines);
  latest.current = lines;

  /** Puts the lines around the screen into the textarea, with the selection where it was. */
  const place = useCallback((selection?: { readonly start: number; readonly end: number }) => {
    const element = area.current;
    const scroller = box.current;
    if (element === null || scroller === null) return;
    const before = held.current;
    const kept = selection ?? away.current ?? { start: before.start + element.selectionStart, end: before.start + element.selectionEnd };
    const top = Math.floor(scroller.scrollTop / LINE_HEIGHT);
    const next = windowAround(latest.current, own.current.length, top, top + Math.ceil(scroller.clientHeight / LINE_HEIGHT));
    held.current = next;
    element.value = own.current.slice(next.start, next.end);
    element.style.top = `${next.from * LINE_HEIGHT}px`;
    element.style.height = `${(next.to - next.from) * LINE_HEIGHT + 40}px`;
    const within = (offset: number) => Math.max(0, Math.min(offset, next.end) - next.start);
    element.setSelectionRange(within(kept.start), within(kept.end));
    away.current = !all.current && (kept.start < next.start || kept.end > next.end) ? kept : undefined;
  }, []);

  // Text from outside (a fix, another example) begins this document anew, or another.
  useLayoutEffect(() => {
    if (text === own.current && documentId === shownDocument.current) return;
    own.current = text;
    if (documentId !== shownDocument.current) {
      box.current?.scrollTo(0, 0);
      log.current = new EditLog(text);
      past.current = [];
      future.current = [];
      shownDocument.current = documentId;
    }
    setShown({ shown: text, lines: linesOf(text) });
  }, [text, documentId]);

  // The window stands in the text that is shown; after typing it is that already.
  useLayoutEffect(() => {
    const { start, end } = held.current;
    if (area.current?.value !== shown.slice(start, end) || start === end) place();
  }, [shown, place]);

  useLayoutEffect(() => {
    const { initial } = first.current;
    if (initial === undefined) return;
    box.current?.scrollTo(0, initial.scrollTop);
    place(initial.selection);
    if (initial.focused) area.current?.focus({ preventScroll: true });
  }, [place]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const { scrollTop, clientHeight } = element;
      setViewport(viewportOf(element));
      const top = Math.floor(scrollTop / LINE_HEIGHT);
      const bottom = top + Math.ceil(clientHeight / LINE_HEIGHT);
      if (!composing.current && isNearEdge(held.current, latest.current.starts.length, top, bottom)) place();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [place]);

  useEffect(() => {
    const heard = () => {
      const element = area.current;
      if (element === null) return;
      // Everything is chosen only as long as all that the box holds is.
      if (element.selectionStart !== 0 || element.selectionEnd !== element.value.length) all.current = false;
      if (document.activeElement === element && away.current === undefined) onCaret?.(held.current.start + element.selectionStart);
    };
    document.addEventListener('selectionchange', heard);
    return () => document.removeEventListener('selectionchange', heard);
  }, [onCaret]);

  const reveal = useCallback(
    (offset: number, select: boolean) => {
      const scroller = box.current;
      if (scroller === null) return;
      const top = lineAt(latest.current.starts, offset) * LINE_HEIGHT;
      if (top < scroller.scrollTop + LINE_HEIGHT || top > scroller.scrollTop + scroller.clientHeight - 3 * LINE_HEIGHT)
        scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 3);
      place(select ? { start: offset, end: offset } : undefined);
    },
    [place],
  );

  useEffect(() => {
    if (goTo === undefined) return;
    reveal(goTo.span.start, goTo.focus);
    if (goTo.focus) area.current?.focus({ preventScroll: true });
  }, [goTo, reveal]);

  useImperativeHandle(props.handle, () => ({
    focus: () => area.current?.focus(),
    busy: () => composing.current || performance.now() - typedAt.current < QUIET,
    state: () => ({
      text: own.current,
      selection: {
        start: away.current?.start ?? held.current.start + (area.current?.selectionStart ?? 0),
        end: away.current?.end ?? held.current.start + (area.current?.selectionEnd ?? 0),
      },
      scrollTop: box.current?.scrollTop ?? 0,
      focused: document.activeElement === area.current,
      base: log.current?.base ?? own.current,
      edits: log.current?.edits ?? [],
    }),
  }));

  /** Takes over a text in which one part was replaced. */
  const become = (now: string, edit: LoggedEdit) => {
    log.current?.add(edit);
    own.current = now;
    typedAt.current = edit.time;
    latest.current = linesAfter(latest.current, now, edit);
    setShown({ shown: now, lines: latest.current });
    onChange(now);
  };

  const onInput = () => {
    const inside = area.current?.value ?? '';
    const window = all.current ? { ...held.current, start: 0, end: own.current.length } : held.current;
    all.current = false;
    const before = own.current.slice(window.start, window.end);
    const edit = editBetween(before, inside, performance.now());
    if (edit === undefined) return;
    const at = window.start + edit.start;
    past.current?.push({ start: at, removed: before.slice(edit.start, edit.end), inserted: edit.text });
    future.current = [];
    const grown = inside.split('\n').length;
    held.current = { ...window, to: window.from + grown, end: window.start + inside.length };
    if (area.current !== null) area.current.style.height = `${grown * LINE_HEIGHT + 40}px`;
    become(withWindow(own.current, window, inside), { ...edit, start: at, end: window.start + edit.end });
  };

  const step = (from: Undoable[] | undefined, to: Undoable[] | undefined, inverse: (u: Undoable) => Undoable) => {
    const last = from?.pop();
    if (last === undefined) return;
    to?.push(last);
    const { start, removed, inserted } = inverse(last);
    const end = start + removed.length;
    const now = own.current.slice(0, start) + inserted + own.current.slice(end);
    held.current = { from: 0, to: 0, start: 0, end: 0 };
    become(now, { start, end, text: inserted, time: performance.now() });
    reveal(start + inserted.length, true);
  };
  const undo = () =>
    step(past.current, future.current, ({ start, removed, inserted }) => ({ start, removed: inserted, inserted: removed }));
  const redo = () => step(future.current, past.current, (u) => u);

  /** Brings the selection onto the screen again, so that what comes acts on it. */
  const comeBack = () => {
    const selection = away.current;
    if (selection === undefined) return;
    reveal(selection.end, false);
    place(selection);
    // Longer than the window: its end is where the caret is.
    if (away.current !== undefined) place({ start: selection.end, end: selection.end });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (!MODIFIERS.has(event.key) && !(isCommand && 'acfk'.includes(key))) comeBack();
    if (event.key === 'Enter' && isCommand) {
      event.preventDefault();
      props.onSubmit?.();
    } else if (isCommand && (key === 'z' || key === 'y')) {
      event.preventDefault();
      if (readOnly || composing.current) return;
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    } else if (isCommand && key === 'a') {
      all.current = true;
      away.current = undefined;
    } else if (!event.shiftKey && endsOf(event) !== undefined) {
      // The textarea's own ends are those of the window.
      event.preventDefault();
      all.current = false;
      reveal(endsOf(event) === 'start' ? 0 : own.current.length, true);
    } else {
      if (!KEEPS_ALL.has(event.key) && (isCommand ? !'cxv'.includes(key) : event.key.length > 1)) all.current = false;
      if (!readOnly && !composing.current) indentOnKey(event);
    }
  };

  const onCopy = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (event.type === 'cut') comeBack();
    const copied = all.current ? { start: 0, end: own.current.length } : away.current;
    if (copied === undefined) return;
    event.clipboardData.setData('text/plain', own.current.slice(copied.start, copied.end));
    event.preventDefault();
    if (event.type !== 'cut' || readOnly) return;
    event.currentTarget.setRangeText('');
    onInput();
  };

  const width = `calc(${Math.max(1, lines.columns)}ch + var(--gutter) + 10px)`;
  const drawn = useMemo(() => isDrawn(shown, lines), [shown, lines]);
  return (
    <div className={`light-editor numbered ${drawn ? '' : 'plain'}`} style={gutterOf(lines.starts.length)} ref={box}>
      <div className="light-sheet" style={{ minWidth: width, height: lines.starts.length * LINE_HEIGHT + 40 }}>
        {drawn && (
          <Overlay
            text={shown}
            lines={lines}
            language={language}
            viewport={viewport}
            numbered
            markers={props.markers}
            beam={props.beam}
            lit={props.lit}
          />
        )}
        <textarea
          ref={area}
          className="light-area"
          aria-label={label}
          readOnly={readOnly}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          translate="no"
          wrap="off"
          aria-keyshortcuts="Escape"
          onInput={onInput}
          onKeyDown={onKeyDown}
          onPointerDown={() => {
            all.current = false;
            away.current = undefined;
          }}
          onPaste={comeBack}
          onCopy={onCopy}
          onCut={onCopy}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            composing.current = false;
          }}
        />
      </div>
    </div>
  );
}
