// Writes the draft of this tab while a person works, and never before they changed something.
import type { SharedState } from '../../src/permalink/state.ts';
import type { Draft, DraftStore } from '../state/drafts.ts';
import { sharedStateOf } from '../state/shared.ts';
import type { State, Store } from '../state/store.ts';
import { holdDraft, newDraftId, writeTab } from './tab.ts';

const PAUSE = 400;
/** Writing a megabyte holds the page up by some two milliseconds: the larger the texts, the longer they wait. */
const PAUSE_A_MEGABYTE = 200;
/** Characters of a draft that is written even when the page closes in the same moment: the browser fetches more from the page later. */
const AT_ONCE = 50_000;

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

const sizeOf = (state: Pick<SharedState, 'files'>): number => state.files.reduce((sum, { text }) => sum + text.length, 0);

interface Writer {
  /** Answers whether it is stored. */
  readonly write: (draft: Draft) => Promise<boolean>;
  /** Characters that are on their way, or were refused. */
  readonly unwritten: () => number;
}

/** Writes drafts and says once, to the person, when that is in vain. */
function writerOf(store: Store, drafts: DraftStore): Writer {
  let writing = 0;
  let refused = 0;
  let isTold = false;
  const tellLost = (what: string) => {
    if (isTold) return;
    isTold = true;
    const text = `The browser ${what}: what you type here is lost when the page is closed. Share makes a link or a file of it.`;
    store.getState().view.tell({ id: 'drafts', tone: 'warn', text });
  };
  return {
    write: async (draft) => {
      const size = sizeOf(draft.state) + 1;
      writing += size;
      try {
        await drafts.write(draft);
        refused = 0;
        if (!drafts.isLasting) tellLost('gives this page no storage');
        return true;
      } catch {
        // Blocked or full: the page works on, and has said what that means.
        refused = Number.POSITIVE_INFINITY;
        tellLost('refuses to store drafts');
        return false;
      } finally {
        writing -= size;
      }
    },
    unwritten: () => writing + refused,
  };
}

export function keepDrafts(store: Store, drafts: DraftStore, onFirstChange: () => void): DraftKeeper {
  const writer = writerOf(store, drafts);
  let draft: string | undefined;
  let isNew = true;
  let saved = marks(store.getState());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => tellKept(writer.unwritten() === 0 && marks(store.getState()) === saved);

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    const now = marks(state);
    const id = draft;
    if (now === saved || id === undefined) return;
    saved = now;
    const row: Draft = { id, savedAt: Date.now(), state: sharedStateOf(state), typed: state.requestList.map(({ typed }) => typed) };
    void writer.write(row).then((isStored) => {
      // Tried again with the next change, or when the page goes.
      if (!isStored && draft === id) saved = '';
      tell();
    });
  };
  const notice = (state: State) => {
    if (marks(state) === saved) return;
    tell();
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
  addEventListener('beforeunload', (event) => {
    write();
    // What cannot be written in time is asked about; while the browser asks, it is written.
    if (writer.unwritten() > AT_ONCE) event.preventDefault();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && write());

  return {
    begin: async (load, existing) => {
      write();
      // Without a draft nothing is kept: the new content is no change of the old one.
      draft = undefined;
      load();
      saved = marks(store.getState());
      tell();
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
