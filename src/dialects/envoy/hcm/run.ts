// The HTTP connection manager: takes a request in, checks and normalises it, selects the route, runs the filters forth and back,
// and finishes the response.
import { Headers } from '../../../http/headers.ts';
import { runRequest, runResponse } from '../../../simulate/phases.ts';
import { describeFilter } from '../explain/filter.ts';
import { aboutManager, tellChanges } from '../explain/headers.ts';
import { describeCluster, describeSelection } from '../explain/route.ts';
import { isGrpcType } from '../format/grpc-status.ts';
import type { EnvoyChain, EnvoyPolicy, EnvoyRouteTable } from '../model.ts';
import { accessLog, logStart } from '../observe/access-log.ts';
import { listenerStat } from '../observe/names.ts';
import { tellSpans } from '../observe/span.ts';
import { endTrace, startTrace } from '../observe/tracing.ts';
import { chooseCluster } from '../routing/cluster.ts';
import { scopedTable } from '../routing/scopes.ts';
import { type Selection, selectRoute } from '../routing/select.ts';
import { anyOf, child, children, flag, type Message, text } from '../schema/message.ts';
import { declaredResponse } from '../steps/declared.ts';
import { mutateEarly } from '../steps/header-mutation.ts';
import { isEnabled, statPrefix } from '../steps/step.ts';
import { isSimulated, runOpaque, STEPS } from '../steps/table.ts';
import type { Stream } from '../stream.ts';
import { arrive, arriveAtRoutes } from './arrival.ts';
import { mutateRequest } from './forwarding.ts';
import { strippedHost } from './host.ts';
import { type Exchange, metadataOf, newStream } from './new-stream.ts';
import { normalisePath } from './normalize-path.ts';
import { type Reply, sendReply } from './reply.ts';
import { upgradeProblem } from './upgrade.ts';

/** Runs one request to its end. */
export function runHttp(x: Exchange): Stream {
  const arrival = x.world.bare ? ({ kind: 'request', headers: arriveAtRoutes(x.sample) } as const) : arrive(x.sample, x.connection, x.hcm);
  const s = newStream(x, arrival.kind === 'closed' ? new Headers() : arrival.headers);
  if (arrival.kind === 'closed') {
    s.outcome = 'close';
    s.sentence = { title: 'The connection is closed', because: 'the codec is fixed to another HTTP version' };
    return s;
  }
  const prefix = statPrefix(s);
  countRequest(s);
  if (arrival.kind === 'reset') {
    for (const f of arrival.flags) s.flags.add(f);
    s.counters.add(`${prefix}downstream_rq_rx_reset`);
    if (arrival.details === 'http2.too_many_headers') s.counters.add('http2.header_overflow');
    s.outcome = 'close';
    s.details = arrival.details;
    s.sentence = { title: 'The stream is reset', because: `HTTP/2 does not allow this request (${arrival.details})` };
    for (const [name] of [...s.headers.pairs]) s.headers.remove(name);
    accessLog(s);
    return s;
  }
  if (arrival.kind === 'refused') {
    // what does not parse, or speaks a version that is not read, leaves no headers behind
    if (arrival.reply.details === 'http1.codec_error' || arrival.reply.details === 'low_version')
      for (const [name] of [...s.headers.pairs]) s.headers.remove(name);
    refuse(s, arrival.reply, x.chain);
    if (x.sample.method === 'HEAD') s.responseBody = '';
  } else handle(s, x);
  finish(s);
  return s;
}

function countRequest(s: Stream): void {
  const { protocol } = s.connection;
  s.counters.add(`${statPrefix(s)}downstream_rq_total`);
  s.counters.add(`${statPrefix(s)}downstream_rq_http${protocol === 'HTTP/2' ? '2' : protocol === 'HTTP/3' ? '3' : '1'}_total`);
}

/** Most redirects that are followed, whatever a policy allows. */
const MAX_REDIRECTS = 50;

