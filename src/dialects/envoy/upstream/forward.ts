// Forwarding: cluster, endpoint, the request as it leaves, the upstream's answer (from the sample), retries, and the response on
// its way back.
import { Headers } from '../../../http/headers.ts';
import type { Backend } from '../../../model/decision.ts';
import { CONTINUE, type StepOutcome } from '../../../simulate/phases.ts';
import { describeEndpoints } from '../explain/endpoints.ts';
import { describeVirtualCluster } from '../explain/upstream.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyEndpoint } from '../lower/clusters.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import type { EnvoyCluster, EnvoyPolicy } from '../model.ts';
import { logTunnel } from '../observe/access-log.ts';
import { carryTrace } from '../observe/tracing.ts';
import { logUpstream } from '../observe/upstream-log.ts';
import { finalizeHostOfEndpoint, finalizeRequest, finalizeResponse, tellAttempts } from '../routing/finalize.ts';
import { children, flag, type Message, text } from '../schema/message.ts';
import { configOf, statPrefix } from '../steps/step.ts';
import type { Stream, VirtualCluster } from '../stream.ts';
import { guard } from '../world.ts';
import { runAttempts } from './attempts.ts';
import { type ClusterStats, clusterStats } from './cluster-stats.ts';
import { hashOfPolicies } from './hash-policy.ts';
import { followsRedirect } from './internal-redirect.ts';
import { chooseEndpoint, type HostChoice } from './load-balance.ts';
import { countMirrors, logMirrors, mirrorsOf } from './mirror.ts';
import { originalDestination } from './original-dst.ts';
import { criteriaOf, subsetOf } from './subset.ts';
import { timeoutsOf } from './timeouts.ts';

const NOT_FOUND: Readonly<Record<string, number>> = { SERVICE_UNAVAILABLE: 503, NOT_FOUND: 404, INTERNAL_SERVER_ERROR: 500 };

/** Sends the request on. `policy` is the router filter, for its options. */
export function forward(s: Stream, action: Message, policy: EnvoyPolicy, suppress: boolean): StepOutcome<Reply> {
  const cluster = s.cluster === undefined ? undefined : s.world.clusters.get(s.cluster);
  if (cluster === undefined && !(s.world.bare && (s.cluster ?? '') !== '')) {
    const status = NOT_FOUND[text(action, 'cluster_not_found_response_code', 'SERVICE_UNAVAILABLE')] ?? 503;
    return noCluster(s, status);
  }
  const timeouts = timeoutsOf(s, action);
  // a lone route table is asked as its test tool asks it: about the request as it leaves
  if (!s.world.bare) s.virtualCluster = virtualClusterOf(s);
  if (!suppress && timeouts.expected !== undefined) s.headers.set('x-envoy-expected-rq-timeout-ms', timeouts.expected);
  finalizeRequest(s, action, !suppress);
  if (s.world.bare) s.virtualCluster = virtualClusterOf(s);
  describeVirtualCluster(s);
  const invalid = invalidHeader(s);
  const choice = cluster === undefined ? undefined : hostFor(cluster, action, s);
  noteBackends(s, choice);
  const stats = clusterStats(s, cluster);
  s.attempts = 1;
  if (choice?.panic === true) stats.add('lb_healthy_panic');
  describeEndpoints(s, cluster, choice);
  if (choice !== undefined && choice.eligible.length === 0) return unhealthy(s, stats);
  const host = choice?.chosen;
  if (host !== undefined) {
    s.upstreamHost = host.address;
    finalizeHostOfEndpoint(s, action, host.hostname, !suppress);
  } else if (choice !== undefined) s.upstreamHost = undefined;
  if (invalid !== undefined) return badHeader(invalid, stats);
  const copies = mirrorsOf(s, action);
  s.mirrors = copies.map((copy) => copy.cluster);
  countMirrors(s, s.mirrors);
  if (flag(s.virtualHost?.config ?? action, 'include_request_attempt_count')) s.headers.set('x-envoy-attempt-count', '1');
  carryTrace(s);
  s.sent = sentOf(s);
  logMirrors(s, copies, configOf(policy));
  if (s.upgrade !== undefined && accepted(s)) return tunnel(s, stats, configOf(policy));
  return runAttempts(s, action, policy, suppress, stats, timeouts, (headers) => {
    s.responseHeaders = headers;
    s.again = followsRedirect(s, action, headers);
    if (s.again) return CONTINUE;
    stats.status(s.status);
    finalizeResponse(s);
    tellAttempts(s);
    return CONTINUE;
  });
}

