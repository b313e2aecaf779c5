// What the page can open in place of what it shows. The page makes it; panes that offer content ask for it here.
import { createContext, useContext } from 'react';
import type { Payload } from '../../src/permalink/payload.ts';
import type { DraftStore } from './drafts.ts';
import type { ConfigFile } from './workspace.ts';

export interface Session {
  readonly openExample: (slug: string) => Promise<void>;
  readonly openDraft: (id: string) => Promise<void>;
  readonly openBlank: () => Promise<void>;
  readonly openPayload: (payload: Payload) => Promise<void>;
  /** Puts files in place of the configuration, which keeps what was typed before as a draft of its own. */
  readonly openFiles: (files: readonly ConfigFile[]) => Promise<void>;
  readonly drafts: DraftStore;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** Undefined while the first content is still on its way. */
export const useSession = (): Session | undefined => useContext(SessionContext);
