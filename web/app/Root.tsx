// Everything the page needs, given by context: store, engine, queries, session.
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { createQueries, EngineContext } from '../queries/context.ts';
import { openDrafts } from '../state/drafts.ts';
import { type Session, SessionContext } from '../state/session.ts';
import { type Store, StoreContext } from '../state/store.ts';
import { EngineClient, spawnEngine } from '../workers/client.ts';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { startSession } from './start.ts';

export function Root({ store }: { readonly store: Store }) {
  const [engine] = useState(() => new EngineClient(spawnEngine));
  const [queries] = useState(createQueries);
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    void openDrafts().then(async (drafts) => setSession(await startSession(store, drafts)));
  }, [store]);
  return (
    <ErrorBoundary>
      <StoreContext value={store}>
        <EngineContext value={engine}>
          <QueryClientProvider client={queries}>
            <SessionContext value={session}>
              <App />
            </SessionContext>
          </QueryClientProvider>
        </EngineContext>
      </StoreContext>
    </ErrorBoundary>
  );
}
