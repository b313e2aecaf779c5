// The engine and the query settings that every hook of this folder shares.
import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Engine } from '../../src/protocol/engine.ts';

export const EngineContext = createContext<Engine | undefined>(undefined);

export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (engine === undefined) throw new Error('No engine: render inside EngineContext.');
  return engine;
}

/** A worker's answer never goes stale, needs no retry and works offline; its inputs are named by revision in the key. */
export const derived = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 10_000,
  retry: false,
  // What shows that it failed would otherwise ask again by being shown, without end.
  retryOnMount: false,
  networkMode: 'always',
  structuralSharing: false,
} as const;

export const createQueries = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, refetchOnReconnect: false } } });
