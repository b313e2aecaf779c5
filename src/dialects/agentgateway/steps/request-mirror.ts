// agentgateway 1.4, `requestMirror`: a share of the requests goes to a second backend as well, as rewritten, without body; its answer is
// thrown away. `percentage` is a fraction: 0.5 is every other request.
import { CONTINUE } from '../../../simulate/phases.ts';
import { type At, child, numberOf } from '../read/at.ts';
import { type BackendRef, readBackendRef, resolveRef } from '../read/backend-ref.ts';
import type { PolicyKind } from './kind.ts';

export interface MirrorSpec {
  readonly backend: BackendRef | undefined;
  readonly percentage: number;
}

export const requestMirror: PolicyKind<MirrorSpec> = {
  key: 'requestMirror',
  read: (at: At) => ({ backend: readBackendRef(child(at, 'backend')), percentage: numberOf(child(at, 'percentage')) ?? 0 }),
  says: (spec) => `${Math.round(spec.percentage * 1000) / 10} % to ${spec.backend?.name ?? 'nothing'}`,
  request: ({ spec, name, id, origin }, x) => {
    const endpoint = spec.backend === undefined ? undefined : resolveRef(x.model, spec.backend)?.endpoint;
    const taken = spec.percentage >= 1 || (spec.percentage > 0 && fractionOf(x.random) < spec.percentage);
    if (spec.percentage > 0 && spec.percentage < 1) x.chance = true;
    if (taken && endpoint !== undefined) x.mirrors.push(endpoint);
    x.trace.record(() => ({
      step: 'requestMirror',
      target: name,
      entity: id,
      result: taken ? 'change' : 'pass',
      because: taken ? `a copy goes to ${spec.backend?.name}` : 'this request is not copied',
      origin,
    }));
    return CONTINUE;
  },
};

/** The stream's random value as a fraction, in ten-thousandths. */
const fractionOf = (random: number): number => (random % 10_000) / 10_000;