/** The upstream agrees to the upgrade unless the sample says otherwise. */
function accepted(s: Stream): boolean {
  const given = s.sample.responses.get(s.cluster ?? '')?.[0];
  if (given === undefined) return true;
  return s.upgrade === 'CONNECT' ? given.status >= 200 && given.status < 300 : given.status === 101;
}

/** An upgraded connection or a CONNECT tunnel: bytes go both ways until the client leaves. */
function tunnel(s: Stream, stats: ClusterStats, router: Message | undefined): StepOutcome<Reply> {
  const connect = s.upgrade === 'CONNECT';
  stats.attempt();
  stats.pending();
  const headers = new Headers();
  if (!connect) {
    headers.add('connection', s.headers.first('connection') ?? 'Upgrade');
    headers.add('upgrade', s.headers.first('upgrade') ?? '');
  }
  s.responseHeaders = headers;
  s.status = connect ? 200 : 101;
  stats.status(s.status);
  s.responseBody = '';
  s.outcome = 'tunnel';
  const given = new Headers(headers.pairs);
  s.late.push(() => logUpstream(s, router, { status: s.status, headers: given, body: '', flags: [] }));
  s.details = 'via_upstream';
  finalizeResponse(s);
  logTunnel(s);
  s.details = 'downstream_remote_disconnect';
  s.flags.add('DC');
  s.counters.add(`${statPrefix(s)}downstream_rq_rx_reset`);
  s.counters.add(`${statPrefix(s)}downstream_rq_response_before_rq_complete`);
  return CONTINUE;
}

function hostFor(cluster: EnvoyCluster, action: Message, s: Stream): HostChoice {
  const hash = hashOfPolicies(children(action, 'hash_policy'), s);
  if (hash?.generated === true) s.dependsOnRandom = true;
  if (cluster.type === 'ORIGINAL_DST' || cluster.type === 'original_dst') return originalHost(cluster, s);
  const serving = servingCluster(cluster, s, 0);
  const all = serving.priorities.flatMap((p) => p.localities.flatMap((l) => l.endpoints.map((e) => e as EnvoyEndpoint)));
  const keep = subsetOf(serving.config, criteriaOf(action, s.weighted, s.metadata.get('envoy.lb')), all, clusterStats(s, cluster).add);
  if (keep === undefined) return { eligible: [], chosen: undefined, because: 'no endpoint is in the subset', panic: false };
  const overridden = s.overrideHost === undefined ? undefined : all.find((e) => e.address === s.overrideHost && e.health !== 'unhealthy');
  if (overridden !== undefined)
    return { eligible: [{ endpoint: overridden, share: 1 }], chosen: overridden, because: 'the session names it', panic: false };
  if (s.overrideHost !== undefined && s.overrideStrict)
    return { eligible: [], chosen: undefined, because: 'the session names an endpoint that is gone', panic: false };
  return chooseEndpoint(serving, hash?.generated === true ? undefined : hash?.value, keep);
}

function originalHost(cluster: EnvoyCluster, s: Stream): HostChoice {
  const endpoint = originalDestination(cluster, s);
  if (endpoint === undefined)
    return { eligible: [], chosen: undefined, because: 'nothing says where the request was headed', panic: false };
  clusterStats(s, cluster).add('default.total_match_count');
  return { eligible: [{ endpoint, share: 1 }], chosen: endpoint, because: 'the request was headed there', panic: false };
}

/** An aggregate cluster serves by the priorities of its members, one after the other. */
function servingCluster(cluster: EnvoyCluster, s: Stream, depth: number): EnvoyCluster {
  if (cluster.type !== 'aggregate' || depth > 8) return cluster;
  const members = aggregateMembers(cluster.config).flatMap((name) => {
    const member = s.world.clusters.get(name);
    return member === undefined ? [] : [servingCluster(member, s, depth + 1)];
  });
  return { ...cluster, priorities: members.flatMap((m) => m.priorities).map((p, level) => ({ ...p, level })) };
}

