// Writes the draft of this tab while a person works, and never before they changed something.
import type { Draft, DraftStore } from '../state/drafts.ts';
import { sharedStateOf } from '../state/shared.ts';
import type { State, Store } from '../state/store.ts';
import { holdDraft, newDraftId, writeTab } from './tab.ts';

const PAUSE = 400;

export interface DraftKeeper {
  /** What is in the store now is where changes begin; they go to a new draft, or to `draft` when it is given. */
  readonly begin: (draft?: string) => Promise<void>;
  readonly current: () => string | undefined;
  readonly flush: () => void;
}

const marks = (state: State): string =>
  [
    state.revision,
    state.requestsRevision,
    state.expressionRevision,
    state.title,
    state.note,
    state.requestList.map((row) => row.name).join('\n'),
  ].join('\n');

export function keepDrafts(store: Store, drafts: DraftStore, onFirstChange: () => void): DraftKeeper {
  let draft: string | undefined;
  let isNew = true;
  let saved = marks(store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    const now = marks(state);
    if (now === saved || draft === undefined) return;
    saved = now;
    const row: Draft = { id: draft, savedAt: Date.now(), state: sharedStateOf(state), typed: state.requestList.map(({ typed }) => typed) };
    drafts.write(row).catch(() => {
      store.getState().view.tell({
        id: 'drafts',
        tone: 'warn',
        text: 'The browser refuses to store drafts: what you type here is lost when the page is closed.',
      });
    });
  };
  store.subscribe((state) => {
    if (marks(state) === saved || draft === undefined) return;
    if (isNew) {
      isNew = false;
      onFirstChange();
      writeTab({ draft, hash: location.hash });
    }
    timer ??= setTimeout(write, PAUSE);
  });
  addEventListener('pagehide', write);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && write());

  return {
    begin: async (existing) => {
      write();
      draft = undefined;
      const wanted = existing ?? newDraftId();
      const own = (await holdDraft(wanted)) ? wanted : newDraftId();
      if (own !== wanted) void holdDraft(own);
      saved = marks(store.getState());
      isNew = existing === undefined || own !== wanted;
      draft = own;
    },
    current: () => draft,
    flush: write,
  };
}
