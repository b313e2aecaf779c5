// Calling the upstream: the sample says what it answers to each attempt; timeouts and retries decide what the client gets.

import { Headers } from '../../../http/headers.ts';
import type { NormalResponse } from '../../../http/normal-request.ts';
import { spokenTime } from '../../../simulate/milliseconds.ts';
import type { StepOutcome } from '../../../simulate/phases.ts';
import { describeRetry } from '../explain/upstream.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import { logPeriodic } from '../observe/access-log.ts';
import { type Attempted, logUpstream } from '../observe/upstream-log.ts';
import { tellAttempts } from '../routing/finalize.ts';
import { addHeader } from '../routing/header-operations.ts';
import { flag, type Message } from '../schema/message.ts';
import { configOf, statPrefix } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import type { ClusterStats } from './cluster-stats.ts';
import { type Retries, retriedFor, retriedForReset, retriedForTimeout, retriesOf, waitsAsTold } from './retry.ts';
import type { Timeouts } from './timeouts.ts';

/** What an upstream that the sample says nothing about answers. */
const USUAL: Called = {
  status: 200,
  headers: [['content-length', '2']],
  body: new TextEncoder().encode('ok'),
  delayMs: 0,
  reset: false,
  refused: false,
};

type Called = Pick<NormalResponse, 'status' | 'headers' | 'body' | 'delayMs' | 'reset' | 'refused'>;

type Outcome =
  | { readonly kind: 'response'; readonly status: number; readonly headers: Headers; readonly body: string }
  | { readonly kind: 'failed'; readonly status: number; readonly flag: string; readonly details: string; readonly body: string };

/** Runs attempts until one is final. `deliver` takes the final response's headers. */
export function runAttempts(
  s: Stream,
  action: Message,
  policy: EnvoyPolicy,
  suppress: boolean,
  stats: ClusterStats,
  timeouts: Timeouts,
  deliver: (headers: Headers) => StepOutcome<Reply>,
): StepOutcome<Reply> {
  const retries = retriesOf(s, action);
  let waited = 0;
  for (let attempt = 0; ; attempt++) {
    const response = nextResponse(s);
    stats.pending();
    // without a connection nothing was sent
    if (response.refused) stats.add('upstream_rq_pending_failure_eject');
    else stats.attempt();
    const slow = response.refused ? undefined : tooSlow(s, response.delayMs, waited, timeouts, stats);
    const outcome = slow ?? answer(response, attempt > 0);
    const final = slow !== undefined && slow.details !== 'upstream_per_try_timeout';
    const condition = final || retries === undefined ? undefined : conditionFor(retries, outcome, s);
    const again = condition !== undefined;
    const asTold = retries !== undefined && waitsAsTold(retries, outcome.kind === 'response' ? outcome.headers : undefined);
    describeRetry(s, retries, { attempt, gave: gaveOf(outcome, timeouts), condition, isOver: final, waitsAsTold: asTold });
    const router = configOf(policy);
    if (again && retries !== undefined && attempt < retries.most) {
      logUpstream(s, router, attempted(outcome, ''));
      stats.addShared('upstream_rq_retry');
      stats.add(asTold ? 'upstream_rq_retry_backoff_ratelimited' : 'upstream_rq_retry_backoff_exponential');
      if (outcome.kind === 'response') stats.status(outcome.status, { retry: true });
      waited += Math.min(response.delayMs, timeouts.perTry > 0 ? timeouts.perTry : response.delayMs);
      s.attempts++;
      countAttempt(s);
      continue;
    }
    if (again) {
      stats.addShared('upstream_rq_retry_limit_exceeded');
      s.flags.add('URX');
    } else if (attempt > 0 && outcome.kind === 'response') stats.addShared('upstream_rq_retry_success');
    s.elapsed += waited + (slow === undefined ? response.delayMs : Math.min(response.delayMs, strikesAt(timeouts)));
    logPeriodic(s, s.elapsed);
    const result = attempted(outcome, outcome.kind === 'response' && hasBody(s, outcome.status) ? outcome.body : '');
    if (outcome.kind === 'failed') {
      logUpstream(s, router, result);
      return failed(s, outcome, stats);
    }
    const given = new Headers(outcome.headers.pairs);
    const done = delivered(s, outcome, suppress, deliver);
    const write = (): void => logUpstream(s, router, { ...result, headers: given });
    // Envoy 1.40: an attempt whose answer is a redirect that is followed ends after the line of the request that it belongs to
    if (s.again) s.late.push(write);
    else write();
    return done;
  }
}

