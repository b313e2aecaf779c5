// What the page opens with: the tab's own draft after a reload, the content of a link as a copy, an example, or on a first visit the
// example that shows what Gateglass is for.
import { isMissingCode } from '../../src/base/missing-code.ts';
import { FIRST_EXAMPLE, isExample, loadExample } from '../queries/load-example.ts';
import type { DraftStore } from '../state/drafts.ts';
import type { Session } from '../state/session.ts';
import type { Store } from '../state/store.ts';
import { type DraftKeeper, keepDrafts } from './keep-drafts.ts';
import { readTab } from './tab.ts';

/** Opens the first content, and goes on listening for links that are put into the address bar. */
export async function startSession(store: Store, drafts: DraftStore): Promise<Session> {
  const keeper = keepDrafts(store, drafts, () => {
    // The address would name a content that is no longer shown.
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  });
  const session = sessionOf(store, drafts, keeper);
  followAddress(store, drafts, keeper, session);
  const tab = readTab();
  if (tab !== undefined && (tab.hash === location.hash || location.hash === '') && (await reopen(store, drafts, keeper, tab.draft)))
    return session;
  await openHash(store, session, location.hash);
  if (location.hash === '') await offerDraft(store, drafts);
  else if (tab !== undefined) await tellKept(store, drafts, tab.draft);
  return session;
}

/** Opens what is put into the address bar, one after the other; on the way back, what was there before. */
function followAddress(store: Store, drafts: DraftStore, keeper: DraftKeeper, session: Session): void {
  let bare: string | undefined;
  let last = Promise.resolve();
  const follow = async (from: string) => {
    const before = keeper.current();
    keeper.flush();
    if (from === '') bare = before;
    if (location.hash === '' && bare !== undefined && (await reopen(store, drafts, keeper, bare))) return;
    await openHash(store, session, location.hash);
    if (location.hash !== '' && before !== undefined) await tellKept(store, drafts, before);
  };
  addEventListener('hashchange', ({ oldURL }) => {
    last = last.then(() => follow(new URL(oldURL).hash));
  });
}

function sessionOf(store: Store, drafts: DraftStore, keeper: DraftKeeper): Session {
  const { load } = store.getState().workspace;
  return {
    drafts,
    openExample: async (slug) => {
      const example = await loadExample(slug);
      await keeper.begin(() => load(example, { kind: 'example', slug }));
    },
    openDraft: async (id) => {
      await reopen(store, drafts, keeper, id);
    },
    openBlank: async () => {
      const { initialState } = await import('../../src/permalink/index.ts');
      await keeper.begin(() => load(initialState, { kind: 'blank' }));
    },
    openPayload: async ({ state, unknown }) => {
      const { soundState } = await import('../state/sound.ts');
      await keeper.begin(() => load(soundState(state), { kind: 'link' }, unknown));
    },
    openFiles: async (files) => {
      await keeper.begin(() => {});
      // After it began: no address leads back to these files, so their draft is written at once.
      store.getState().workspace.replaceFiles(files);
    },
  };
}

async function reopen(store: Store, drafts: DraftStore, keeper: DraftKeeper, id: string): Promise<boolean> {
  const draft = await drafts.read(id);
  if (draft === undefined) return false;
  await keeper.begin(() => {
    const { workspace, requests } = store.getState();
    workspace.load(draft.state, { kind: 'draft' });
    for (const [at, row] of store.getState().requestList.entries()) {
      const typed = draft.typed[at];
      if (typed !== undefined && Object.keys(typed).length > 0) requests.change(row.id, {}, typed);
    }
  }, id);
  return true;
}

/** Opens what the fragment names. A link that cannot be opened whole says so, and never shows something else in its place. */
async function openHash(store: Store, session: Session, hash: string): Promise<void> {
  if (hash === '') return openOrTell(store, session, FIRST_EXAMPLE);
  try {
    const { readFragment } = await import('../../src/permalink/index.ts');
    const fragment = readFragment(hash);
    if (fragment.kind === 'example') return await openOrTell(store, session, fragment.slug);
    if (fragment.kind === 'state') {
      const { openDecoded } = await import('./open-link.ts');
      return await openDecoded(store, session, fragment.decoded);
    }
  } catch (error) {
    if (!isMissingCode(error)) throw error;
    const text = 'What reads links could not be fetched. Is the connection lost? Load the page again to open the link.';
    return store.getState().view.tell({ id: 'link', tone: 'warn', text, action: { label: 'Load again', does: { kind: 'reload' } } });
  }
  // It may be the beginning of a link: an example in its place would pass for what was shared.
  return openNothing(store, session, 'The address ends in something that is no Gateglass link, or only the beginning of one.');
}

async function openOrTell(store: Store, session: Session, slug: string): Promise<void> {
  try {
    if (await isExample(slug)) return await session.openExample(slug);
    await openNothing(store, session, `There is no example called ${slug}.`);
  } catch {
    await openNothing(store, session, `The example ${slug} could not be read.`);
  }
}

async function openNothing(store: Store, session: Session, because: string): Promise<void> {
  store.getState().view.tell({ id: 'link', tone: 'warn', text: `${because} Choose another, or paste a configuration.` });
  await session.openBlank();
  store.setState({ started: false });
}

/** A new tab of someone who was here before: the newest draft is one click away. */
async function offerDraft(store: Store, drafts: DraftStore): Promise<void> {
  const [newest] = await drafts.list();
  if (newest !== undefined) tellRestore(store, newest.id, `You left a draft here: ${newest.title}.`);
}

async function tellKept(store: Store, drafts: DraftStore, draft: string): Promise<void> {
  if ((await drafts.read(draft)) !== undefined) tellRestore(store, draft, 'Opened as a copy; your draft is kept.');
}

const tellRestore = (store: Store, draft: string, text: string) =>
  store
    .getState()
    .view.tell({ id: 'restore', tone: 'info', text, action: { label: 'Restore my draft', does: { kind: 'restore-draft', draft } } });