/** An internal redirect: what was is logged, and what remains is a new request for another URL. */
function restart(s: Stream, x: Pick<Exchange, 'sample'>): void {
  s.again = false;
  s.details = 'internal_redirect';
  s.responseBody = '';
  accessLog(s);
  logLate(s);
  s.status = 0;
  s.statusHeader = 0;
  s.responseHeaders = undefined;
  s.responseBody = undefined;
  s.received = undefined;
  s.details = undefined;
  s.outcome = undefined;
  s.upstreamHost = undefined;
  s.attempts = 0;
  s.sent = undefined;
  s.mirrors = [];
  s.virtualCluster = undefined;
  s.flags.clear();
  s.metadata.clear();
  for (const [key, value] of metadataOf(x.sample)) s.metadata.set(key, value);
  countRequest(s);
}

/** The codec or the manager refuses: no filter sees the request, but all see the answer. */
function refuse(s: Stream, reply: Reply, chain: EnvoyChain, table?: EnvoyRouteTable): void {
  // Envoy 1.40: the route is looked up for the log even so
  if (table !== undefined && s.virtualHost === undefined) resolve(s, table);
  if (reply.flags?.includes('DPE') === true || s.sample.body.length > 0) s.unread = true;
  sendReply(s, reply);
  s.sentence = { title: `${s.status} from the connection manager`, because: `it refuses the request: ${reply.details}` };
  s.trace.record(() => ({
    step: 'connection manager',
    target: 'request checks',
    result: 'deny',
    because: `refused: ${reply.details}`,
    origin: { file: s.hcm.file, path: s.hcm.path, span: s.hcm.node.span },
  }));
  runBack(s, activeFilters(s, chain));
}

function handle(s: Stream, x: Exchange): void {
  if (x.world.bare) {
    s.accepted = true;
    resolve(s, x.chain.routes);
    runFilters(s, x.chain, x.chain.routes);
    return;
  }
  const early = checkRequest(s) ?? normalise(s);
  if (early !== undefined) {
    refuse(s, early, x.chain, x.chain.routes);
    return;
  }
  let rejected: Reply | undefined;
  tellChanges(
    s.trace,
    s.headers,
    () => aboutManager(s),
    () => {
      rejected = takeIn(s, x.chain.routes?.config);
    },
  );
  if (rejected !== undefined) {
    s.counters.add(`${statPrefix(s)}downstream_rq_rejected_via_ip_detection`);
    refuse(s, rejected, x.chain, x.chain.routes);
    return;
  }
  s.accepted = true;
  const table = x.chain.scopes === undefined ? x.chain.routes : scopedTable(x.chain.scopes, child(s.hcm, 'scoped_routes'), s);
  resolve(s, table);
  startTrace(s);
  logStart(s);
  const upgrade = upgradeProblem(s);
  if (upgrade !== undefined) {
    refuseUpgrade(s, upgrade, x.chain);
    return;
  }
  runFilters(s, x.chain, table);
}

/** What the manager does to the headers of every request, before a route is chosen. A reply refuses it. */
function takeIn(s: Stream, table: Message | undefined): Reply | undefined {
  const stripped = strippedHost(s.headers.first(':authority') ?? '', s.hcm, s.connection.local.port);
  if (stripped !== s.headers.first(':authority')) stripHost(s, stripped);
  continueExpected(s);
  for (const extension of children(s.hcm, 'early_header_mutation_extensions')) mutateEarly(anyOf(extension, 'typed_config')?.message, s);
  return mutateRequest(s, table);
}

/** A tunnel goes to the port that the client named, whatever is stripped. */
function stripHost(s: Stream, stripped: string): void {
  if (s.headers.first(':method') === 'CONNECT') s.connectPort = /:[0-9]+$/.exec(s.headers.first(':authority') ?? '')?.[0];
  s.headers.set(':authority', stripped);
}

/** Envoy 1.40: 100 goes out at once, and the header no further, unless proxy_100_continue leaves that to the upstream. */
function continueExpected(s: Stream): void {
  if (flag(s.hcm, 'proxy_100_continue') || s.headers.first('expect')?.toLowerCase() !== '100-continue') return;
  s.headers.remove('expect');
  countResponse(s, 100);
}

