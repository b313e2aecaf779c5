// One request through the gateway, from the connection to the line in the log (agentgateway 1.4): listener, gateway phase, route, route phase, backend, backend phase,
// and the way back.

import { hostNameOf, splitAuthority } from '../../../http/authority.ts';
import { Headers } from '../../../http/headers.ts';
import { type NormalRequest, normalise } from '../../../http/normal-request.ts';
import type { SampleRequest } from '../../../http/sample-request.ts';
import type { Decision } from '../../../model/decision.ts';
import type { Host } from '../../../simulate/need.ts';
import { runRequest } from '../../../simulate/phases.ts';
import { Trace } from '../../../simulate/trace.ts';
import type { ExtendedProfile } from '../functions/with-functions.ts';
import type { AgwModel, AgwPolicy } from '../model.ts';
import { seldom } from '../parts.ts';
import { sentence } from '../sentence.ts';
import { GATEWAY_ORDER } from '../steps/index.ts';
import type { ConnectSpec, HttpSpec } from '../steps/settings.ts';
import { usableAuthority } from './authority.ts';
import type { BackendRun } from './backend-phase.ts';
import { DEFAULT_BUFFER, readAnswer, readBodies, recordedBodies } from './captured.ts';
import { connect, listenerForHost } from './connection.ts';
import { decisionOf, type Ended } from './decision.ts';
import { type Exchange, failure, type Outcome } from './exchange.ts';
import { gatewayPolicies } from './merge.ts';
import { observing } from './observing.ts';
import { finishResponse, lengthFault, respondWith } from './respond.ts';
import { runRoute } from './route-phase.ts';
import type { GatewayState } from './state.ts';
import { passOpaque, stepTable } from './step-table.ts';
import { readTarget, textOfBytes } from './target.ts';
import { traceReplaced } from './trace-policies.ts';

export interface DecideInput {
  readonly model: AgwModel;
  readonly cel: ExtendedProfile;
  readonly host: Host;
  readonly state: GatewayState;
  readonly trace: boolean;
}

export function decide(sample: SampleRequest, input: DecideInput): Decision {
  const request = normalise(sample);
  const x = newExchange(sample, request, input);
  const connection = connect(input.model, request);
  if (connection.kind === 'closed')
    return decisionOf(x, {
      kind: 'close',
      reason: connection.reason,
      title: 'The connection is closed',
      because: sentence(connection.because),
      logged: false,
    });
  x.bind = connection.bind;
  const network = runFrontend(x);
  if (network !== undefined)
    return decisionOf(x, {
      kind: 'close',
      reason: undefined,
      title: 'The connection is closed',
      because: sentence(network),
      logged: false,
    });
  if (connection.kind === 'tcp') return seldom().decideTcp(x, connection.listener);
  return decideHttp(x, request, connection.tls);
}

function newExchange(sample: SampleRequest, request: NormalRequest, { model, cel, host, state, trace }: DecideInput): Exchange {
  const startedAt = request.time === undefined ? host.now : Date.parse(request.time);
  const facts = new Map<string, unknown>();
  const recorded = recordedBodies({ model, cel });
  if (request.jwt !== undefined) facts.set('jwt', request.jwt);
  return {
    model,
    cel,
    sample,
    trace: new Trace(trace),
    host,
    state,
    startedAt: Number.isNaN(startedAt) ? host.now : startedAt,
    elapsed: 0,
    random: request.random,
    isRandomGiven: request.isRandomGiven,
    chance: false,
    request: {
      method: request.method,
      scheme: request.scheme,
      authority: request.host ?? '',
      target: request.path,
      version: request.protocol,
      headers: headersOf(request),
      body: request.body,
    },
    body: {
      arrived: request.body,
      seen: undefined,
      recorded: recorded.request,
      replaced: false,
      passed: false,
      limit: bufferSizeOf(model),
      answerRead: false,
      answerSeen: undefined,
      ownAnswer: false,
      answerLost: false,
      answerRecorded: recorded.answer,
      answerReplaced: false,
    },
    arrived: undefined,
    response: undefined,
    bind: undefined,
    listener: undefined,
    route: undefined,
    matchIndex: undefined,
    matched: undefined,
    routeBackend: undefined,
    backend: undefined,
    endpoint: undefined,
    reached: false,
    queued: [],
    facts,
    hostRewrite: undefined,
    retryAllowed: true,
    mirrors: [],
    captured: true,
    side: 'gateway',
    mcp: undefined,
    phase: 'request',
    log: { protocol: 'http', reason: undefined, error: undefined, attempt: 0, ids: [], extra: [] },
    routePolicies: [],
    backendPolicies: [],
  };
}

/** As they arrive: a body has its length, which a sample need not write. */
function headersOf({ headers: given, body, raw }: NormalRequest): Headers {
  const read = (value: string): string => (raw === undefined ? value : (textOfBytes(value) ?? value));
  const headers = new Headers(given.map(([name, value]) => [name.toLowerCase(), trimBlanks(read(value))]));
  if (body.length > 0 && !headers.has('content-length') && !headers.has('transfer-encoding'))
    headers.add('content-length', String(body.length));
  return headers;
}

/** How much of a body expressions can see: `frontendPolicies.http.maxBufferSize`, else 2 MiB. */
const bufferSizeOf = (model: AgwModel): number =>
  (model.frontend.find((policy) => policy.type === 'http')?.spec as HttpSpec | undefined)?.maxBufferSize ?? DEFAULT_BUFFER;

/** Blanks around a header's value are not part of it. */
function trimBlanks(value: string): string {
  const isBlank = (index: number): boolean => value[index] === ' ' || value[index] === '\t';
  let start = 0;
  let stop = value.length;
  while (start < stop && isBlank(start)) start++;
  while (stop > start && isBlank(stop - 1)) stop--;
  return value.slice(start, stop);
}

