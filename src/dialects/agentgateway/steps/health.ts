// agentgateway 1.4, `health`: whether an answer counts against the endpoint that gave it. Without an expression every 5xx does; an expression that fails
// or gives no bool counts the answer as good. Where the call fails it sees the gateway's own answer, a 503 or 504. What follows for the requests after this
// one is told in `eviction.ts`.

import { Headers } from '../../../http/headers.ts';
import { spokenTime } from '../../../simulate/milliseconds.ts';
import { isTrue, traced, withResponse } from '../cel-site.ts';
import type { AgwPolicy, CelText } from '../model.ts';
import type { Exchange, LiveResponse } from '../run/exchange.ts';
import type { Called } from '../run/upstream.ts';
import { countAnswer, type EvictionSpec, memberOf } from './eviction.ts';
import type { HealthSpec } from './settings.ts';

/** Tells how a call of this endpoint counts. */
export function judgeHealth(x: Exchange, policy: AgwPolicy, endpoint: string, called: Called): void {
  const { unhealthy, eviction } = policy.spec as HealthSpec;
  if (eviction === undefined && !x.trace.wanted) return;
  const verdict = judge(x, unhealthy, called);
  const follows = consequence(x, endpoint, verdict.bad, eviction, called);
  x.trace.record(() => ({
    step: 'health',
    target: endpoint,
    entity: policy.id,
    result: 'pass',
    because: `${verdict.because}: the call counts as ${verdict.bad ? `a failure${follows}` : 'good'}`,
    origin: unhealthy?.origin ?? policy.origin,
    ...(verdict.expressions === undefined ? {} : { expressions: verdict.expressions }),
  }));
}

/** Counts the answer, and says what follows from a failure. */
function consequence(x: Exchange, endpoint: string, bad: boolean, eviction: EvictionSpec | undefined, called: Called): string {
  if (eviction === undefined) return ', which leads to nothing without eviction';
  const member = memberOf(x, endpoint);
  if (member === undefined) return ', which leads to nothing: the backend has one address';
  const duration = countAnswer(x, member, bad, eviction, called);
  return duration === undefined ? ', and the endpoint stays in use' : `, and the endpoint is left out for ${spokenTime(duration)}`;
}

interface Verdict {
  readonly bad: boolean;
  readonly because: string;
  readonly expressions?: readonly ReturnType<typeof traced>[];
}

function judge(x: Exchange, unhealthy: CelText | undefined, called: Called): Verdict {
  const failed = called.kind === 'failed' ? `${called.connection ? 'no answer' : 'the answer came too late'}, ` : '';
  const response = called.kind === 'failed' ? { status: called.status, headers: new Headers(), body: new Uint8Array() } : called.response;
  if (unhealthy !== undefined) return byExpression(x, unhealthy, response, failed);
  const because =
    failed === ''
      ? `the status is ${response.status}; where no expression is set 5xx is bad`
      : `${failed}which is bad where no expression is set`;
  return { bad: response.status >= 500, because };
}

function byExpression(x: Exchange, unhealthy: CelText, response: LiveResponse, failed: string): Verdict {
  let bad = false;
  const expressions: ReturnType<typeof traced>[] = [];
  withResponse(x, response, () => {
    bad = isTrue(x, unhealthy);
    expressions.push(traced(x, unhealthy));
  });
  return { bad, because: `${failed}unhealthyExpression is ${bad ? 'true' : 'not true'}`, expressions };
}
