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
    const { percentage } = spec;
    const taken = percentage >= 1 || (percentage > 0 && fractionOf(x.random) < percentage);
    const byChance = percentage > 0 && percentage < 1;
    if (byChance) x.chance = true;
    if (taken && endpoint !== undefined) x.mirrors.push(endpoint);
    x.trace.record(() => {
      const share = byChance
        ? `the random value ${fractionOf(x.random)} is ${taken ? 'below' : 'not below'} ${percentage}`
        : `the percentage ${percentage} is ${taken ? 'every' : 'no'} request`;
      const what = taken
        ? endpoint === undefined
          ? `no copy: ${spec.backend?.name ?? 'nothing'} names no backend`
          : `a copy goes to ${spec.backend?.name}`
        : 'this request is not copied';
      return {
        step: 'requestMirror',
        target: name,
        entity: id,
        result: taken && endpoint !== undefined ? 'change' : 'pass',
        because: `${what}; ${share}`,
        origin,
      };
    });
    return CONTINUE;
  },
};

/** The stream's random value as a fraction, in ten-thousandths. */
export const fractionOf = (random: number): number => (random % 10_000) / 10_000;
