// Mounts the embed: the page's own parts with slim chrome, in memory only, and a line to the host.
import '../app/app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import type { EmbedOptions } from '../../src/protocol/embed.ts';
import { ErrorBoundary } from '../app/ErrorBoundary.tsx';
import { createQueries, EngineContext } from '../queries/context.ts';
import { DEFAULT_SETTINGS } from '../state/settings.ts';
import { createAppStore, StoreContext } from '../state/store.ts';
import { EngineClient, spawnEngine } from '../workers/client.ts';
import { openContent } from './content.ts';
import { Embed } from './Embed.tsx';
import { connectHost } from './host.ts';

export function mountEmbed(root: HTMLElement, options: EmbedOptions): void {
  const store = createAppStore({ ...DEFAULT_SETTINGS, editor: 'light' });
  const host = connectHost(root);
  createRoot(root).render(
    <ErrorBoundary>
      <StoreContext value={store}>
        <EngineContext value={new EngineClient(spawnEngine)}>
          <QueryClientProvider client={createQueries()}>
            <Embed options={options} host={host} />
          </QueryClientProvider>
        </EngineContext>
      </StoreContext>
    </ErrorBoundary>,
  );
  void openContent(store);
  addEventListener('hashchange', () => void openContent(store));
}