/** Over HTTP/2 the stream is reset: the client gets no response. */
function refuseUpgrade(s: Stream, reply: Reply, chain: EnvoyChain): void {
  refuse(s, reply, chain);
  if (s.connection.protocol !== 'HTTP/1.1') s.outcome = 'close';
}

/** Envoy 1.40: in this order: Host, path. */
function checkRequest(s: Stream): Reply | undefined {
  const udp =
    s.wanted?.toLowerCase() === 'connect-udp' && !/^\/\.well-known\/masque\/udp\/[^/]+\/[0-9]+\/?$/.test(s.headers.first(':path') ?? '');
  if (!s.headers.has(':authority')) return { status: 400, body: '', details: 'missing_host_header', closes: true };
  const path = s.headers.first(':path');
  const connect = s.headers.first(':method') === 'CONNECT';
  if (!connect && (path === undefined || path === '')) return { status: 404, body: '', details: 'missing_path', closes: true };
  if (path !== undefined && path !== '' && !path.startsWith('/')) {
    s.counters.add(`${statPrefix(s)}downstream_rq_non_relative_path`);
    return { status: 404, body: '', details: 'absolute_path_rejected', closes: true };
  }
  return udp ? { status: 404, body: 'The path is incorrect for CONNECT-UDP', details: 'invalid_path', flags: [], closes: true } : undefined;
}

function normalise(s: Stream): Reply | undefined {
  const path = s.headers.first(':path');
  if (path !== undefined) {
    const made = normalisePath(path, s.hcm, s.world);
    if (made.kind === 'reject') {
      s.counters.add(`${statPrefix(s)}downstream_rq_failed_path_normalization`);
      return { status: 400, body: '', details: 'path_normalization_failed', closes: true };
    }
    // Envoy 1.40: a gRPC client cannot follow a redirect, so it is refused
    if (made.kind === 'redirect' && isGrpcType(s.headers.first('content-type'))) {
      s.counters.add(`${statPrefix(s)}downstream_rq_failed_path_normalization`);
      return { status: 400, body: '', details: 'path_normalization_failed', closes: true };
    }
    if (made.kind === 'redirect') {
      s.counters.add(`${statPrefix(s)}downstream_rq_redirected_with_normalized_path`);
      s.headers.set(':path', made.path);
      return { status: 307, body: '', details: 'path_normalization_failed', headers: (h) => h.add('location', made.path), redirect: true };
    }
    if (made.path !== path) {
      s.headers.set(':path', made.path);
      s.trace.record(() => ({
        step: 'path normalisation',
        target: 'path',
        result: 'change',
        because: 'the connection manager normalises paths',
        origin: { file: s.hcm.file, path: s.hcm.path, span: s.hcm.node.span },
        changes: [{ what: 'path', before: path, after: made.path }],
      }));
    }
  }
  return undefined;
}

/** Selects the route and the cluster; what filters then change has no effect on it unless the route cache is cleared. */
export function resolve(s: Stream, table: EnvoyRouteTable | undefined): Selection | undefined {
  const selection = table === undefined ? undefined : selectRoute(table, s);
  s.routeLookups++;
  s.route = selection?.kind === 'route' ? selection.route : undefined;
  s.virtualHost = selection?.host?.host;
  s.tlsRedirect = selection?.kind === 'tls-redirect';
  s.cluster = undefined;
  s.weighted = undefined;
  s.backends = [];
  const action = child(s.route?.config, 'route');
  if (action !== undefined) {
    const choice = chooseCluster(action, s);
    s.cluster = choice.name;
    s.weighted = choice.weighted;
    s.clusterBecause = choice.because;
    s.backends = choice.candidates;
    describeSelection(s, table, selection);
    describeCluster(s, action, choice);
  } else describeSelection(s, table, selection);
  return selection;
}

