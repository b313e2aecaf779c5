// envoy.filters.http.local_ratelimit: token buckets in this process. Requests of a sequence share them. Envoy 1.40: filter_enabled and
// filter_enforced default to 0 %; a descriptor with the very values goes before one with an empty value; matched ones by fill rate, the default bucket is consumed too.
import { CONTINUE, passes } from '../../../simulate/phases.ts';
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { applyHeaderSet } from '../routing/header-operations.ts';
import { child, children, flag, has, type Message, milliseconds, optionalWhole, text, whole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { descriptorsOf, type Entry } from './rate-limit-descriptors.ts';
import { configOf, type EnvoyStep, perRoute } from './step.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
  readonly most: number;
  readonly perFill: number;
  readonly interval: number;
}

const NONE = { numerator: 0, denominator: 100 };

export const localRateLimit: EnvoyStep = {
  request: (policy, s) => {
    const config = perRoute(s, policy, '.LocalRateLimit')[0] ?? configOf(policy);
    if (config === undefined) return CONTINUE;
    if (!share(config, 'filter_enabled', s)) return passes('is not enabled');
    const stats = `${text(config, 'stat_prefix')}.http_local_rate_limit.`;
    s.counters.add(`${stats}enabled`);
    if (consume(config, s)) {
      s.counters.add(`${stats}ok`);
      return passes('a token is left in the bucket');
    }
    s.counters.add(`${stats}rate_limited`);
    if (!share(config, 'filter_enforced', s)) {
      applyHeaderSet(s.headers, children(config, 'request_headers_to_add_when_not_enforced'), [], {
        stream: s,
        logType: 'NotSet',
        phase: 'request',
      });
      return passes('no token is left, which is not enforced');
    }
    s.counters.add(`${stats}enforced`);
    const status =
      optionalWhole(child(config, 'status') ?? config, 'code') ?? statusByName(text(child(config, 'status') ?? config, 'code'));
    return {
      kind: 'reply',
      reply: {
        status: status >= 400 ? status : 429,
        body: 'local_rate_limited',
        details: 'local_rate_limited',
        flags: ['RL'],
        ...(flag(config, 'rate_limited_as_resource_exhausted') ? { grpcStatus: 8 } : {}),
        headers: (h) =>
          applyHeaderSet(h, children(config, 'response_headers_to_add'), [], { stream: s, logType: 'NotSet', phase: 'response' }),
      },
    };
  },
};

const NAMES: Readonly<Record<string, number>> = { TooManyRequests: 429, ServiceUnavailable: 503, Forbidden: 403, BadRequest: 400 };
const statusByName = (name: string): number => NAMES[name] ?? 429;

function share(config: Message, field: string, s: Stream): boolean {
  const fraction = runtimeFraction(child(config, field), s.world, s.sample.runtime, NONE);
  if (isOpen(fraction)) s.dependsOnRandom = true;
  return inFraction(fraction, s.random);
}

function consume(config: Message, s: Stream): boolean {
  const made = descriptorsOf(limitsFor(config, s), whole(config, 'stage'), s);
  const configured = children(config, 'descriptors').map((d) => ({
    d,
    own: children(d, 'entries').map((e): Entry => ({ key: text(e, 'key'), value: text(e, 'value') })),
  }));
  const matched = made.flatMap((entries) => {
    const fits = (wild: boolean) =>
      configured.find(
        ({ own }) =>
          own.length === entries.length &&
          own.every((e, i) => e.key === entries[i]?.key && (e.value === entries[i]?.value || (wild && e.value === ''))),
      );
    const found = fits(false) ?? fits(true);
    return found === undefined ? [] : [{ descriptor: found.d, id: entries.map((e) => `${e.key}=${e.value}`).join('|') }];
  });
  const sorted = matched
    .map((m) => ({ ...m, bucket: bucketOf(`${config.path}:d:${m.id}`, child(m.descriptor, 'token_bucket'), s) }))
    .sort((a, b) => rate(a.bucket) - rate(b.bucket));
  for (const { bucket } of sorted) if (bucket !== undefined && !take(bucket, s)) return false;
  if (sorted.length > 0 && has(config, 'always_consume_default_token_bucket') && !flag(config, 'always_consume_default_token_bucket'))
    return true;
  const standard = bucketOf(`${config.path}:default`, child(config, 'token_bucket'), s);
  return standard === undefined || take(standard, s);
}

const rate = (b: Bucket | undefined): number => (b === undefined ? 0 : b.perFill / b.interval);

/** The limits of the filter itself, else of the route, and those of the virtual host where they count. */
function limitsFor(config: Message, s: Stream): readonly Message[] {
  const own = children(config, 'rate_limits');
  if (own.length > 0) return own;
  const route = children(child(s.route?.config, 'route'), 'rate_limits');
  const host = children(s.virtualHost?.config, 'rate_limits');
  const mode = text(config, 'vh_rate_limits', 'OVERRIDE');
  const action = child(s.route?.config, 'route');
  const includes = mode === 'INCLUDE' || (action !== undefined && flag(action, 'include_vh_rate_limits'));
  return mode === 'IGNORE' ? route : route.length === 0 || includes ? [...route, ...host] : route;
}

/** The bucket of a name, full when it is first asked for. */
export function bucketOf(id: string, m: Message | undefined, s: Stream): Bucket | undefined {
  if (m === undefined) return undefined;
  const key = `local_ratelimit:${id}`;
  const known = s.shared.get(key) as Bucket | undefined;
  if (known !== undefined) return known;
  const most = whole(m, 'max_tokens');
  const made: Bucket = {
    tokens: most,
    filledAt: s.startMs,
    most,
    perFill: optionalWhole(m, 'tokens_per_fill') ?? 1,
    interval: milliseconds(m, 'fill_interval') ?? 1,
  };
  s.shared.set(key, made);
  return made;
}

/** Takes a token, if there is one by now. */
export function take(bucket: Bucket, s: Stream): boolean {
  const gained = ((s.startMs - bucket.filledAt) / bucket.interval) * bucket.perFill;
  if (gained > 0) {
    bucket.tokens = Math.min(bucket.most, bucket.tokens + gained);
    bucket.filledAt = s.startMs;
  }
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}
