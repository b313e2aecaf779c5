// Starts the page.
import './fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import './app/app.css';
import { createRoot } from 'react-dom/client';
import { Root } from './app/Root.tsx';
import { applyTheme } from './app/theme.ts';
import { readSettings, writeSettings } from './state/settings.ts';
import { createAppStore } from './state/store.ts';

const root = document.getElementById('root') as HTMLElement;

const store = createAppStore(readSettings(() => localStorage));
applyTheme(store.getState().theme);
store.subscribe((state, before) => {
  if (state.theme !== before.theme) applyTheme(state.theme);
  if (state.theme !== before.theme || state.editor !== before.editor || state.layouts !== before.layouts)
    writeSettings(() => localStorage, state);
});

createRoot(root).render(<Root store={store} />);
