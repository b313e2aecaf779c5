// What the page opens with: the tab's own draft after a reload, the content of a link as a copy, an example, or on a first visit the
// example that shows what Gateglass is for.
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
  const tab = readTab();
  if (tab !== undefined && (tab.hash === location.hash || location.hash === '') && (await reopen(store, drafts, keeper, tab.draft)))
    return session;
  await openHash(store, session, location.hash);
  if (location.hash === '') await offerDraft(store, drafts);
  else if (tab !== undefined && (await drafts.read(tab.draft)) !== undefined)
    tellRestore(store, tab.draft, 'Opened as a copy; your draft is kept.');
  addEventListener('hashchange', async () => {
    if (location.hash === '') return;
    const before = keeper.current();
    keeper.flush();
    await openHash(store, session, location.hash);
    if (before !== undefined && (await drafts.read(before)) !== undefined)
      tellRestore(store, before, 'Opened as a copy; your draft is kept.');
  });
  return session;
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
      await keeper.begin(() => load(state, { kind: 'link' }, unknown));
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
  const { readFragment } = await import('../../src/permalink/index.ts');
  const fragment = readFragment(hash);
  if (fragment.kind === 'example') return openOrTell(store, session, fragment.slug);
  if (fragment.kind === 'state') {
    const { openDecoded } = await import('./open-link.ts');
    return openDecoded(store, session, fragment.decoded);
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

const tellRestore = (store: Store, draft: string, text: string) =>
  store
    .getState()
    .view.tell({ id: 'restore', tone: 'info', text, action: { label: 'Restore my draft', does: { kind: 'restore-draft', draft } } });
