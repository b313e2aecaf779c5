// What happens around a textarea while somebody types in it: lists open and close, an item is taken, the signature follows the caret,
// the pointer asks what a name is. It listens to the textarea itself, before the editor's own keys, and says what is to be shown.
import type { Completion, Completions, Hover, Signatures } from '../../../src/text/assist.ts';
import type { Assist, Marker } from '../types.ts';
import { offsetAt } from './geometry.ts';

/** One row of the list: a completion, or the fix of a fault. */
export type Row = Completion;

export interface OpenList {
  readonly label: 'Suggestions' | 'Fixes';
  readonly rows: readonly Row[];
  readonly isCut: boolean;
  readonly active: number;
  /** The text that the rows were made for: what was typed since is part of the word. */
  readonly text: string;
}

export interface Shown {
  readonly list: OpenList | undefined;
  readonly signatures: Signatures | undefined;
  /** `fault`: what is wrong at the place. */
  readonly hover: (Hover & { readonly fault?: string }) | undefined;
}

export const NOTHING_SHOWN: Shown = { list: undefined, signatures: undefined, hover: undefined };

export interface Around {
  readonly area: HTMLTextAreaElement;
  readonly box: HTMLElement;
  /** Read anew at each use: they change while the session lasts. */
  readonly assist: () => Assist;
  readonly markers: () => readonly Marker[];
  readonly show: (shown: Shown) => void;
  /** What a name is can be asked; nothing is offered that would change the text. */
  readonly readOnly: boolean;
}

export interface Session {
  readonly choose: (index: number) => void;
  readonly end: () => void;
}

/** How long the pointer rests before it asks, in milliseconds. */
const REST = 350;
const PAGE = 8;
const LONGEST_WORD = 80;

