// envoy.filters.http.health_check: health checks that Envoy answers for the service, or lets through and remembers. Envoy 1.40.
import { CONTINUE, type StepOutcome } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { child, children, flag, type Message, optionalWhole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';
import { configOf, type EnvoyStep, statPrefix } from './step.ts';

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

function failedCheck(s: Stream, headers: (h: { set(n: string, v: string): void }) => void): StepOutcome<Reply> {
  countCheck(s, false, false);
  return { kind: 'reply', reply: { status: 503, body: '', details: 'health_check_failed_cluster_min_healthy', headers, flags: ['LH'] } };
}

function countCheck(s: Stream, ok: boolean, cached: boolean): void {
  for (const name of ['request_total', ok ? 'ok' : 'failed', ...(cached ? ['cached_response'] : [])])
    s.counters.add(`${statPrefix(s)}health_check.${name}`);
}