function aggregateMembers(config: Message): readonly string[] {
  const typed = config.fields.get('cluster_type')?.value;
  const any =
    typed !== undefined && typeof typed === 'object' && 'kind' in typed && typed.kind === 'message'
      ? typed.fields.get('typed_config')?.value
      : undefined;
  const message = any !== undefined && typeof any === 'object' && 'kind' in any && any.kind === 'any' ? any.message : undefined;
  const list = message?.fields.get('clusters')?.value;
  return Array.isArray(list) ? list.filter((x) => typeof x === 'string') : [];
}

function noteBackends(s: Stream, choice: HostChoice | undefined): void {
  const endpoints = choice?.eligible.map((e) => e.endpoint.address);
  s.backends = s.backends.map((b): Backend => (b.name === s.cluster && endpoints !== undefined ? { ...b, endpoints } : b));
}

function unhealthy(s: Stream, stats: ClusterStats): StepOutcome<Reply> {
  stats.unhealthy();
  const known = s.world.clusters
    .get(s.cluster ?? '')
    ?.priorities.some((p) => p.localities.some((l) => l.endpoints.some((e) => e.address === s.overrideHost)));
  const flags = s.overrideStrict && known === true ? [] : ['UH'];
  const headers = (): void => tellAttempts(s);
  return { kind: 'reply', reply: { status: 503, body: 'no healthy upstream', details: 'no_healthy_upstream', flags, headers } };
}

/** Envoy 1.40: a header name that no HTTP message can have is found when the request is encoded. */
const invalidHeader = (s: Stream): string | undefined => s.headers.pairs.find(([n]) => !/^:?[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(n))?.[0];

function badHeader(name: string, stats: ClusterStats): StepOutcome<Reply> {
  stats.pending();
  stats.attempt();
  return {
    kind: 'reply',
    reply: {
      status: 503,
      body: `invalid header name: ${name}`,
      details: `filter_removed_required_request_headers{invalid header name: ${name}}`,
      flags: ['DPE'],
    },
  };
}

/** Headers that stay with Envoy. */
const KEPT =
  /^(:|x-envoy-(retry-on|retry-grpc-on|max-retries|upstream-rq-timeout-ms|upstream-rq-per-try-timeout-ms|upstream-rq-timeout-alt-response|upstream-alt-stat-name|upstream-stream-duration-ms|retriable-status-codes|retriable-header-names|hedge-on-per-try-timeout)$)/;

function sentOf(s: Stream): NonNullable<Stream['sent']> {
  const { headers } = s;
  const host = (headers.first(':authority') ?? '') + (s.connectPort ?? '');
  return {
    method: headers.first(':method') ?? '',
    scheme: headers.first(':scheme') ?? '',
    host,
    path: s.upgrade === 'CONNECT' ? host : (headers.first(':path') ?? ''),
    headers: headers.pairs.filter(([n]) => !KEPT.test(n)).map(([n, v]) => [n, v.trim()] as const),
  };
}

/** Virtual clusters: the first whose headers all match, else `other` where any are defined. Envoy 1.40: of the request as it came. */
function virtualClusterOf(s: Stream): VirtualCluster | undefined {
  const list = children(s.virtualHost?.config, 'virtual_clusters');
  const found = list.find((v) => children(v, 'headers').every((h) => headerHolds(h, s)));
  if (found !== undefined) return { name: text(found, 'name'), config: found };
  return list.length > 0 ? { name: 'other', config: undefined } : undefined;
}

const headerHolds = (h: Message, s: Stream): boolean => headerMatcher(h).test(s.headers, guard(s.world, 'match_headers_individually'));

/** A cluster that does not exist. */
export function noCluster(s: Stream, status: number): StepOutcome<Reply> {
  s.counters.add(`${statPrefix(s)}no_cluster`);
  return { kind: 'reply', reply: { status, body: '', details: 'cluster_not_found', flags: ['NC'] } };
}
