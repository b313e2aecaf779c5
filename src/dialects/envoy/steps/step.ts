// What an HTTP filter is to the runner, and how it finds its configuration for the chosen route.
import type { Step } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import { type AnyValue, anyOf, flag, has, isAny, type Message, mapOf } from '../schema/message.ts';
import type { Stream } from '../stream.ts';

export type EnvoyStep = Step<EnvoyPolicy, Stream, Reply>;

const FILTER_CONFIG = 'envoy.config.route.v3.FilterConfig';

/**
 * Levels that may configure a filter, the most specific first: weighted cluster, route, virtual host, route configuration. Envoy 1.40: a
 * request that no route takes (or that require_tls redirects) has none of them, though its virtual host may say something.
 */
const levelsOf = (s: Stream): readonly Message[] =>
  s.route === undefined ? [] : [s.weighted, s.route?.config, s.virtualHost?.config, s.virtualHost?.table].filter((m) => m !== undefined);

function entriesOf(s: Stream, name: string): readonly AnyValue[] {
  return levelsOf(s).flatMap((level) => {
    const found = mapOf(level, 'typed_per_filter_config').get(name);
    return isAny(found) ? [found] : [];
  });
}

/** Per-route messages of a filter, the most specific first; those of another filter's type are ignored. */
export function perRoute(s: Stream, policy: EnvoyPolicy, type: string): readonly Message[] {
  return entriesOf(s, policy.name).flatMap((entry) => {
    const own = entry.type === FILTER_CONFIG ? anyOf(entry.message, 'config') : entry;
    return own?.message !== undefined && own.type.endsWith(type) ? [own.message] : [];
  });
}

/** Whether the filter runs for the chosen route. Envoy 1.40: any entry but a disabling one switches a disabled filter on. */
export function isEnabled(s: Stream, policy: EnvoyPolicy): boolean {
  const entry = entriesOf(s, policy.name)[0];
  if (entry === undefined) return !flag(policy.config, 'disabled');
  if (entry.type !== FILTER_CONFIG || entry.message === undefined) return true;
  return has(entry.message, 'disabled') ? !flag(entry.message, 'disabled') : true;
}

/** The filter's own configuration. */
export const configOf = (policy: EnvoyPolicy): Message | undefined => policy.typed?.message;

/** `http.<stat_prefix>.` */
export const statPrefix = (s: Stream): string => `http.${String(s.hcm.fields.get('stat_prefix')?.value ?? '')}.`;
