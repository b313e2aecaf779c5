// Help while somebody types, from the engine: for the expression, and for a file of the configuration.
import { useMemo, useRef } from 'react';
import type { SampleRequest } from '../../src/http/sample-request.ts';
import type { Engine, TypingAt } from '../../src/protocol/engine.ts';
import { useApp, useAppStore } from '../state/store.ts';
import { useEngine } from './context.ts';
import { useInformed } from './use-informed.ts';

/** Larger texts are not typed by hand, and each question would carry them. */
const LARGEST = 4_000_000;

type About = { readonly kind: 'expression'; readonly profile: string } | { readonly kind: 'config'; readonly dialect: string };

/** What the editors ask; undefined while it is not known what is typed. */
export function useAssist(kind: About['kind'], name: string | undefined) {
  const engine = useEngine();
  const store = useAppStore();
  const selected = useApp((state) => state.selectedRequest);
  const informed = useInformed();
  const latest = useRef(informed);
  latest.current = informed;
  return useMemo(() => {
    if (name === undefined) return undefined;
    const about: About = kind === 'expression' ? { kind, profile: name } : { kind, dialect: name };
    const requestNow = (): SampleRequest | undefined => {
      const request = store.getState().requestList.find((row) => row.id === selected)?.request;
      return request === undefined ? undefined : latest.current.with(selected, request);
    };
    return assistFrom(engine, about, requestNow);
  }, [engine, store, kind, name, selected]);
}

function assistFrom(engine: Engine, about: About, request: () => SampleRequest | undefined) {
  const at = (text: string, offset: number): TypingAt => ({ ...about, text, offset, request: request() });
  /** A newer question, a worker that was stopped: there is no help this time, and that is all. */
  const asked = async <T>(text: string, offset: number, call: (at: TypingAt) => Promise<T>): Promise<T | undefined> => {
    if (text.length > LARGEST) return undefined;
    try {
      return await call(at(text, offset));
    } catch {
      return undefined;
    }
  };
  return {
    complete: (text: string, offset: number) => asked(text, offset, engine.complete.bind(engine)),
    signatures: (text: string, offset: number) => asked(text, offset, engine.signatures.bind(engine)),
    hover: (text: string, offset: number) => asked(text, offset, engine.hover.bind(engine)),
    warm: () => void asked('', 0, engine.hover.bind(engine)),
  };
}
