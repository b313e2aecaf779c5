// envoy.filters.http.ratelimit: descriptors go to a service that says whether one is over its limit. The sample declares the answer
// (`verdicts`); nobody is asked when the route makes no descriptor. Envoy 1.40.
import { CONTINUE, passes, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { applyHeaderSet } from '../routing/header-operations.ts';
import { child, children, flag, type Message, optionalWhole, text, whole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { clusterStats } from '../upstream/cluster-stats.ts';
import { findsNobody } from '../upstream/service.ts';
import { descriptorsOf, type Entry } from './rate-limit-descriptors.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

export const rateLimit: EnvoyStep = {
  request: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined) return CONTINUE;
    if (!concerns(text(config, 'request_type', 'both'), s)) return passes(`counts ${text(config, 'request_type')} requests only`);
    const own = perRoute(s, policy, '.RateLimitPerRoute')[0];
    const descriptors = descriptorsOf(limitsOf(own, s), whole(config, 'stage'), s);
    if (descriptors.length === 0) return passes('this route makes no descriptor, so nobody is asked');
    s.trace.record(() => ({
      step: 'rate limit',
      target: policy.name,
      entity: policy.id,
      result: 'match',
      because: `asks domain ${(own === undefined ? '' : text(own, 'domain')) || text(config, 'domain')} about ${descriptors.map(says).join(' and ')}`,
      origin: policy.origin,
    }));
    const verdict = s.sample.verdicts.get(policy.name);
    const isAlone = verdict === undefined && findsNobody(s, serviceOf(config));
    if (verdict === undefined && !isAlone)
      s.trace.assume({
        code: 'external-verdict',
        what: `${policy.name} asks the rate limit service about ${descriptors.map(says).join(' and ')}; it is taken to be within its limits`,
        target: policy.name,
        origin: policy.origin,
      });
    const stats = clusterStats(s, s.world.clusters.get(s.cluster ?? ''));
    const prefix = text(config, 'stat_prefix');
    const count = (name: string): void => stats.add(`ratelimit.${prefix === '' ? '' : `${prefix}.`}${name}`);
    if (isAlone || verdict?.error === true) return failed(config, count);
    if (verdict?.allow !== false) {
      count('ok');
      return passes('is within its limits');
    }
    count('over_limit');
    return limited(config, s);
  },
};

/** The cluster of the rate limit service. */
const serviceOf = (config: Message): string =>
  text(child(child(child(config, 'rate_limit_service'), 'grpc_service'), 'envoy_grpc') ?? config, 'cluster_name');

const says = (entries: readonly Entry[]): string => `(${entries.map((e) => `${e.key}=${e.value}`).join(', ')})`;

const concerns = (type: string, s: Stream): boolean => {
  const internal = s.headers.first('x-envoy-internal') === 'true';
  return type !== 'internal' && type !== 'external' ? true : (type === 'internal') === internal;
};

/** The filter's own limits for the route, else the route's, and the virtual host's where the route has none or asks for them. */
function limitsOf(own: Message | undefined, s: Stream): readonly Message[] {
  const embedded = children(own, 'rate_limits');
  if (embedded.length > 0) return embedded;
  const action = child(s.route?.config, 'route');
  const ofRoute = children(action, 'rate_limits');
  const ofHost = children(s.virtualHost?.config, 'rate_limits');
  const option = own === undefined ? 'OVERRIDE' : text(own, 'vh_rate_limits', 'OVERRIDE');
  const includes = option === 'INCLUDE' || (action !== undefined && flag(action, 'include_vh_rate_limits'));
  if (includes) return [...ofRoute, ...ofHost];
  return option === 'IGNORE' || ofRoute.length > 0 ? ofRoute : ofHost;
}

/** Without an answer the request goes on, unless failure_mode_deny. */
function failed(config: Message, count: (name: string) => void): StepOutcome<Reply> {
  count('error');
  if (!flag(config, 'failure_mode_deny')) {
    count('failure_mode_allowed');
    return passes('the service fails, which lets the request through');
  }
  const status = optionalWhole(child(config, 'status_on_error') ?? config, 'code') ?? 500;
  return { kind: 'reply', reply: { status, body: '', details: 'rate_limiter_error', flags: ['RLSE'] } };
}

function limited(config: Message, s: Stream): StepOutcome<Reply> {
  const code = optionalWhole(child(config, 'rate_limited_status') ?? config, 'code') ?? 429;
  return {
    kind: 'reply',
    reply: {
      status: code >= 400 ? code : 429,
      body: '',
      details: 'request_rate_limited',
      flags: ['RL'],
      ...(flag(config, 'rate_limited_as_resource_exhausted') ? { grpcStatus: 8 } : {}),
      headers: (h) => {
        if (!flag(config, 'disable_x_envoy_ratelimited_header')) h.set('x-envoy-ratelimited', 'true');
        applyHeaderSet(h, children(config, 'response_headers_to_add'), [], { stream: s, logType: 'NotSet', phase: 'response' });
      },
    },
  };
}
