// The requests as expressions see them beside a configuration: with what the gateway found out about each on its way (verified claims,
// who a key belongs to), so that the expression's answer and the gateway's cannot contradict each other.
import type { SampleRequest } from '../../src/http/sample-request.ts';
import { useApp } from '../state/store.ts';
import { useDecisions } from './use-decisions.ts';

export interface Informed {
  /** Changes when something that was learnt may have. */
  readonly key: string;
  /** `request` with what was learnt of it; what it says itself stays. */
  readonly with: (id: string, request: SampleRequest) => SampleRequest;
  /** Names of what was learnt of a request and not given with it. */
  readonly names: (id: string, request: SampleRequest | undefined) => readonly string[];
}

const PLAIN: Informed = { key: '', with: (_, request) => request, names: () => [] };

export function useInformed(): Informed {
  const decided = useDecisions().data;
  const mode = useApp((state) => state.mode);
  const document = useApp((state) => state.document);
  if (mode !== 'gateway' || decided === undefined || decided.document !== document) return PLAIN;
  const learnt = new Map(
    [...decided.decisions].flatMap(([id, decision]) => (decision.learnt === undefined ? [] : [[id, decision.learnt]])),
  );
  if (learnt.size === 0) return PLAIN;
  return {
    key: `${decided.revision} ${decided.requestsRevision}`,
    with: (id, request) => {
      const known = learnt.get(id);
      return known === undefined ? request : { ...request, vars: { ...known, ...request.vars } };
    },
    names: (id, request) =>
      Object.keys(learnt.get(id) ?? {}).filter(
        (name) => !(name === 'jwt' && request?.jwt !== undefined) && !Object.hasOwn(request?.vars ?? {}, name),
      ),
  };
}
