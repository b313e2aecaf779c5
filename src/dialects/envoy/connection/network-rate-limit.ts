// envoy.filters.network.local_ratelimit. Envoy 1.40: a connection takes a token; without one it is closed at once, with the flag URX.
import { child, flag, type Message, text } from '../schema/message.ts';
import { bucketOf, take } from '../steps/local-rate-limit.ts';
import { configOf } from '../steps/step.ts';
import type { Stream } from '../stream.ts';
import type { NetworkStep } from './network-step.ts';

export const networkRateLimit: NetworkStep = {
  opened: (policy, s) => {
    const config = configOf(policy);
    if (config === undefined || !featureOn(child(config, 'runtime_enabled'), s)) return { kind: 'pass', because: 'it is switched off' };
    const shared = text(config, 'share_key');
    const bucket = bucketOf(shared === '' ? `network:${config.path}` : `network share:${shared}`, child(config, 'token_bucket'), s);
    if (bucket === undefined || take(bucket, s)) return { kind: 'pass', because: 'a token is left for this connection' };
    s.counters.add(`local_rate_limit.${text(config, 'stat_prefix')}.rate_limited`);
    s.flags.add('URX');
    return { kind: 'deny', because: 'no token is left for this connection' };
  },
};

/** A RuntimeFeatureFlag; on where it is left out. */
function featureOn(m: Message | undefined, s: Stream): boolean {
  if (m === undefined) return true;
  const standard = child(m, 'default_value');
  const key = text(m, 'runtime_key');
  const own = s.sample.runtime ?? {};
  const value = Object.hasOwn(own, key) ? own[key] : s.world.runtime.get(key);
  if (value !== undefined) return value === true || String(value).toLowerCase() === 'true';
  return standard === undefined ? true : flag(standard, 'value');
}