/** The request says which attempt it is, where the virtual host asks for that. */
function countAttempt(s: Stream): void {
  const { sent } = s;
  const name = 'x-envoy-attempt-count';
  if (sent === undefined || s.virtualHost === undefined || !flag(s.virtualHost.config, 'include_request_attempt_count')) return;
  const count = String(s.attempts);
  s.headers.set(name, count);
  s.sent = { ...sent, headers: sent.headers.map(([n, v]) => [n, n === name ? count : v] as const) };
}

/** What comes of a copy of the request that is sent to a cluster: one attempt. */
export function mirroredAttempt(s: Stream, cluster: string): Attempted {
  const outcome = answer(s.sample.responses.get(cluster)?.[0] ?? USUAL, false);
  return attempted(outcome, outcome.kind === 'response' && hasBody(s, outcome.status) ? outcome.body : '');
}

/** For the router's log. Envoy 1.40: only a reset, a refusal and the timeout of a try are flags of the attempt. */
const attempted = (o: Outcome, body: string): Attempted =>
  o.kind === 'response'
    ? { status: o.status, headers: o.headers, body, flags: [] }
    : {
        status: 0,
        headers: undefined,
        body: '',
        flags: o.details === 'response_timeout' || o.flag === 'SI' || o.flag === '' ? [] : [o.flag],
      };

const hasBody = (s: Stream, status: number): boolean => s.headers.first(':method') !== 'HEAD' && status !== 204 && status !== 304;

/** When the first of the timeouts strikes. */
const strikesAt = (t: Timeouts): number =>
  Math.min(...[t.global, t.perTry, t.maxStream, t.idle].map((at) => (at > 0 ? at : Number.POSITIVE_INFINITY)));

/** What the cluster answers to this call; the last of its responses repeats. */
function nextResponse(s: Stream): Called {
  const name = s.cluster ?? '';
  const list = s.sample.responses.get(name) ?? [];
  const call = s.calls.get(name) ?? 0;
  s.calls.set(name, call + 1);
  return list[Math.min(call, list.length - 1)] ?? USUAL;
}

/** A timeout that strikes before the answer comes. */
function tooSlow(s: Stream, delay: number, waited: number, t: Timeouts, stats: ClusterStats): (Outcome & { kind: 'failed' }) | undefined {
  if (delay <= 0) return undefined;
  const limits = [
    { at: t.global > 0 ? t.global - waited : Number.POSITIVE_INFINITY, kind: 'global' },
    { at: t.perTry > 0 ? t.perTry : Number.POSITIVE_INFINITY, kind: 'try' },
    { at: t.maxStream > 0 ? t.maxStream - waited : Number.POSITIVE_INFINITY, kind: 'stream' },
    { at: t.idle > 0 ? t.idle : Number.POSITIVE_INFINITY, kind: 'idle' },
  ].sort((a, b) => a.at - b.at);
  const first = limits[0];
  if (first === undefined || first.at >= delay) return undefined;
  switch (first.kind) {
    case 'global':
      stats.addShared('upstream_rq_timeout');
      return { kind: 'failed', status: 504, flag: 'UT', details: 'response_timeout', body: 'upstream request timeout' };
    case 'try':
      stats.add('upstream_rq_per_try_timeout');
      return { kind: 'failed', status: 504, flag: 'UT', details: 'upstream_per_try_timeout', body: 'upstream request timeout' };
    case 'stream':
      s.counters.add(`${statPrefix(s)}downstream_rq_max_duration_reached`);
      return { kind: 'failed', status: 504, flag: '', details: 'max_duration_timeout', body: 'downstream duration timeout' };
    default:
      s.counters.add(`${statPrefix(s)}downstream_rq_idle_timeout`);
      return { kind: 'failed', status: 504, flag: 'SI', details: 'stream_idle_timeout', body: 'stream timeout' };
  }
}

