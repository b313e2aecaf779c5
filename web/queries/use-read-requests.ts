// Requests out of a pasted text, read by the worker, which knows the log formats of the configuration at hand.
import { useCallback } from 'react';
import type { ReadRequests } from '../../src/protocol/engine.ts';
import { useAppStore } from '../state/store.ts';
import { useEngine } from './context.ts';

export function useReadRequests(): (text: string) => Promise<ReadRequests> {
  const engine = useEngine();
  const store = useAppStore();
  return useCallback((text) => engine.readRequests({ revision: String(store.getState().revision), text }), [engine, store]);
}
