// What a person typed or chose, and nothing that is computed from it. Made by a factory and given by context, so that two embeds
// on one page are two stores. Plain data only: the whole of it can be logged and replayed.
import { createContext, useContext } from 'react';
import { createStore, type StateCreator, type StoreApi, useStore } from 'zustand';
import { createExpressionSlice, type ExpressionSlice } from './expression.ts';
import { createRequestsSlice, type RequestsSlice } from './requests.ts';
import { createSelectionSlice, type SelectionSlice } from './selection.ts';
import { createSettingsSlice, type Settings, type SettingsSlice } from './settings.ts';
import { createViewSlice, type ViewSlice } from './view.ts';
import { createWorkspaceSlice, type WorkspaceSlice } from './workspace.ts';

export type State = WorkspaceSlice & RequestsSlice & ExpressionSlice & SelectionSlice & ViewSlice & SettingsSlice;
export type Slice<S> = StateCreator<State, [], [], S>;
export type Store = StoreApi<State>;

/** A store with nothing in it. `settings` is what the browser remembers. */
export function createAppStore(settings: Settings): Store {
  return createStore<State>()((...use) => ({
    ...createWorkspaceSlice(...use),
    ...createRequestsSlice(...use),
    ...createExpressionSlice(...use),
    ...createSelectionSlice(...use),
    ...createViewSlice(...use),
    ...createSettingsSlice(settings)(...use),
  }));
}

export const StoreContext = createContext<Store | undefined>(undefined);

/** The store of this page or embed. */
export function useAppStore(): Store {
  const store = useContext(StoreContext);
  if (store === undefined) throw new Error('No store: render inside StoreContext.');
  return store;
}

/** A part of the state; renders again when that part changes. */
export const useApp = <T>(select: (state: State) => T): T => useStore(useAppStore(), select);
