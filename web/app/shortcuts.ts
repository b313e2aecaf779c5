// Keys of the whole page. The sheet that explains them is shortcut-list.ts, loaded when it is opened.
import { useEffect } from 'react';
import { useAppStore } from '../state/store.ts';
import { putBackLast } from './put-back.ts';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
export const modKey = isMac ? '⌘' : 'Ctrl+';

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
      } else if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z' && !isTyping(event.target)) {
        if (putBackLast(store.getState())) event.preventDefault();
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
