// Putting back what was taken away last: by the notice that says so, or by the keys for undoing where no editor has them.
import type { State } from '../state/store.ts';
import { type NoticeAction, REMOVED } from '../state/view.ts';

type PutBack = Extract<NoticeAction, { readonly at: number }>;

/** Puts it back and takes the keyboard to its tab: the button that was pressed goes with its notice. */
export function putBack({ requests, workspace }: State, action: PutBack): void {
  if (action.kind === 'put-back-request') requests.putBack(action.row, action.at);
  else workspace.putBackFile(action.file, action.at);
  const bar = action.kind === 'put-back-request' ? '#request-tabs' : '#config-tabs';
  globalThis.requestAnimationFrame?.(() => document.querySelector<HTMLElement>(`${bar} [aria-selected="true"]`)?.focus());
}

/** Whether there was something to put back. */
export function putBackLast(state: State): boolean {
  const action = state.notices.find((notice) => notice.id === REMOVED)?.action?.does;
  if (action === undefined || !('at' in action)) return false;
  putBack(state, action);
  state.view.dismiss(REMOVED);
  return true;
}