/** The frontend phase: network rules. Gives why the connection is closed, where it is. */
function runFrontend(x: Exchange): string | undefined {
  const policies = x.model.frontend.filter((policy) => policy.type === 'networkAuthorization');
  const { outcome } = runRequest(policies, stepTable, x, () => ({ kind: 'continue' }));
  return outcome.kind === 'close' ? outcome.because : undefined;
}

function decideHttp(x: Exchange, request: NormalRequest, tls: Parameters<typeof listenerForHost>[1]): Decision {
  const read = readTarget(request);
  if (!read.ok) return notARequest(x, read.because);
  x.request.target = read.target;
  if (read.authority !== undefined) x.request.authority = read.authority;
  if (connectMode(x) === 'tunnel') return seldom().tunnelAnswer(x, read.authority ?? '');
  const authority = usableAuthority(x.request.authority);
  if (authority === undefined) {
    const outcome = failure(503, 'Internal', 'processing failed: no authority or host', 'No host', 'The request names no usable host.');
    return end(x, outcome, []);
  }
  x.request.authority = authority;
  x.arrived = {
    method: x.request.method,
    host: splitAuthority(x.request.authority).host,
    target: x.request.target,
    version: x.request.version,
  };
  observing(x)?.startSpan(x);
  if (x.bind === undefined) return end(x, failure(404, 'NotFound', 'listener not found', 'No listener', 'No port.'), []);
  const hosted = listenerForHost(x.bind, tls, x.request.authority);
  if (hosted.kind === 'refused') {
    x.listener = hosted.listener;
    x.trace.record(() => ({
      step: 'listener',
      target: x.bind?.name ?? '',
      result: 'no-match',
      because: hosted.because,
      losers: listenerLosers(x),
    }));
    return end(
      x,
      failure(
        hosted.status,
        'NotFound',
        hosted.error,
        hosted.status === 421
          ? 'Misdirected request'
          : hosted.error === 'listener not found'
            ? 'No listener for this host'
            : 'No route for this host',
        sentence(hosted.because),
      ),
      [],
    );
  }
  x.listener = hosted.listener;
  const { listener } = hosted;
  x.trace.record(() => ({
    step: 'listener',
    target: listener.name,
    entity: listener.id,
    result: 'match',
    because:
      listener.hostname === '' || listener.hostname === '*'
        ? `it serves every host of port ${x.bind?.port ?? ''}`
        : `${hostNameOf(x.request.authority)} fits ${listener.hostname}`,
    origin: listener.origin,
    losers: listenerLosers(x),
  }));
  if (x.request.method === 'CONNECT' && connectMode(x) === 'deny') {
    return end(x, failure(405, 'Internal', 'method not allowed', 'CONNECT is not allowed', 'frontendPolicies.connect.mode is deny.'), []);
  }
  return throughGateway(x);
}

/** What the HTTP library answers by itself: nothing of the gateway sees it. */
function notARequest(x: Exchange, because: string): Decision {
  const headers = new Headers([
    ['content-length', '0'],
    ['connection', 'close'],
  ]);
  x.response = { status: 400, headers, body: new Uint8Array() };
  return decisionOf(x, { kind: 'reply', logged: false, redirect: false, title: 'Not a request', because });
}

const listenerLosers = (x: Exchange) =>
  (x.bind?.chains ?? [])
    .filter((other) => other !== x.listener)
    .slice(0, 50)
    .map((other) => ({
      target: other.name,
      entity: other.id,
      because: `it serves ${other.hostname === '' ? 'hosts that no other listener serves' : other.hostname}`,
      origin: other.origin,
    }));

const connectMode = (x: Exchange): ConnectSpec['mode'] =>
  (x.model.frontend.find((policy) => policy.type === 'connect')?.spec as ConnectSpec | undefined)?.mode ?? 'deny';

function throughGateway(x: Exchange): Decision {
  const { listener } = x;
  if (listener?.routes === undefined)
    return end(x, failure(404, 'NotFound', 'route not found', 'No route', 'The listener has no HTTP routes.'), []);
  const gateway = gatewayPolicies(x.model, listener, GATEWAY_ORDER);
  traceReplaced(x, gateway);
  readBodies(x, gateway.policies);
  const first = runRequest(gateway.policies, stepTable, x, passOpaque);
  if (first.outcome.kind !== 'continue') return end(x, first.outcome, first.entered);
  const run = runRoute(x, listener.routes, first.entered);
  return end(x, run.outcome, run.entered, run);
}

/** The way back, the log line, and the decision. */
function end(x: Exchange, outcome: Outcome, entered: readonly AgwPolicy[], run?: BackendRun): Decision {
  if (outcome.kind === 'close')
    return decisionOf(x, {
      kind: 'close',
      reason: undefined,
      title: 'The connection is closed',
      because: sentence(outcome.because),
      logged: false,
    });
  const reply = outcome.kind === 'reply' ? outcome.reply : undefined;
  if (reply !== undefined) respondWith(x, reply);
  readAnswer(x);
  x.phase = 'response';
  const lengths = x.response?.headers.all('content-length') ?? [];
  finishResponse(x, entered);
  x.phase = 'log';
  const fault = lengthFault(x, lengths);
  if (fault !== undefined)
    return decisionOf(x, { kind: 'close', reason: x.log.reason, title: 'The client gets no answer', because: fault, logged: true });
  const ended: Ended =
    reply === undefined
      ? { kind: 'answered', listed: run?.listed ?? [] }
      : { kind: 'reply', logged: true, redirect: reply.redirect, title: reply.title, because: reply.because, listed: run?.listed ?? [] };
  return decisionOf(x, ended);
}
