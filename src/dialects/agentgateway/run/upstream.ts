// Calling the backend: Host, timeouts, retries (agentgateway 1.4). `attempts` counts the calls after the first. A listed code or a true condition is
// tried again; a connection that fails is tried again whatever `codes` says, unless the precondition is false. The timeout of a try ends one
// call, the request timeout ends everything. Every retry carries `x-retry-attempt`.
import { isIpAddress, splitAuthority } from '../../../http/authority.ts';
import { Headers } from '../../../http/headers.ts';
import { isTrue } from '../cel-site.ts';
import type { HttpSpec } from '../steps/settings.ts';
import type { RetrySpec, TimeoutSpec } from '../steps/timing.ts';
import { type Exchange, failure, type LiveResponse, type Outcome } from './exchange.ts';
import { nextResponse, type ServerResponse } from './responses.ts';

const OK: ServerResponse = { status: 200, headers: [], body: new Uint8Array(), delayMs: 0, reset: false, refused: false, given: {} };

/** Backends known by name get that name as Host, unless a rewrite says otherwise; IP addresses keep the client's Host. */
export function setUpstreamHost(x: Exchange, endpoint: string): void {
  const { host } = splitAuthority(endpoint);
  if (isIpAddress(host) || x.hostRewrite === 'none' || x.hostRewrite === 'set') return;
  x.request.authority = host;
}

type Called =
  | { readonly kind: 'response'; readonly response: LiveResponse }
  | { readonly kind: 'failed'; readonly outcome: Outcome; readonly status: number; readonly connection: boolean };

/** Calls a server, again as long as the retry policy asks for it. */
export function callUpstream(
  x: Exchange,
  endpoint: string,
  ...names: readonly (string | undefined)[]
): { readonly response: LiveResponse } | { readonly outcome: Outcome } {
  const retry = x.routePolicies.find((p) => p.type === 'retry')?.spec as RetrySpec | undefined;
  const limits = limitsOf(x);
  const most = retry === undefined || !x.retryAllowed ? 0 : retry.attempts;
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) {
      x.request.headers.set('x-retry-attempt', String(attempt));
      x.log.attempt = attempt;
      x.elapsed += retry?.backoff ?? 0;
    }
    const called = callOnce(x, endpoint, limits, nextResponse(x, endpoint, ...names) ?? OK);
    const final = called.kind === 'failed' && called.outcome.kind === 'reply' && called.outcome.reply.error === 'request timeout';
    if (attempt < most && !final && retry !== undefined && wantsRetry(retry, called, x)) {
      const status = called.kind === 'response' ? called.response.status : called.status;
      x.trace.record(() => ({
        step: 'retry',
        target: endpoint,
        result: 'change',
        because: `try ${attempt + 1} gave ${called.kind === 'failed' && called.connection ? 'no answer' : status}; tried again`,
      }));
      continue;
    }
    return called.kind === 'response' ? { response: called.response } : { outcome: called.outcome };
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
    const because = `${endpoint} takes ${server.delayMs} ms; the whole request may take ${limits.request} ms`;
    note(x, endpoint, because);
    return {
      kind: 'failed',
      status: 504,
      connection: false,
      outcome: failure(504, 'Timeout', 'request timeout', `Timed out on ${route}`, `${because}.`),
    };
  }
  if (isOver(server.delayMs, limits.call)) {
    const because = `${endpoint} takes ${server.delayMs} ms; a call may take ${limits.call} ms`;
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
      headers: responseHeaders(server, x),
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

function responseHeaders(server: ServerResponse, x: Exchange): Headers {
  const headers = new Headers(
    server.headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (!headers.has('content-length') && x.request.method !== 'HEAD') headers.add('content-length', String(server.body.length));
  return headers;
}

function wantsRetry(retry: RetrySpec, called: Called, x: Exchange): boolean {
  if (called.kind === 'failed') return called.connection || retry.codes.includes(called.status);
  if (retry.codes.includes(called.response.status)) return true;
  if (retry.condition === undefined) return false;
  const before = x.response;
  x.response = called.response;
  const wanted = isTrue(x, retry.condition);
  x.response = before;
  return wanted;
}
