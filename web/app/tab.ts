// Which draft belongs to this tab. The id lives in sessionStorage; a duplicated tab has a copy of it, so a lock that only one tab can
// hold tells the original from the copy, which then gets an id of its own.

const KEY = 'gateglass.tab';

export interface TabMemory {
  readonly draft: string;
  /** The fragment that the tab had when the draft was written: another one means another content was asked for. */
  readonly hash: string;
}

export function readTab(): TabMemory | undefined {
  try {
    const saved: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof saved !== 'object' || saved === null || !('draft' in saved) || !('hash' in saved)) return undefined;
    return typeof saved.draft === 'string' && typeof saved.hash === 'string' ? { draft: saved.draft, hash: saved.hash } : undefined;
  } catch {
    // No storage, no memory of the tab.
    return undefined;
  }
}

export function writeTab(memory: TabMemory): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // As above: the tab forgets.
  }
}

export const newDraftId = (): string => `d${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 6).toString(36)}`;

/** Holds a draft for this tab until it is closed; false when another tab has it. */
export function holdDraft(id: string): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(`gateglass.draft.${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<void>(() => {});
      })
      // Locks are refused in some frames; then there is one tab as far as can be known.
      .catch(() => resolve(true));
  });
}
