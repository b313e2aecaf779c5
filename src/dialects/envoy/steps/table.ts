// Every HTTP filter that is simulated, by the type of its configuration. A filter that is not here is named in the answer's
// assumptions and lets the request through, unless the sample declares its verdict.
import { CONTINUE, type StepOutcome, type StepTable } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import type { Stream } from '../stream.ts';
import { router } from './router.ts';

export const STEPS: StepTable<EnvoyPolicy, Stream, Reply> = {
  'envoy.extensions.filters.http.router.v3.Router': router,
};

export const isSimulated = (type: string): boolean => Object.hasOwn(STEPS, type);

/** A filter without a step: what the sample declares, else nothing, as an assumption. */
export function runOpaque(policy: EnvoyPolicy, s: Stream): StepOutcome<Reply> {
  const verdict = s.sample.verdicts.get(policy.name);
  if (verdict?.allow === false) {
    const status = typeof verdict.status === 'number' ? verdict.status : 403;
    return { kind: 'reply', reply: { status, body: typeof verdict.body === 'string' ? verdict.body : '', details: `${policy.name}_denied` } };
  }
  if (verdict === undefined)
    s.trace.assume({ code: 'opaque-filter', what: `${policy.name} may answer or change the request; it is taken to let it through`, target: policy.name, origin: policy.origin });
  return CONTINUE;
}
