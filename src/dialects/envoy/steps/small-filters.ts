// Filters of a few lines: cdn_loop, health_check, ip_tagging, buffer, stateful_session.
import { decodeBase64 } from '../../../http/base64.ts';
import { CONTINUE, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { cidrOf, inCidr, parseIp } from '../match/cidr.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { cookieOf } from '../routing/conditions.ts';
import { addHeader } from '../routing/header-operations.ts';
import { anyOf, child, children, flag, type Message, optionalWhole, text, whole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';
import { base64 } from './jwt-claims.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

/** Envoy 1.40: a request that names this CDN too often is a loop; others get its name appended. */
export const cdnLoop: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const id = text(config, 'cdn_id');
    const value = s.headers.all('cdn-loop').join(',');
    const entries = value === '' ? [] : value.split(',').map((e) => e.split(';')[0]?.trim() ?? '');
    if (entries.some((e) => e !== '' && !/^[!#$%&'*+\-.^_`|~0-9A-Za-z:[\]]+$/.test(e)))
      return {
        kind: 'reply',
        reply: { status: 400, body: 'Invalid CDN-Loop header in request.', details: 'invalid_cdn_loop_header', closes: true },
      };
    if (entries.filter((e) => e === id).length > whole(config, 'max_allowed_occurrences'))
      return { kind: 'reply', reply: { status: 502, body: 'The server has detected a loop between CDNs.', details: 'cdn_loop_detected' } };
    s.headers.set('cdn-loop', value === '' ? id : `${value},${id}`);
    return CONTINUE;
  },
};

function failedCheck(s: Stream, headers: (h: { set(n: string, v: string): void }) => void): StepOutcome<Reply> {
  countCheck(s, false, false);
  return { kind: 'reply', reply: { status: 503, body: '', details: 'health_check_failed_cluster_min_healthy', headers, flags: ['LH'] } };
}

function countCheck(s: Stream, ok: boolean, cached: boolean): void {
  for (const name of ['request_total', ok ? 'ok' : 'failed', ...(cached ? ['cached_response'] : [])])
    s.counters.add(`${statPrefix(s)}health_check.${name}`);
}

/** Health checks that Envoy answers for the service, or lets through and remembers. */
export const healthCheck: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined || !isHealthCheck(config, s)) return CONTINUE;
    s.healthCheck = true;
    s.counters.add(`${statPrefix(s)}tracing.health_check`);
    const headers = (h: { set(n: string, v: string): void }): void => h.set('x-envoy-upstream-healthchecked-cluster', s.world.nodeCluster);
    if (flag(config, 'pass_through_mode')) {
      const cached = s.shared.get(cacheKey(config)) as number | undefined;
      if (cached === undefined) return CONTINUE;
      countCheck(s, cached === 200, true);
      return {
        kind: 'reply',
        reply: { status: cached, body: '', details: 'health_check_cached', headers, flags: cached === 200 ? [] : ['LH'] },
      };
    }
    const percentages = config.fields.get('cluster_min_healthy_percentages')?.value;
    if (percentages instanceof Map)
      for (const [name, percent] of percentages) {
        const wanted =
          percent !== null && typeof percent === 'object' && 'kind' in percent && percent.kind === 'message'
            ? (optionalWhole(percent, 'value') ?? 0)
            : 0;
        const hosts = s.world.clusters.get(name)?.priorities.flatMap((p) => p.localities.flatMap((l) => l.endpoints)) ?? [];
        const healthy = hosts.filter((h) => h.health !== 'unhealthy').length;
        if (hosts.length === 0 ? wanted > 0 || !s.world.clusters.has(name) : (100 * healthy) / hosts.length < wanted)
          return failedCheck(s, headers);
      }
    countCheck(s, true, false);
    return { kind: 'reply', reply: { status: 200, body: '', details: 'health_check_ok', headers } };
  },
  response: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined || !s.healthCheck) return;
    s.responseHeaders?.set('x-envoy-upstream-healthchecked-cluster', s.world.nodeCluster);
    if (flag(config, 'pass_through_mode') && child(config, 'cache_time') === undefined && config.fields.has('cache_time') && !s.localReply)
      s.shared.set(cacheKey(config), s.status);
  },
};

const cacheKey = (config: Message): string => `health_check:${config.path}`;
const isHealthCheck = (config: Message, s: Stream): boolean =>
  children(config, 'headers').every((h) => headerMatcher(h).test(s.headers, guard(s.world, 'match_headers_individually')));

