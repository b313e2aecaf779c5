// agentgateway 1.4: whether a call of the backend is made again. A listed code or a true `condition` asks for it, a connection that fails
// does whatever is listed; the precondition, the number of tries and the request timeout forbid it.
import { isTrue, traced, withResponse } from '../cel-site.ts';
import type { AgwPolicy, CelText } from '../model.ts';
import { endpointsOf } from '../run/clusters.ts';
import type { Exchange } from '../run/exchange.ts';
import type { Called } from '../run/upstream.ts';
import type { RetrySpec } from './timing.ts';

/** Decides after the try with this number, from 0. Gives the endpoint of the next try, for which the request is then ready; undefined: there is none. */
export function nextTry(x: Exchange, policy: AgwPolicy, endpoint: string, attempt: number, called: Called): string | undefined {
  const spec = policy.spec as RetrySpec;
  const cause = causeOf(x, spec, called);
  const forbidden = cause.wanted ? forbiddenBy(x, spec, attempt, called) : undefined;
  const again = cause.wanted && forbidden === undefined;
  x.trace.record(() => ({
    step: 'retry',
    target: endpoint,
    entity: policy.id,
    result: again ? 'change' : cause.wanted ? 'skip' : 'pass',
    because: `try ${attempt + 1} gave ${cause.because}; ${again ? `tried again, ${attempt + 1} of ${spec.attempts}` : (forbidden ?? 'not tried again')}`,
    origin: policy.origin,
    ...explained(x, cause.condition, called),
  }));
  if (!again) return undefined;
  x.request.headers.set('x-retry-attempt', String(attempt + 1));
  x.log.attempt = attempt + 1;
  x.elapsed += spec.backoff;
  return otherThan(x, endpoint);
}

/** Every try chooses anew; an endpoint that has just failed is the last that the load balancer would take. */
function otherThan(x: Exchange, endpoint: string): string {
  if (x.backend?.backend.kind !== 'service') return endpoint;
  const all = endpointsOf(x.backend);
  return all[(all.indexOf(endpoint) + 1) % all.length] ?? endpoint;
}

interface Cause {
  readonly wanted: boolean;
  readonly because: string;
  /** The condition, where it was asked. */
  readonly condition?: CelText;
}

function causeOf(x: Exchange, spec: RetrySpec, called: Called): Cause {
  if (called.kind === 'failed' && called.connection) return { wanted: true, because: 'no answer' };
  const status = called.kind === 'failed' ? called.status : called.response.status;
  if (spec.codes.includes(status)) return { wanted: true, because: `${status}, which is listed` };
  const unlisted = `${status}, which is not among ${spec.codes.join(', ') || 'the codes'}`;
  const { condition } = spec;
  if (condition === undefined || called.kind === 'failed') return { wanted: false, because: unlisted };
  let wanted = false;
  withResponse(x, called.response, () => {
    wanted = isTrue(x, condition);
  });
  return { wanted, because: `${unlisted}, and the condition is ${wanted ? 'true' : 'not true'}`, condition };
}

function forbiddenBy(x: Exchange, spec: RetrySpec, attempt: number, called: Called): string | undefined {
  if (called.kind === 'failed' && called.final) return 'the time for the whole request is over';
  if (!x.retryAllowed) return 'not tried again, since the precondition is not true';
  return attempt < spec.attempts ? undefined : `not tried again: that was the last of ${spec.attempts + 1} tries`;
}

function explained(
  x: Exchange,
  condition: CelText | undefined,
  called: Called,
): { readonly expressions?: readonly ReturnType<typeof traced>[] } {
  if (condition === undefined || called.kind === 'failed') return {};
  const expressions: ReturnType<typeof traced>[] = [];
  withResponse(x, called.response, () => expressions.push(traced(x, condition)));
  return { expressions };
}
