// Retry policies. Envoy 1.40: a route's policy wholly replaces the virtual host's; headers of internal callers add conditions.

import type { Headers } from '../../../http/headers.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { child, children, type Message, milliseconds, numbers, optionalWhole, originOf, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';

export const retryPolicyOf = (s: Stream, action: Message): Message | undefined =>
  child(action, 'retry_policy') ?? child(s.virtualHost?.config, 'retry_policy');

export interface Retries {
  readonly on: ReadonlySet<string>;
  readonly most: number;
  readonly statuses: ReadonlySet<number>;
  readonly headers: readonly Message[];
  /** Response headers whose presence is enough, named by the request. */
  readonly named: readonly string[];
  /** The policy; undefined where headers alone ask for retries. */
  readonly policy: Message | undefined;
}

const GRPC = new Set(['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable']);
const GRPC_STATUS: Readonly<Record<string, string>> = {
  cancelled: '1',
  'deadline-exceeded': '4',
  internal: '13',
  'resource-exhausted': '8',
  unavailable: '14',
};

/** Retries that are played through. Envoy 1.40 waits between them, so that the time for the whole request is over long before. */
const MOST_RETRIES = 1000;

function bounded(most: number, s: Stream, policy: Message | undefined): number {
  if (most <= MOST_RETRIES) return most;
  s.trace.assume({
    code: 'many-retries',
    what: `of ${most} retries no more than ${MOST_RETRIES} are played through`,
    ...(policy === undefined ? {} : { origin: originOf(policy, 'num_retries') }),
  });
  return MOST_RETRIES;
}

/** The retries that a request may have; undefined: none. */
export function retriesOf(s: Stream, action: Message): Retries | undefined {
  const policy = retryPolicyOf(s, action);
  const header = `${s.headers.first('x-envoy-retry-on') ?? ''},${s.headers.first('x-envoy-retry-grpc-on') ?? ''}`;
  const list = `${policy === undefined ? '' : text(policy, 'retry_on')},${header}`;
  const on = new Set(listOf(list));
  if (on.size === 0) return undefined;
  const request = children(policy, 'retriable_request_headers');
  if (request.length > 0 && !request.some((h) => headerMatcher(h).test(s.headers, guard(s.world, 'match_headers_individually'))))
    return undefined;
  const asked = s.headers.first('x-envoy-max-retries');
  const most =
    asked !== undefined && /^\+?[0-9]+$/.test(asked)
      ? Number(asked)
      : policy === undefined
        ? 1
        : (optionalWhole(policy, 'num_retries') ?? 1);
  const codes = (s.headers.first('x-envoy-retriable-status-codes') ?? '')
    .split(',')
    .map(Number)
    .filter((n) => n > 0);
  return {
    on,
    most: bounded(most, s, policy),
    statuses: new Set([...(policy === undefined ? [] : numbers(policy, 'retriable_status_codes')), ...codes]),
    headers: children(policy, 'retriable_headers'),
    named: listOf(s.headers.first('x-envoy-retriable-header-names')),
    policy,
  };
}

const listOf = (list: string | undefined): readonly string[] =>
  (list ?? '')
    .split(',')
    .map((x) => x.trim())
    .filter((x) => x !== '');

/** The condition by which a response is one to try again; undefined: there is none. */
export function retriedFor(r: Retries, status: number, headers: Headers, s: Stream): string | undefined {
  const { on } = r;
  if (headers.has('x-envoy-ratelimited')) return on.has('envoy-ratelimited') ? 'envoy-ratelimited' : undefined;
  if (on.has('5xx') && status >= 500 && status < 600) return '5xx';
  if (on.has('gateway-error') && status >= 502 && status <= 504) return 'gateway-error';
  if (on.has('retriable-4xx') && status === 409) return 'retriable-4xx';
  if (on.has('retriable-status-codes') && r.statuses.has(status)) return 'retriable-status-codes';
  const individually = guard(s.world, 'match_headers_individually');
  if (
    on.has('retriable-headers') &&
    (r.headers.some((h) => headerMatcher(h).test(headers, individually)) || r.named.some((name) => headers.has(name)))
  )
    return 'retriable-headers';
  const grpc = headers.first('grpc-status');
  return grpc === undefined ? undefined : [...on].find((c) => GRPC.has(c) && GRPC_STATUS[c] === grpc);
}

/** The same of an upstream that went away without an answer. `isUnsent`: there was no connection for the request. */
export const retriedForReset = ({ on }: Retries, isUnsent: boolean): string | undefined =>
  ['5xx', 'gateway-error', 'reset', ...(isUnsent ? ['reset-before-request', 'connect-failure'] : [])].find((c) => on.has(c));

/** The same of an attempt that took longer than it may. */
export const retriedForTimeout = ({ on }: Retries): string | undefined => ['5xx', 'gateway-error', 'reset'].find((c) => on.has(c));

/** Envoy 1.40: an answer that says when to come back may be waited for in place of the random back-off. */
export function waitsAsTold(r: Retries, headers: Headers | undefined): boolean {
  const backOff = child(r.policy, 'rate_limited_retry_back_off');
  const most = milliseconds(backOff, 'max_interval') ?? 300_000;
  return children(backOff, 'reset_headers').some((h) => {
    const value = headers?.first(text(h, 'name').toLowerCase()) ?? '';
    // how far off a point in time is, the simulation cannot know
    if (text(h, 'format') === 'UNIX_TIMESTAMP') return /^[0-9]+$/.test(value);
    return /^[0-9]+$/.test(value) && Number(value) > 0 && Number(value) * 1000 <= most;
  });
}