/** Starts to help with a textarea until `end`. */
export function startSession({ area, box, assist, markers, show, readOnly }: Around): Session {
  let shown = NOTHING_SHOWN;
  let asked = 0;
  /** From the bracket on that opened a call, until the caret has left it: an answer may come too late for its text. */
  let isSigning = false;
  let isTouched = false;
  let signed = 0;
  let described = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const put = (part: Partial<Shown>) => {
    const next = { ...shown, ...part };
    if (next.list === shown.list && next.signatures === shown.signatures && next.hover === shown.hover) return;
    shown = next;
    show(shown);
  };
  const hide = () => {
    asked++;
    signed++;
    isSigning = false;
    put(NOTHING_SHOWN);
  };
  const isStill = (text: string, offset: number) => area.value === text && area.selectionStart === offset && area.selectionEnd === offset;

  const ask = async (isWanted: boolean) => {
    const [text, offset, serial] = [area.value, area.selectionStart, ++asked];
    const found = await assist().complete(text, offset);
    if (serial !== asked || !isStill(text, offset)) return;
    const rows = found === undefined ? [] : rowsFor(found, text, offset, isWanted);
    put({
      list: rows.length === 0 ? undefined : { label: 'Suggestions', rows, isCut: found?.isCut === true, active: 0, text },
      hover: undefined,
    });
  };
  const sign = async () => {
    const [text, offset, serial] = [area.value, area.selectionStart, ++signed];
    isSigning = true;
    const signatures = await assist().signatures(text, offset);
    if (serial !== signed || !isStill(text, offset)) return;
    isSigning = signatures !== undefined;
    put({ signatures });
  };
  const describe = async (offset: number) => {
    const [text, serial] = [area.value, ++described];
    const faults = markers().filter(({ span }) => span.start <= offset && offset <= Math.max(span.end, span.start + 1));
    const hover = withFaults(await assist().hover(text, offset), readOnly ? faults.map(withoutFix) : faults, offset);
    if (serial === described && area.value === text) put({ hover });
  };
  const offerFixes = () => {
    const { lineStart, lineEnd } = lineAround(area.value, area.selectionStart);
    const rows = markers().flatMap(({ span, fix, message }): Row[] =>
      fix === undefined || span.start > lineEnd || span.end < lineStart
        ? []
        : [{ kind: 'value', label: fix.title, insert: fix.text, replace: fix.span, doc: message }],
    );
    put({ list: rows.length === 0 ? undefined : { label: 'Fixes', rows, isCut: false, active: 0, text: area.value }, hover: undefined });
  };
  const choose = (index: number) => {
    const { list } = shown;
    const row = list?.rows[index];
    if (list === undefined || row === undefined) return;
    asked++;
    put({ list: undefined });
    take(area, row, list);
    if (row.caret !== undefined && row.caret < row.insert.length) void sign();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.code === 'Space' && mod && !readOnly) void (event.shiftKey ? sign() : ask(true));
    else if (mod && event.key === '.' && !readOnly) offerFixes();
    else if (mod && event.key.toLowerCase() === 'i' && !event.shiftKey && !event.altKey) void describe(area.selectionStart);
    else if (!mod && !event.altKey && !onOpenKey(event.key, event.shiftKey)) return;
    else if (mod || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Keys that mean something only while something is shown; true when it was one. */
  const onOpenKey = (key: string, shift: boolean): boolean => {
    const { list } = shown;
    if (key === 'Escape') {
      const isOpen = (list ?? shown.signatures ?? shown.hover) !== undefined;
      hide();
      return isOpen;
    }
    if (list === undefined) return false;
    if ((key === 'Enter' || key === 'Tab') && !shift) {
      choose(list.active);
      return true;
    }
    const by = STEPS[key];
    if (by === undefined) return false;
    const last = list.rows.length - 1;
    const active = Math.abs(by) === 1 ? (list.active + by + last + 1) % (last + 1) : Math.max(0, Math.min(last, list.active + by));
    put({ list: { ...list, active } });
    return true;
  };

  const onInput = (event: Event) => {
    const { inputType = '', data } = event as InputEvent;
    put({ hover: undefined });
    // Keyboards of phones compose every word.
    const isTyped = /^insert(?:Composition)?Text$/.test(inputType) && data !== null && !data.includes('\n');
    if (isTyped || shown.list !== undefined) void ask(false);
    if ((isTyped && /[(,]/.test(data)) || isSigning) void sign();
  };
  const onSelect = () => {
    if (document.activeElement !== area) return;
    const { list } = shown;
    if (list !== undefined && !isInWord(area, list)) put({ list: undefined });
    if (isSigning) void sign();
    // A finger that rests on a word selects it: what a pointer asks by resting.
    const [start, end] = [area.selectionStart, area.selectionEnd];
    if (isTouched && start < end && end - start < LONGEST_WORD) void describe(start + 1);
  };
  const onPress = (event: PointerEvent) => {
    isTouched = event.pointerType === 'touch';
  };
  const onPointer = (event: PointerEvent) => {
    clearTimeout(rest);
    if (event.pointerType !== 'mouse' || event.buttons !== 0) return;
    rest = setTimeout(() => {
      const offset = offsetAt(box, event.clientX, event.clientY);
      if (offset === undefined) put({ hover: undefined });
      else if (shown.list === undefined) void describe(offset);
    }, REST);
  };
  const onAway = () => {
    clearTimeout(rest);
    described++;
    put({ hover: undefined });
  };

  area.addEventListener('keydown', onKey);
  area.addEventListener('input', onInput);
  area.addEventListener('blur', hide);
  area.addEventListener('pointerdown', onPress);
  area.addEventListener('pointermove', onPointer);
  area.addEventListener('pointerleave', onAway);
  document.addEventListener('selectionchange', onSelect);
  return {
    choose,
    end: () => {
      clearTimeout(rest);
      asked++;
      area.removeEventListener('keydown', onKey);
      area.removeEventListener('input', onInput);
      area.removeEventListener('blur', hide);
      area.removeEventListener('pointerdown', onPress);
      area.removeEventListener('pointermove', onPointer);
      area.removeEventListener('pointerleave', onAway);
      document.removeEventListener('selectionchange', onSelect);
    },
  };
}

const STEPS: Readonly<Record<string, number | undefined>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

/** Characters after which a list opens although nothing of a word is typed. */
const OPENS = /[.["']$|: $/;

/** The rows that are worth showing. Unasked, a list stays closed where nothing is typed, or where what is typed is all there is. */
function rowsFor({ items }: Completions, text: string, offset: number, isWanted: boolean): readonly Row[] {
  if (isWanted) return items;
  const [first] = items;
  if (first === undefined) return [];
  const typed = text.slice(first.replace.start, offset);
  if (typed === '' && !OPENS.test(text.slice(Math.max(0, offset - 2), offset))) return [];
  return first.kind === 'operator' || (first.insert === typed && items.length === 1) ? [] : items;
}

/** What was typed since the list was made. */
const typedSince = (area: HTMLTextAreaElement, list: OpenList): number => area.value.length - list.text.length;

function isInWord(area: HTMLTextAreaElement, list: OpenList): boolean {
  if (list.label === 'Fixes') return area.value === list.text;
  const { replace } = list.rows[list.active] as Row;
  const at = area.selectionStart;
  return at === area.selectionEnd && replace.start <= at && at <= replace.end + typedSince(area, list);
}

/** Puts a row into the text as an edit that the browser can undo. */
function take(area: HTMLTextAreaElement, { insert, caret = insert.length, replace }: Row, list: OpenList): void {
  const end = Math.max(replace.start, replace.end + typedSince(area, list));
  area.focus();
  area.setSelectionRange(replace.start, end);
  const done = insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert);
  if (!done) {
    area.setRangeText(insert, replace.start, end, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  area.setSelectionRange(replace.start + caret, replace.start + caret);
}

function lineAround(text: string, offset: number): { readonly lineStart: number; readonly lineEnd: number } {
  const end = text.indexOf('\n', offset);
  return { lineStart: text.lastIndexOf('\n', offset - 1) + 1, lineEnd: end < 0 ? text.length : end };
}

const withoutFix = (marker: Marker): Marker => ({ ...marker, fix: undefined });

/** What a place is, with what is wrong there. */
function withFaults(hover: Hover | undefined, faults: readonly Marker[], offset: number): Shown['hover'] {
  if (faults.length === 0) return hover;
  const fault = faults.map(({ message, fix }) => (fix === undefined ? message : `${message} Ctrl+. offers: ${fix.title}.`)).join('\n');
  return { ...(hover ?? { span: { start: offset, end: offset }, title: '' }), fault };
}
