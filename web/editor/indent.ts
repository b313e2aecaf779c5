// What Tab and Enter do in the light editor: two spaces, and the indentation of the line above. Escape makes the next Tab leave, so
// that the keyboard is never trapped.
import type { KeyboardEvent } from 'react';

const leaving = new WeakSet<HTMLTextAreaElement>();

/** Handles the key, or leaves it to the browser. Edits go through the browser so that it can undo them. */
export function indentOnKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const area = event.currentTarget;
  if (event.key === 'Escape') {
    leaving.add(area);
    return;
  }
  if (event.key === 'Tab' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (leaving.has(area)) return;
    event.preventDefault();
    tab(area, event.shiftKey);
  } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && !event.shiftKey) {
    event.preventDefault();
    document.execCommand('insertText', false, `\n${nextIndent(area.value, area.selectionStart)}`);
  }
  if (event.key !== 'Shift') leaving.delete(area);
}

/** Indentation of a new line after `at`: that of its line, deeper after a key that opens a block. */
export function nextIndent(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(start, at);
  const own = /^[ ]*/.exec(line)?.[0] ?? '';
  if (/^\s*- .*:\s*$/.test(line)) return `${own}    `;
  if (/:\s*(?:[|>][-+]?)?\s*$/.test(line)) return `${own}  `;
  return /^\s*- \S+:/.test(line) ? `${own}  ` : own;
}

function tab(area: HTMLTextAreaElement, back: boolean): void {
  const { value, selectionStart, selectionEnd } = area;
  if (!back && selectionStart === selectionEnd) {
    document.execCommand('insertText', false, '  ');
    return;
  }
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const block = value.slice(from, selectionEnd);
  const shifted = back ? block.replace(/^ {1,2}/gm, '') : block.replace(/^(?=.)/gm, '  ');
  if (shifted === block) return;
  area.setSelectionRange(from, selectionEnd);
  if (shifted === '') document.execCommand('delete');
  else document.execCommand('insertText', false, shifted);
  const first = back ? Math.max(from, selectionStart - 2) : selectionStart + 2;
  area.setSelectionRange(Math.min(first, from + shifted.length), from + shifted.length);
}
