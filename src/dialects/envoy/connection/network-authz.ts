// envoy.filters.network.ext_authz: another service decides about a connection when its first bytes come. Its answer is what the sample
// declares as a verdict of the filter's name; without one it is taken to allow. Envoy 1.40: a service that cannot be asked is an error.

import { metadataMatcher } from '../match/value-matcher.ts';
import type { EnvoyPolicy } from '../model.ts';
import { child, flag, text } from '../schema/message.ts';
import { configOf } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import { chooseEndpoint } from '../upstream/load-balance.ts';
import type { NetworkOutcome, NetworkStep } from './network-step.ts';

export const networkAuthz: NetworkStep = {
  received: (policy: EnvoyPolicy, s: Stream): NetworkOutcome | undefined => {
    const config = configOf(policy);
    if (config === undefined) return undefined;
    const stats = `ext_authz.${text(config, 'stat_prefix')}.`;
    const enabled = child(config, 'filter_enabled_metadata');
    if (enabled !== undefined && !metadataMatcher(enabled).test(s.metadata)) {
      s.counters.add(`${stats}disabled`);
      return { kind: 'pass', because: 'the metadata switches it off' };
    }
    s.counters.add(`${stats}total`);
    const verdict = s.sample.verdicts.get(policy.name);
    if (verdict === undefined && !isReachable(text(child(child(config, 'grpc_service'), 'envoy_grpc') ?? config, 'cluster_name'), s)) {
      s.counters.add('http.async-client.rq_total');
      s.counters.add(`${stats}error`);
      if (!flag(config, 'failure_mode_allow')) return closed(s, stats, 'its service cannot be asked', 'ext_authz_error');
      s.counters.add(`${stats}failure_mode_allowed`);
      return { kind: 'pass', because: 'its service cannot be asked, which is allowed to fail' };
    }
    if (verdict?.allow === false) {
      s.counters.add(`${stats}denied`);
      return closed(s, stats, 'its service denies', 'ext_authz_denied');
    }
    if (verdict === undefined)
      s.trace.assume({
        code: 'external-verdict',
        what: `${policy.name} asks another service; it is taken to allow the connection`,
        target: policy.name,
        origin: policy.origin,
      });
    s.counters.add(`${stats}ok`);
    return { kind: 'pass', because: verdict === undefined ? 'its service is taken to allow' : 'its service allows' };
  },
};

/** A service that is not one of the configured clusters is asked elsewhere. */
function isReachable(name: string, s: Stream): boolean {
  const cluster = s.world.clusters.get(name);
  return cluster === undefined || chooseEndpoint(cluster, undefined, () => true).eligible.length > 0;
}

function closed(s: Stream, stats: string, because: string, details: string): NetworkOutcome {
  s.counters.add(`${stats}cx_closed`);
  s.flags.add('UAEX');
  return { kind: 'deny', because, details };
}
