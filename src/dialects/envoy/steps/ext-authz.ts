// envoy.filters.http.ext_authz: another service decides. Its answer is what the sample declares (as a verdict of the filter, or as the response of
// the service's cluster). Envoy 1.40, HTTP service: 200 allows; any other status below 500 denies with that status; the rest is an error.

import { Headers } from '../../../http/headers.ts';
import { CONTINUE, passes, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import { metadataMatcher } from '../match/value-matcher.ts';
import type { EnvoyPolicy } from '../model.ts';
import { addHeader } from '../routing/header-operations.ts';
import { child, children, flag, type Message, milliseconds, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { chargeFilterStatus, clusterStats } from '../upstream/cluster-stats.ts';
import { findsNobody } from '../upstream/service.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

const ALL = { numerator: 100, denominator: 100 };

export const extAuthz: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const own = perRoute(s, policy, '.ExtAuthzPerRoute')[0];
    if (config === undefined) return CONTINUE;
    // Envoy 1.40: nobody is asked about a request that no route takes
    if (s.route === undefined && !s.tlsRedirect) return passes('there is no route');
    if (own !== undefined && flag(own, 'disabled')) return passes('is disabled for this route');
    const stats = `${statPrefix(s)}ext_authz.${dotted(text(config, 'stat_prefix'))}`;
    const fraction = runtimeFraction(child(config, 'filter_enabled'), s.world, s.sample.runtime, ALL);
    if (isOpen(fraction)) s.dependsOnRandom = true;
    const byMetadata = child(config, 'filter_enabled_metadata');
    if (!inFraction(fraction, s.random) || (byMetadata !== undefined && !metadataMatcher(byMetadata).test(s.metadata))) {
      s.counters.add(`${stats}disabled`);
      const deny = child(config, 'deny_at_disable');
      return deny !== undefined && flag(deny, 'default_value')
        ? { kind: 'reply', reply: { status: errorStatus(config), body: '', details: 'ext_authz_error', flags: ['UAEX'] } }
        : passes('is not enabled for this request');
    }
    return answer(policy, config, child(child(own, 'check_settings'), 'http_service') ?? child(config, 'http_service'), s, stats);
  },
  response: (policy, s) => {
    const added = clientHeaders.get(s)?.get(policy.id) ?? [];
    for (const [n, v] of added) s.responseHeaders?.add(n, v);
  },
};

const dotted = (prefix: string): string => (prefix === '' ? '' : `${prefix}.`);
/** Headers for the client on success, by filter. */
const clientHeaders = new WeakMap<Stream, Map<string, readonly (readonly [string, string])[]>>();

function answer(policy: EnvoyPolicy, config: Message, service: Message | undefined, s: Stream, stats: string): StepOutcome<Reply> {
  const verdict = s.sample.verdicts.get(policy.name);
  const cluster = text(child(service, 'server_uri') ?? config, 'cluster');
  const given = s.sample.responses.get(cluster)?.[0];
  if (verdict !== undefined && given === undefined) return declared(verdict, s, stats, config);
  const asked = service === undefined ? text(child(child(config, 'grpc_service'), 'envoy_grpc') ?? config, 'cluster_name') : cluster;
  if (findsNobody(s, asked)) return failed(config, s, stats);
  if (service === undefined) {
    s.trace.assume({
      code: 'external-verdict',
      what: `${policy.name} asks another service; it is taken to allow the request`,
      target: policy.name,
      origin: policy.origin,
    });
    s.counters.add(`${stats}ok`);
    return passes('its service is taken to allow it');
  }
  if (given === undefined) {
    s.trace.assume({
      code: 'external-verdict',
      what: `${policy.name} asks cluster ${cluster}; it is taken to answer 200`,
      target: policy.name,
      origin: policy.origin,
    });
  }
  const timeout = milliseconds(child(service, 'server_uri'), 'timeout') ?? 200;
  const known = s.world.clusters.get(cluster);
  const own = clusterStats(s, known);
  s.counters.add('http.async-client.rq_total');
  own.attempt();
  own.pending();
  if (known !== undefined)
    chargeFilterStatus(
      s,
      cluster,
      given?.reset === true ? 503 : given !== undefined && given.delayMs > timeout ? 504 : (given?.status ?? 200),
    );
  if (
    known === undefined ||
    given?.reset === true ||
    (given !== undefined && given.delayMs > timeout) ||
    (given !== undefined && given.status >= 500)
  )
    return failed(config, s, stats);
  const status = given?.status ?? 200;
  const headers = new Headers((given?.headers ?? []).map(([n, v]) => [n.toLowerCase(), v] as const));
  return status === 200
    ? allowed(policy, config, service, headers, s, stats)
    : denied(
        config,
        service,
        status,
        headers,
        given === undefined ? '' : given.given.body === undefined ? 'ok' : new TextDecoder().decode(given.body),
        s,
        stats,
      );
}