/** Tags by the client's address, in x-envoy-ip-tags or a header of its own. */
export const ipTagging: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    const prefix = `${statPrefix(s)}ip_tagging.`;
    const internal = s.headers.first('x-envoy-internal') === 'true';
    const type = text(config, 'request_type', 'BOTH');
    const header = child(config, 'ip_tag_header');
    const name = header === undefined ? 'x-envoy-ip-tags' : text(header, 'header').toLowerCase();
    const sanitises = header === undefined ? false : text(header, 'action', 'SANITIZE') === 'SANITIZE';
    if ((type === 'INTERNAL' && !internal) || (type === 'EXTERNAL' && internal)) return CONTINUE;
    const ip = parseIp(s.remote.ip);
    const hits = children(config, 'ip_tags').flatMap((tag) => {
      const lengths = children(tag, 'ip_list').flatMap((r) => {
        const cidr = cidrOf(text(r, 'address_prefix'), optionalWhole(r, 'prefix_len') ?? 0);
        return cidr !== undefined && ip !== undefined && inCidr(cidr, ip) ? [cidr.length] : [];
      });
      return lengths.length === 0 ? [] : [text(tag, 'ip_tag_name')];
    });
    s.counters.add(`${prefix}total`);
    if (sanitises) s.headers.remove(name);
    if (hits.length === 0) s.counters.add(`${prefix}no_hit`);
    else {
      const tags = [...new Set(hits)].sort();
      for (const tag of tags) s.counters.add(`${prefix}${tag}.hit`);
      const old = s.headers.first(name);
      if (header === undefined) addHeader(s.headers, name, tags.join(','));
      else s.headers.set(name, old === undefined ? tags.join(',') : `${old},${tags.join(',')}`);
      s.clearRoute?.();
    }
    return CONTINUE;
  },
};

/** The most that HTTP/2 sends in one frame unless it is agreed otherwise. */
const FRAME = 16_384;

/** A request that is larger than the buffer. Envoy 1.40: what comes in one piece with its end (one frame of HTTP/2) is not held back. */
export const buffer: EnvoyStep = {
  request: (policy, s) => {
    const own = perRoute(s, policy, '.BufferPerRoute')[0];
    const config = child(own, 'buffer') ?? configOf(policy);
    if (config === undefined || (own !== undefined && flag(own, 'disabled'))) return CONTINUE;
    const most = optionalWhole(config, 'max_request_bytes') ?? Number.POSITIVE_INFINITY;
    const { length } = s.sample.body;
    if (length <= most || (s.connection.protocol === 'HTTP/2' && length <= FRAME)) return CONTINUE;
    s.counters.add(`${statPrefix(s)}downstream_rq_too_large`);
    return { kind: 'reply', reply: { status: 413, body: 'Payload Too Large', details: 'request_payload_too_large' } };
  },
};

/** Sessions that stay with an endpoint, by a cookie or a header that Envoy sets. */
export const statefulSession: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    const state = anyOf(child(config, 'session_state'), 'typed_config');
    if (config === undefined || state?.message === undefined) return CONTINUE;
    const address = sessionAddress(state.type, state.message, s);
    if (address === undefined) return CONTINUE;
    s.overrideHost = address;
    s.overrideStrict = flag(config, 'strict');
    return CONTINUE;
  },
  response: (policy, s) => {
    const config = configOf(policy);
    const state = anyOf(child(config, 'session_state'), 'typed_config');
    if (state?.message === undefined || s.upstreamHost === undefined || s.responseHeaders === undefined || s.localReply) return;
    if (sessionAddress(state.type, state.message, s) === s.upstreamHost) return;
    if (state.type.endsWith('HeaderBasedSessionState'))
      s.responseHeaders.set(text(state.message, 'name').toLowerCase(), base64(s.upstreamHost));
    else {
      const cookie = child(state.message, 'cookie');
      if (cookie !== undefined)
        s.responseHeaders.add(
          'set-cookie',
          `${text(cookie, 'name')}="${base64(`\n${String.fromCharCode(s.upstreamHost.length)}${s.upstreamHost}`)}"; HttpOnly`,
        );
    }
  },
};

/** Envoy 1.40: the header is base64 of `ip:port`; the cookie base64 of that, or of a message that holds it. */
function sessionAddress(type: string, m: Message, s: Stream): string | undefined {
  const raw = type.endsWith('HeaderBasedSessionState')
    ? s.headers.first(text(m, 'name').toLowerCase())
    : cookieOf(s, text(child(m, 'cookie') ?? m, 'name'));
  const bytes = raw === undefined ? undefined : decodeBase64(raw);
  if (bytes === undefined || bytes.length === 0) return undefined;
  const plain = new TextDecoder().decode(bytes[0] === 0x0a ? bytes.slice(2, 2 + (bytes[1] as number)) : bytes);
  return /^[0-9a-fA-F.:[\]]+:[0-9]+$/.test(plain) ? plain : undefined;
}