function answer(r: Called | NormalResponse, isRetried: boolean): Outcome {
  if (r.refused)
    return gone('UF', 'remote connection failure', 'remote_connection_failure|delayed_connect_error:_Connection_refused', isRetried);
  if (r.reset) return gone('UC', 'connection termination', 'connection_termination', isRetried);
  const headers = new Headers();
  for (const [n, v] of r.headers) addHeader(headers, n.toLowerCase(), v, 'response');
  const body = 'given' in r && r.given.body === undefined ? 'ok' : new TextDecoder().decode(r.body);
  // a server says how long its body is where it may have one
  const mayHaveBody = r.status >= 200 && r.status !== 204 && r.status !== 304;
  if (mayHaveBody && !headers.has('content-length') && !headers.has('transfer-encoding'))
    headers.add('content-length', String(r.body.length > 0 ? r.body.length : body.length));
  return { kind: 'response', status: r.status, headers, body };
}

/** What Envoy 1.40 answers when there is no connection, or it ends before the response. */
const gone = (raised: 'UF' | 'UC', reason: string, details: string, isRetried: boolean): Outcome => ({
  kind: 'failed',
  status: 503,
  flag: raised,
  details: `upstream_reset_before_response_started{${details}}`,
  body: `upstream connect error or disconnect/reset before headers. ${isRetried ? 'retried and the latest ' : ''}reset reason: ${reason}`,
});

const conditionFor = (r: Retries, o: Outcome, s: Stream): string | undefined =>
  o.kind === 'response'
    ? retriedFor(r, o.status, o.headers, s)
    : o.flag === 'UT'
      ? retriedForTimeout(r)
      : retriedForReset(r, o.flag === 'UF');

/** What came of an attempt, in words. */
function gaveOf(o: Outcome, timeouts: Timeouts): string {
  if (o.kind === 'response') return `gave ${o.status}`;
  if (o.details === 'upstream_per_try_timeout') return `took longer than the ${spokenTime(timeouts.perTry)} of a try`;
  if (o.flag === 'UF') return 'found no connection';
  return o.flag === 'UC' ? 'lost its connection before an answer' : `ended with ${o.details}`;
}

/** Headers of an upstream that never reach the client. */
const HOP = ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade'];

function delivered(
  s: Stream,
  o: Outcome & { kind: 'response' },
  suppress: boolean,
  deliver: (headers: Headers) => StepOutcome<Reply>,
): StepOutcome<Reply> {
  s.received = [...o.headers.pairs];
  for (const name of HOP) o.headers.remove(name);
  s.responseHeaders = o.headers;
  s.status = o.status;
  s.responseBody = hasBody(s, o.status) ? o.body : '';
  s.details = 'via_upstream';
  s.outcome = 'forward';
  if (!suppress) o.headers.set('x-envoy-upstream-service-time', '*');

  return deliver(o.headers);
}

function failed(s: Stream, o: Outcome & { kind: 'failed' }, stats: ClusterStats): StepOutcome<Reply> {
  const alternative = s.headers.has('x-envoy-upstream-rq-timeout-alt-response') && o.flag === 'UT';
  if (o.flag !== 'SI' && o.flag !== '') stats.status(alternative ? 204 : o.status);
  return {
    kind: 'reply',
    reply: {
      status: alternative ? 204 : o.status,
      body: alternative ? '' : o.body,
      details: o.details,
      flags: o.flag === '' ? [] : [o.flag],
      headers: () => tellAttempts(s),
      // a gRPC client is told that its deadline passed
      ...(o.details === 'max_duration_timeout' ? { grpcStatus: 4 } : {}),
    },
  };
}
