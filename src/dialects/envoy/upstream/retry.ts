// Retry policies. Envoy 1.40: a route's policy wholly replaces the virtual host's; headers of internal callers add conditions.

import type { Headers } from '../../../http/headers.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { child, children, type Message, numbers, optionalWhole, text } from '../schema/message.ts';
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
}

const GRPC = new Set(['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable']);
const GRPC_STATUS: Readonly<Record<string, string>> = {
  cancelled: '1',
  'deadline-exceeded': '4',
  internal: '13',
  'resource-exhausted': '8',
  unavailable: '14',
};

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
    asked !== undefined && /^[0-9]+$/.test(asked) ? Number(asked) : policy === undefined ? 1 : (optionalWhole(policy, 'num_retries') ?? 1);
  const codes = (s.headers.first('x-envoy-retriable-status-codes') ?? '')
    .split(',')
    .map(Number)
    .filter((n) => n > 0);
  return {
    on,
    most,
    statuses: new Set([...(policy === undefined ? [] : numbers(policy, 'retriable_status_codes')), ...codes]),
    headers: children(policy, 'retriable_headers'),
    named: listOf(s.headers.first('x-envoy-retriable-header-names')),
  };
}

const listOf = (list: string | undefined): readonly string[] =>
  (list ?? '')
    .split(',')
    .map((x) => x.trim())
    .filter((x) => x !== '');

/** Whether a response is one to try again. */
export function retriesResponse(r: Retries, status: number, headers: Headers, s: Stream): boolean {
  const { on } = r;
  if (headers.has('x-envoy-ratelimited')) return on.has('envoy-ratelimited');
  if (on.has('5xx') && status >= 500 && status < 600) return true;
  if (on.has('gateway-error') && status >= 502 && status <= 504) return true;
  if (on.has('retriable-4xx') && status === 409) return true;
  if (on.has('retriable-status-codes') && r.statuses.has(status)) return true;
  const individually = guard(s.world, 'match_headers_individually');
  if (
    on.has('retriable-headers') &&
    (r.headers.some((h) => headerMatcher(h).test(headers, individually)) || r.named.some((name) => headers.has(name)))
  )
    return true;
  const grpc = headers.first('grpc-status');
  return grpc !== undefined && [...on].some((c) => GRPC.has(c) && GRPC_STATUS[c] === grpc);
}

/** Whether an upstream that went away without an answer is tried again. `isUnsent`: there was no connection for the request. */
export const retriesReset = ({ on }: Retries, isUnsent: boolean): boolean =>
  on.has('5xx') ||
  on.has('gateway-error') ||
  on.has('reset') ||
  (isUnsent && (on.has('reset-before-request') || on.has('connect-failure')));
