// agentgateway 1.4, `localRateLimit`: token buckets, one per entry and route, shared by everything that matches the route. Every entry
// takes a token; the first that is empty answers 429. Each answer tells limit, remaining and reset of the tightest bucket. With only
// `fillInterval` a bucket holds nothing, so it always refuses. Entries of type `tokens` count LLM tokens: see `llm/`.
import { CONTINUE } from '../../../simulate/phases.ts';
import { isTrue } from '../cel-site.ts';
import { type At, child, hasKey, items, numberOf, textOf } from '../read/at.ts';
import { type Alternatives, alternativesOf } from '../read/conditional.ts';
import { millisecondsOf } from '../read/duration.ts';
import { type Exchange, failure } from '../run/exchange.ts';
import type { Bucket } from '../run/state.ts';
import { chooseAlternative } from './alternatives.ts';
import type { PolicyKind } from './kind.ts';

export interface RateLimit {
  readonly maxTokens: number;
  readonly tokensPerFill: number;
  /** Milliseconds. */
  readonly fillInterval: number;
  readonly counts: 'requests' | 'tokens';
}

const readLimit = (at: At): RateLimit => ({
  maxTokens: numberOf(child(at, 'maxTokens')) ?? 0,
  tokensPerFill: numberOf(child(at, 'tokensPerFill')) ?? 0,
  fillInterval: millisecondsOf(textOf(child(at, 'fillInterval'))) ?? 0,
  counts: textOf(child(at, 'type')) === 'tokens' ? 'tokens' : 'requests',
});

/** A plain list is one alternative that always applies; `conditional` entries hold one limit each. */
function read(at: At): Alternatives<readonly RateLimit[]> {
  if (hasKey(at, 'conditional')) return alternativesOf(at, (one) => [readLimit(one)]);
  return { entries: [{ condition: undefined, spec: items(at).map(readLimit), origin: { file: at.file, path: at.path, span: at.span } }] };
}

export const localRateLimit: PolicyKind<Alternatives<readonly RateLimit[]>> = {
  key: 'localRateLimit',
  read,
  says: (spec) =>
    spec.entries
      .flatMap((entry) =>
        entry.spec.map((limit) => `${limit.maxTokens} ${limit.counts}, +${limit.tokensPerFill} every ${limit.fillInterval / 1000} s`),
      )
      .join('; '),
  request: (policy, x) => {
    const limits = chooseAlternative(policy, policy.spec, x, isTrue);
    const counted = (limits ?? []).filter((limit) => limit.counts === 'requests');
    if (limits === undefined || counted.length === 0) return CONTINUE;
    let tightest: { readonly limit: RateLimit; readonly bucket: Bucket } | undefined;
    for (const [index, limit] of counted.entries()) {
      const bucket = bucketOf(
        x,
        `${policy.id}/${x.route?.key ?? ''}/${policy.spec.entries.findIndex((e) => e.spec === limits)}/${index}`,
        limit,
      );
      const enough = bucket.tokens >= 1;
      if (enough) bucket.tokens -= 1;
      if (!enough || tightest === undefined || bucket.tokens < tightest.bucket.tokens) tightest = { limit, bucket };
      if (enough) continue;
      queueHeaders(x, limit, bucket);
      const because = `the bucket of ${limit.maxTokens} is empty; ${limit.tokensPerFill} come back every ${limit.fillInterval / 1000} s`;
      x.trace.record(() => ({
        step: 'localRateLimit',
        target: policy.name,
        entity: policy.id,
        result: 'deny',
        because,
        origin: policy.origin,
      }));
      return failure(
        429,
        'RateLimit',
        'rate limit exceeded',
        `Over the rate limit of ${x.route?.name ?? policy.name}`,
        `In localRateLimit ${because}. No backend is called.`,
      );
    }
    if (tightest !== undefined) queueHeaders(x, tightest.limit, tightest.bucket);
    x.trace.record(() => ({
      step: 'localRateLimit',
      target: policy.name,
      entity: policy.id,
      result: 'pass',
      because: `${Math.floor(tightest?.bucket.tokens ?? 0)} of ${tightest?.limit.maxTokens ?? 0} left`,
      origin: policy.origin,
    }));
    return CONTINUE;
  },
};

/** The bucket as it stands now: filled up in whole intervals since it was made. */
export function bucketOf(x: Exchange, key: string, limit: RateLimit): Bucket {
  const now = x.startedAt;
  let bucket = x.state.buckets.get(key);
  if (bucket === undefined) {
    bucket = { tokens: limit.maxTokens, filledAt: now };
    x.state.buckets.set(key, bucket);
  }
  if (limit.fillInterval > 0) {
    const intervals = Math.floor((now - bucket.filledAt) / limit.fillInterval);
    if (intervals > 0) {
      bucket.tokens = Math.min(limit.maxTokens, bucket.tokens + intervals * limit.tokensPerFill);
      bucket.filledAt += intervals * limit.fillInterval;
    }
  }
  return bucket;
}

function queueHeaders(x: Exchange, limit: RateLimit, bucket: Bucket): void {
  const reset = Math.max(0, Math.ceil((bucket.filledAt + limit.fillInterval - x.startedAt) / 1000));
  x.queued.push(
    ['x-ratelimit-limit', String(limit.maxTokens)],
    ['x-ratelimit-remaining', String(Math.max(0, Math.floor(bucket.tokens)))],
    ['x-ratelimit-reset', String(reset)],
  );
}
