// The policies as the runner wants them: by type, with what they do on either side.
import type { StepTable } from '../../../simulate/phases.ts';
import type { AgwPolicy } from '../model.ts';
import { kinds } from '../steps/index.ts';
import type { Exchange, Outcome, Reply } from './exchange.ts';

export const stepTable: StepTable<AgwPolicy, Exchange, Reply> = Object.fromEntries(
  kinds
    .filter((kind) => kind.support !== 'opaque')
    .map((kind) => [
      kind.key,
      {
        ...(kind.request === undefined
          ? {}
          : { request: (policy: AgwPolicy, x: Exchange) => kind.request?.(policy, x) ?? { kind: 'continue' as const } }),
        ...(kind.response === undefined ? {} : { response: (policy: AgwPolicy, x: Exchange) => kind.response?.(policy, x) }),
      },
    ]),
);

/** A policy whose effect is not computed: the request goes on, and the answer says so. */
export function passOpaque(policy: AgwPolicy, x: Exchange): Outcome {
  x.trace.assume({
    code: 'opaque-policy',
    what: `${policy.name} may change or answer the request.`,
    target: policy.id,
    origin: policy.origin,
  });
  return { kind: 'continue' };
}
