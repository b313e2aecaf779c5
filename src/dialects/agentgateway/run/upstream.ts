// Calling the backend: Host, timeouts, retries (agentgateway 1.4). `attempts` counts the calls after the first. A listed code or a true condition is
// tried again; a connection that fails is tried again whatever `codes` says, unless the precondition is false. The timeout of a try ends one
// call, the request timeout ends everything. Every retry carries `x-retry-attempt`.

import { isIpAddress, splitAuthority } from '../../../http/authority.ts';
import { Headers } from '../../../http/headers.ts';
import { spokenTime } from '../../../simulate/milliseconds.ts';
import { lateSteps } from '../parts.ts';
import type { HttpSpec } from '../steps/settings.ts';
import type { TimeoutSpec } from '../steps/timing.ts';
import { type Exchange, failure, type LiveResponse, type Outcome } from './exchange.ts';
import { nextResponse, type ServerResponse } from './responses.ts';

const OK: ServerResponse = { status: 200, headers: [], body: new Uint8Array(), delayMs: 0, reset: false, refused: false, given: {} };

/** Backends known by name get that name as Host, unless a rewrite says otherwise; IP addresses keep the client's Host. */
export function setUpstreamHost(x: Exchange, endpoint: string): void {
  const { host } = splitAuthority(endpoint);
  if (isIpAddress(host) || x.hostRewrite === 'none' || x.hostRewrite === 'set') return;
  x.request.authority = host;
}

export type Called =
  | { readonly kind: 'response'; readonly response: LiveResponse }
  | {
      readonly kind: 'failed';
      readonly outcome: Outcome;
      readonly status: number;
      /** The connection failed. */
      readonly connection: boolean;
      /** The time for the whole request is over. */
      readonly final?: boolean;
    };

/** Calls a server, again as long as the retry policy asks for it. */
export function callUpstream(
  x: Exchange,
  first: string,
  ...names: readonly (string | undefined)[]
): { readonly response: LiveResponse } | { readonly outcome: Outcome } {
  const retry = x.routePolicies.find((p) => p.type === 'retry');
  const limits = limitsOf(x);
  let endpoint = first;
  for (let attempt = 0; ; attempt++) {
    const called = callOnce(x, endpoint, limits, nextResponse(x, endpoint, ...names) ?? OK);
    const health = x.backendPolicies.find((p) => p.type === 'health');
    if (health !== undefined) lateSteps().judgeHealth(x, health, endpoint, called);
    const next = retry === undefined ? undefined : lateSteps().nextTry(x, retry, endpoint, attempt, called);
    if (next === undefined) return called.kind === 'response' ? { response: called.response } : { outcome: called.outcome };
    endpoint = next;
    x.endpoint = next;
  }
}

interface Limits {
  readonly request: number;
  readonly call: number;
}

function limitsOf(x: Exchange): Limits {
  const timeout = x.routePolicies.find((p) => p.type === 'timeout')?.spec as TimeoutSpec | undefined;
  const http = x.backendPolicies.find((p) => p.type === 'http')?.spec as HttpSpec | undefined;
  return {
    request: timeout?.request ?? Number.POSITIVE_INFINITY,
    call: http?.requestTimeout ?? timeout?.backend ?? Number.POSITIVE_INFINITY,
  };
}

function callOnce(x: Exchange, endpoint: string, limits: Limits, server: ServerResponse): Called {
  if (!x.body.replaced) x.body.passed = true;
  const left = limits.request - x.elapsed;
  const route = x.route?.name ?? endpoint;
  const took = Math.min(server.delayMs, limits.call, left);
  x.elapsed += took;
  if (isOver(server.delayMs, left) && left <= limits.call) {
    const because = `${endpoint} takes ${spokenTime(server.delayMs)}; the whole request may take ${spokenTime(limits.request)}`;
    note(x, endpoint, because);
    return {
      kind: 'failed',
      status: 504,
      connection: false,
      final: true,
      outcome: failure(504, 'Timeout', 'request timeout', `Timed out on ${route}`, `${because}.`),
    };
  }
  if (isOver(server.delayMs, limits.call)) {
    const because = `${endpoint} takes ${spokenTime(server.delayMs)}; a call may take ${spokenTime(limits.call)}`;
    note(x, endpoint, because);
    return {
      kind: 'failed',
      status: 504,
      connection: false,
      outcome: failure(504, 'Timeout', 'upstream call timeout', `Timed out on ${route}`, `${because}.`),
    };
  }
  if (server.reset || server.refused) {
    const because = server.refused ? `${endpoint} refuses the connection` : `${endpoint} closes the connection without an answer`;
    note(x, endpoint, because);
    return {
      kind: 'failed',
      status: 503,
      connection: true,
      outcome: failure(
        503,
        'UpstreamFailure',
        `upstream call failed: ${server.refused ? REFUSED : CLOSED}`,
        `No answer from ${endpoint}`,
        `${because}.`,
      ),
    };
  }
  return {
    kind: 'response',
    response: {
      status: server.status,
      headers: responseHeaders(server),
      body: x.request.method === 'HEAD' ? new Uint8Array() : server.body,
    },
  };
}

/** A limit of nothing is over before anything is sent. */
const isOver = (delay: number, limit: number): boolean => delay > limit || limit <= 0;

const CLOSED = 'SendRequest: connection closed before message completed';
const REFUSED = 'Connect: Connection refused (os error 111)';

const note = (x: Exchange, endpoint: string, because: string): void =>
  x.trace.record(() => ({ step: 'upstream', target: endpoint, result: 'respond', because }));

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
]);

function responseHeaders(server: ServerResponse): Headers {
  const headers = new Headers(
    server.headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (!headers.has('content-length')) headers.add('content-length', String(server.body.length));
  return headers;
}