function declared(verdict: Readonly<Record<string, unknown>>, s: Stream, stats: string, config: Message): StepOutcome<Reply> {
  if (verdict.allow !== false) {
    s.counters.add(`${stats}ok`);
    for (const [n, v] of Object.entries((verdict.headers ?? {}) as Record<string, string>)) s.headers.set(n.toLowerCase(), String(v));
    if (flag(config, 'clear_route_cache')) s.clearRoute?.();
    return passes('the sample says that its service allows it');
  }
  s.counters.add(`${stats}denied`);
  const status = typeof verdict.status === 'number' ? verdict.status : 403;
  return {
    kind: 'reply',
    reply: { status, body: typeof verdict.body === 'string' ? verdict.body : '', details: 'ext_authz_denied', flags: ['UAEX'] },
  };
}

const list = (m: Message | undefined, field: string): ((name: string) => boolean) => {
  const patterns = children(child(m, field), 'patterns');
  return (name) => patterns.some((p) => stringMatcher(p).test(name));
};

function allowed(policy: EnvoyPolicy, config: Message, service: Message, headers: Headers, s: Stream, stats: string): StepOutcome<Reply> {
  s.counters.add(`${stats}ok`);
  clusterCounter(s, 'ok');
  const rules = child(service, 'authorization_response');
  const upstream = list(rules, 'allowed_upstream_headers');
  const append = list(rules, 'allowed_upstream_headers_to_append');
  const client = list(rules, 'allowed_client_headers_on_success');
  let changed = false;
  for (const [n, v] of headers.pairs) {
    if (append(n)) addHeader(s.headers, n, v);
    else if (upstream(n)) s.headers.set(n, v);
    changed ||= append(n) || upstream(n);
  }
  const forClient = headers.pairs.filter(([n]) => client(n));
  if (forClient.length > 0) clientHeaders.set(s, (clientHeaders.get(s) ?? new Map()).set(policy.id, forClient));
  if (flag(config, 'clear_route_cache') && changed) s.clearRoute?.();
  return passes('its service answers 200');
}

/** Without allowed_client_headers every header goes to the client. */
function denied(
  _config: Message,
  service: Message,
  status: number,
  headers: Headers,
  body: string,
  s: Stream,
  stats: string,
): StepOutcome<Reply> {
  s.counters.add(`${stats}denied`);
  clusterCounter(s, 'denied');
  chargeFilterStatus(s, s.cluster, status);
  const rules = child(service, 'authorization_response');
  const limited = child(rules, 'allowed_client_headers');
  const pass = list(rules, 'allowed_client_headers');
  const usual = new Set([':status', 'content-length', 'www-authenticate', 'location', 'set-cookie', 'proxy-authenticate']);
  const kept = headers.pairs.filter(([n]) => limited === undefined || pass(n) || usual.has(n));
  return {
    kind: 'reply',
    reply: {
      status,
      body,
      details: 'ext_authz_denied',
      flags: ['UAEX'],
      headers: (h) => {
        // they go before what is there, but one name may come several times
        for (const [n] of kept) h.remove(n);
        for (const [n, v] of kept) if (n !== 'content-length') h.add(n, v);
        if (limited === undefined) h.set('x-envoy-upstream-service-time', '*');
      },
    },
  };
}

function failed(config: Message, s: Stream, stats: string): StepOutcome<Reply> {
  s.counters.add(`${stats}error`);
  clusterCounter(s, 'error');
  if (flag(config, 'failure_mode_allow')) {
    s.counters.add(`${stats}failure_mode_allowed`);
    clusterCounter(s, 'failure_mode_allowed');
    if (flag(config, 'failure_mode_allow_header_add')) s.headers.set('x-envoy-auth-failure-mode-allowed', 'true');
    return CONTINUE;
  }
  return { kind: 'reply', reply: { status: errorStatus(config), body: '', details: 'ext_authz_error', flags: ['UAEX'] } };
}

const NAMES: Readonly<Record<string, number>> = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  InternalServerError: 500,
  BadGateway: 502,
  ServiceUnavailable: 503,
};
function errorStatus(config: Message): number {
  const status = child(config, 'status_on_error');
  return status === undefined ? 403 : (optionalWhole(status, 'code') ?? NAMES[text(status, 'code')] ?? 403);
}

/** The same counter under the cluster of the chosen route. */
function clusterCounter(s: Stream, name: string): void {
  if (s.cluster !== undefined && s.cluster !== '') s.counters.add(`cluster.${s.cluster}.ext_authz.${name}`);
}
