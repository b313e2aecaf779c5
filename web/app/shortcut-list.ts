// Keys as the sheet explains them: those of the page (shortcuts.ts), of the editors and of the parts that have some.
import { modKey } from './shortcuts.ts';

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
  { keys: `${modKey}Z`, says: 'Outside of text fields: put back the tab that was removed' },
  { keys: 'Alt+← →', says: 'Move the request tab that has the focus' },
  { keys: 'Enter', says: 'On a part of the graph: show where it is written' },
];
