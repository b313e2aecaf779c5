// Keys of the whole page, as one table: it drives the listener and the sheet that explains them.
import { useEffect } from 'react';
import { useAppStore } from '../state/store.ts';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
export const modKey = isMac ? '⌘' : 'Ctrl+';

export interface Shortcut {
  readonly keys: string;
  readonly says: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: `${modKey}S`, says: 'Copy a link; or Markdown, an embed, a file' },
  { keys: `${modKey}Enter`, says: 'Go to the answer' },
  { keys: `${modKey}K`, says: 'Find a listener, route, cluster … by name' },
  { keys: 'F6', says: 'Next pane; with Shift the one before' },
  { keys: '?', says: 'This sheet' },
  { keys: 'Alt+1 … 9', says: 'Request 1 … 9' },
  { keys: 'Ctrl+Space', says: 'In an editor: what may stand here; Enter or Tab takes it' },
  { keys: 'Ctrl+Shift+Space', says: 'In an editor: the arguments of the call around the cursor' },
  { keys: `${modKey}I`, says: 'In the light editor: what the word at the cursor is, and its value now' },
  { keys: `${modKey}.`, says: 'In an editor: mend the problem of this line' },
  { keys: 'Esc, then Tab', says: 'Leave an editor' },
  { keys: 'F2, Del', says: 'Rename or remove the tab that has the focus' },
  { keys: 'Alt+← →', says: 'Move the request tab that has the focus' },
  { keys: 'Enter', says: 'On a part of the graph: show where it is written' },
];

const PANES = ['pane-config', 'pane-request', 'pane-graph', 'pane-expression'];

export function useShortcuts(): void {
  const store = useAppStore();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { view, requests } = store.getState();
      const mod = event.ctrlKey || event.metaKey;
      if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 's') {
        event.preventDefault();
        view.open('share-now');
      } else if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        view.open('find');
      } else if (mod && event.key === 'Enter') {
        document.querySelector<HTMLElement>('#pane-request')?.focus();
        document.querySelector('.verdict')?.scrollIntoView({ block: 'nearest' });
      } else if (event.key === 'F6') {
        event.preventDefault();
        walkPanes(event.shiftKey ? -1 : 1);
      } else if (event.key === '?' && !isTyping(event.target)) view.open('shortcuts');
      else if (event.altKey && !mod && /^[1-9]$/.test(event.key)) {
        const row = store.getState().requestList[Number(event.key) - 1];
        if (row === undefined) return;
        event.preventDefault();
        requests.choose(row.id);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [store]);
}

function walkPanes(by: 1 | -1): void {
  const panes = PANES.flatMap((id) => document.getElementById(id) ?? []);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  panes[(at + by + panes.length) % panes.length]?.focus();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], .monaco-editor') !== null;
