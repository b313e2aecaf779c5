// Writes the draft of this tab while a person works, and never before they changed something.
import type { Draft, DraftStore } from '../state/drafts.ts';
import { sharedStateOf } from '../state/shared.ts';
import type { State, Store } from '../state/store.ts';
import { holdDraft, newDraftId, writeTab } from './tab.ts';

const PAUSE = 400;
/** Writing a megabyte holds the page up by some two milliseconds: the larger the texts, the longer they wait. */
const PAUSE_A_MEGABYTE = 200;

export interface DraftKeeper {
  /**
   * Puts other content into the store by `load`. What was changed before goes to its own draft; changes from here on go to a new one,
   * or to `draft` when it is given.
   */
  readonly begin: (load: () => void, draft?: string) => Promise<void>;
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

/** What may close the page, or look at it from outside, can see whether all that was changed is kept. */
const tellKept = (isKept: boolean): boolean => document.documentElement.toggleAttribute('data-unkept', !isKept);

const sizeOf = (state: State): number => state.files.reduce((sum, { text }) => sum + text.length, 0);

export function keepDrafts(store: Store, drafts: DraftStore, onFirstChange: () => void): DraftKeeper {
  let draft: string | undefined;
  let isNew = true;
  let saved = marks(store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = 0;

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    const now = marks(state);
    if (now === saved || draft === undefined) return;
    saved = now;
    const serial = ++written;
    const row: Draft = { id: draft, savedAt: Date.now(), state: sharedStateOf(state), typed: state.requestList.map(({ typed }) => typed) };
    const done = drafts.write(row).then(() => serial === written && timer === undefined && tellKept(true));
    done.catch(() => {
      store.getState().view.tell({
        id: 'drafts',
        tone: 'warn',
        text: 'The browser refuses to store drafts: what you type here is lost when the page is closed.',
      });
    });
  };
  const notice = (state: State) => {
    if (marks(state) === saved) return;
    tellKept(false);
    if (draft === undefined) return;
    if (isNew) {
      isNew = false;
      onFirstChange();
      writeTab({ draft, hash: location.hash });
    }
    timer ??= setTimeout(write, PAUSE + (PAUSE_A_MEGABYTE * sizeOf(state)) / 1e6);
  };
  store.subscribe(notice);
  addEventListener('pagehide', write);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && write());

  return {
    begin: async (load, existing) => {
      write();
      // Without a draft nothing is kept: the new content is no change of the old one.
      draft = undefined;
      load();
      saved = marks(store.getState());
      const wanted = existing ?? newDraftId();
      const own = (await holdDraft(wanted)) ? wanted : newDraftId();
      if (own !== wanted) void holdDraft(own);
      isNew = existing === undefined || own !== wanted;
      draft = own;
      // What was typed while the draft was being held.
      notice(store.getState());
    },
    current: () => draft,
    flush: write,
  };
}
