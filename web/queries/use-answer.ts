// The decision of the selected request, with the texts its places refer to, and how far it can be trusted at this moment.

import type { Decision } from '../../src/model/decision.ts';
import type { Source } from '../../src/text/source.ts';
import { useApp } from '../state/store.ts';
import { TimedOut, Unreachable } from '../workers/client.ts';
import { useDecisions } from './use-decisions.ts';
import { isOnlyRecognised, useLowered } from './use-lowered.ts';

export interface PageAnswer {
  readonly decision: Decision | undefined;
  /** By file name: the texts as they were when the answer was made. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly state:
    | 'nothing' // no configuration yet
    | 'working' // the first answer is on its way
    | 'current'
    | 'stale' // an answer to an earlier text
    | 'recognised' // a dialect that is known by name only
    | 'unreadable' // nothing of the text can be used, and nothing could before
    | 'stopped' // took too long
    | 'unreachable' // the engine, or a part of it, could not be fetched
    | 'failed'; // our fault
  readonly failure?: Error;
  readonly retry: () => void;
}

const none: ReadonlyMap<string, Source> = new Map();

export function useAnswer(): PageAnswer {
  const opened = useLowered();
  const decided = useDecisions();
  const revision = useApp((state) => state.revision);
  const requestsRevision = useApp((state) => state.requestsRevision);
  const document = useApp((state) => state.document);
  const selected = useApp((state) => state.selectedRequest);
  const started = useApp((state) => state.started && state.files.some((file) => file.text.trim() !== ''));
  const data = decided.data?.document === document ? decided.data : undefined;
  const decision = data?.decisions.get(selected);
  const failure = opened.error ?? decided.error ?? undefined;
  const isCurrent = data?.revision === revision && data.requestsRevision === requestsRevision;
  const lowered = opened.data?.document === document ? opened.data.lowered : undefined;
  return {
    decision: started ? decision : undefined,
    sources: data?.sources ?? none,
    state: !started ? 'nothing' : stateOf(),
    ...(failure === undefined ? {} : { failure }),
    retry: () => void (opened.error === null ? decided : opened).refetch(),
  };

  function stateOf(): PageAnswer['state'] {
    if (failure instanceof TimedOut) return 'stopped';
    if (failure instanceof Unreachable) return 'unreachable';
    if (failure !== undefined) return 'failed';
    if (lowered !== undefined && !lowered.usable && decision === undefined) return isOnlyRecognised(lowered) ? 'recognised' : 'unreadable';
    if (decision === undefined) return 'working';
    return isCurrent ? 'current' : 'stale';
  }
}