function runFilters(s: Stream, chain: EnvoyChain, table: EnvoyRouteTable | undefined): void {
  const filters = httpFilters(chain);
  const active = activeFilters(s, chain);
  s.clearRoute = () => {
    resolve(s, table);
  };
  const { outcome } = s.trace.wanted
    ? runRequest(describeFilter.withIdle(filters, active), describeFilter.wrap(STEPS), s, describeFilter.opaque(runOpaque))
    : runRequest(active, STEPS, s, runOpaque);
  if (s.again && s.redirects <= MAX_REDIRECTS) {
    restart(s, s);
    logStart(s);
    runFilters(s, chain, table);
    return;
  }
  if (outcome.kind === 'reply') {
    sendReply(s, outcome.reply);
    if (s.sample.body.length > 0 && s.sent === undefined) s.unread = true;
  }
  if (outcome.kind === 'close') {
    s.outcome = 'close';
    return;
  }
  if (s.responseHeaders === undefined) {
    s.outcome = 'close';
    s.sentence = { title: 'No answer', because: 'no filter answers: the chain has no router' };
    return;
  }
  runBack(s, active);
}

const httpFilters = (chain: EnvoyChain) => chain.policies.filter((p) => p.phase === 'http');

/** The filters that the chosen route does not switch off. */
const activeFilters = (s: Stream, chain: EnvoyChain) => httpFilters(chain).filter((policy) => isEnabled(s, policy));

/** The response on its way back through the filters. */
function runBack(s: Stream, active: readonly EnvoyPolicy[]): void {
  for (const policy of [...active].reverse())
    if (isSimulated(policy.type)) runResponse([policy], traced(s), s);
    else describeFilter.back(policy, s, declaredResponse);
}

/** The request of an upgrade or a tunnel has no end: whoever answers it here answers too early. */
const isOpenEnded = (s: Stream): boolean => s.wanted !== undefined && s.wanted.toLowerCase() !== 'h2c';

/** The answer is out while the request's body is still on its way. */
function countEarly(s: Stream): void {
  s.counters.add(`${statPrefix(s)}downstream_rq_rx_reset`);
  s.counters.add(`${statPrefix(s)}downstream_rq_response_before_rq_complete`);
}

/** The step table, with a trace entry for every filter that ran. */
const traced = (s: Stream): typeof STEPS => (s.trace.wanted ? describeFilter.wrap(STEPS) : STEPS);

/** Headers of the manager, log and counters. */
function finish(s: Stream): void {
  if (s.statusHeader !== 0) s.status = s.statusHeader;
  s.statusHeader = 0;
  const headers = s.responseHeaders;
  if (headers === undefined) {
    if (s.outcome === undefined) s.outcome = 'close';
  } else {
    endTrace(s);
    const before = s.trace.wanted ? [...headers.pairs] : [];
    respond(s, headers);
    describeFilter.end(s, before);
  }
  if (s.unread || (s.localReply && isOpenEnded(s))) countEarly(s);
  if (s.status > 0) countResponse(s, s.status);
  accessLog(s);
  logLate(s);
  tellSpans(s);
}

function logLate(s: Stream): void {
  for (const write of s.late.splice(0)) write();
}

function countResponse(s: Stream, status: number): void {
  const prefix = statPrefix(s);
  for (const at of [prefix, `${listenerStat(s.connection.listener)}${prefix}`]) {
    s.counters.add(`${at}downstream_rq_completed`);
    s.counters.add(`${at}downstream_rq_${Math.floor(status / 100)}xx`);
  }
}

/** Envoy 1.40: server and date; a forwarded server name is replaced unless server_header_transformation says otherwise. */
function respond(s: Stream, headers: Headers): void {
  const name = text(s.hcm, 'server_name') || 'envoy';
  const mode = text(s.hcm, 'server_header_transformation', 'OVERWRITE');
  if (mode === 'OVERWRITE' || (mode === 'APPEND_IF_ABSENT' && !headers.has('server'))) headers.set('server', name);
  if (!headers.has('date')) headers.add('date', '*');
  const via = text(s.hcm, 'via');
  if (via !== '') headers.has('via') ? headers.set('via', `${headers.first('via')}, ${via}`) : headers.add('via', via);
  if (flag(s.hcm, 'always_set_request_id_in_response') && s.headers.has('x-request-id'))
    headers.set('x-request-id', s.headers.first('x-request-id') ?? '');
}
