// Drafts in IndexedDB, one per tab, so that a reload, a crash or a closed tab loses nothing. Where storage is blocked (third-party
// frames, private windows) they live in memory for as long as the page does.
import type { SharedState } from '../../src/permalink/state.ts';

export interface Draft {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly state: SharedState;
  /** Texts of request fields that cannot be read yet, by position of the request. */
  readonly typed: readonly Readonly<Record<string, string>>[];
}

/** A draft in a list, without its texts. */
export interface DraftRow {
  readonly id: string;
  readonly savedAt: number;
  readonly title: string;
  readonly size: number;
}

export interface DraftStore {
  readonly list: () => Promise<readonly DraftRow[]>;
  readonly read: (id: string) => Promise<Draft | undefined>;
  readonly write: (draft: Draft) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Whether they outlive the page. */
  readonly isLasting: boolean;
}

const KEPT = 30;
const KEPT_FOR = 60 * 24 * 3600 * 1000;
/** Milliseconds to wait for storage that may never answer: some private windows and broken profiles do not even refuse. */
const PATIENCE = 4000;

/** The browser's drafts; in memory when there is no storage. */
export async function openDrafts(): Promise<DraftStore> {
  try {
    const open = databaseOpener();
    await open();
    return withPruning(indexedDrafts(open));
  } catch {
    // Storage is blocked or broken: the page works on without it.
    return memoryDrafts();
  }
}

export function memoryDrafts(): DraftStore {
  const drafts = new Map<string, Draft>();
  return {
    list: async () => newestFirst([...drafts.values()].map(rowOf)),
    read: async (id) => drafts.get(id),
    write: async (draft) => void drafts.set(draft.id, draft),
    remove: async (id) => void drafts.delete(id),
    isLasting: false,
  };
}

const newestFirst = (rows: readonly DraftRow[]) => rows.toSorted((a, b) => b.savedAt - a.savedAt);

const rowOf = ({ id, savedAt, state }: Draft): DraftRow => ({
  id,
  savedAt,
  title: state.title === '' ? (state.files[0]?.name ?? 'expression') : state.title,
  size: state.files.reduce((sum, file) => sum + file.text.length, state.expression.length),
});

/** Opens the database once, and again after the browser closed it (a person cleared the site's data, another version needs it). */
function databaseOpener(): () => Promise<IDBDatabase> {
  let database: Promise<IDBDatabase> | undefined;
  const forget = () => {
    database = undefined;
  };
  return () => {
    if (database === undefined) {
      database = openDatabase(forget);
      database.catch(forget);
    }
    return database;
  };
}

const openDatabase = (onClosed: () => void): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('gateglass', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('drafts', { keyPath: 'id' });
      // Rows apart from the texts: a list must not read megabytes.
      opening.result.createObjectStore('rows', { keyPath: 'id' });
    };
    opening.onsuccess = () => {
      const { result } = opening;
      result.onclose = onClosed;
      result.onversionchange = () => {
        result.close();
        onClosed();
      };
      resolve(result);
    };
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error('The database is blocked by another version of the page.'));
    setTimeout(() => reject(new Error('The database does not answer.')), PATIENCE);
  });

function indexedDrafts(open: () => Promise<IDBDatabase>): DraftStore {
  const ask = async <T>(store: 'drafts' | 'rows', request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = (await open()).transaction(store, 'readonly');
    return new Promise((resolve, reject) => {
      const asked = request(transaction.objectStore(store));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const change = async (both: (drafts: IDBObjectStore, rows: IDBObjectStore) => void): Promise<void> => {
    const transaction = (await open()).transaction(['drafts', 'rows'], 'readwrite');
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
      both(transaction.objectStore('drafts'), transaction.objectStore('rows'));
      // Left to itself it ends when the page has heard of each part, which a page that is closed never does.
      transaction.commit();
    });
  };
  return {
    list: async () => newestFirst(await ask('rows', (store) => store.getAll() as IDBRequest<DraftRow[]>)),
    read: (id) => ask('drafts', (store) => store.get(id) as IDBRequest<Draft | undefined>),
    write: (draft) =>
      change((drafts, rows) => {
        drafts.put(draft);
        rows.put(rowOf(draft));
      }),
    remove: (id) =>
      change((drafts, rows) => {
        drafts.delete(id);
        rows.delete(id);
      }),
    isLasting: true,
  };
}

/** Old drafts go when a new one comes. */
function withPruning(store: DraftStore): DraftStore {
  return {
    ...store,
    write: async (draft) => {
      await store.write(draft);
      const rows = await store.list();
      const old = rows.filter((row, at) => row.id !== draft.id && (at >= KEPT || draft.savedAt - row.savedAt > KEPT_FOR));
      for (const row of old) await store.remove(row.id);
    },
  };
}
