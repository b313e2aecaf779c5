// agentgateway 1.4, `health.eviction`: an endpoint that fails is left out for a while, each time in a row longer than the last. Only where there is a choice: endpoints
// of a service, providers of an `ai` backend, models of a virtual model that fails over. Where all are left out they are used all the same.
import { spokenTime } from '../../../simulate/milliseconds.ts';
import type { Exchange } from '../run/exchange.ts';
import type { Called } from '../run/upstream.ts';

export interface EvictionSpec {
  /** Milliseconds; undefined: what an answer 429 says in `retry-after`, else 3 s. */
  readonly duration: number | undefined;
  readonly restoreHealth: number | undefined;
  readonly consecutiveFailures: number | undefined;
  readonly healthThreshold: number | undefined;
}

const DEFAULT_DURATION = 3000;

/** What the latest answer counts in the moving average of health, which begins at 1. */
const WEIGHT = 0.3;

const nowOf = (x: Exchange): number => x.startedAt + x.elapsed;

/** The name by which the endpoint's health is remembered; undefined: the backend is one address, and nothing is ever left out. */
export function memberOf(x: Exchange, endpoint: string): string | undefined {
  const spec = x.backend?.backend;
  if (spec?.kind === 'service') return `${spec.namespace}/${spec.hostname} ${endpoint}`;
  const member = x.facts.get(':member');
  return typeof member === 'string' ? member : undefined;
}

/** Counts an answer. Gives for how many milliseconds the endpoint is left out from now on; undefined: it is not. */
export function countAnswer(x: Exchange, member: string, bad: boolean, spec: EvictionSpec, called: Called): number | undefined {
  const now = nowOf(x);
  const known = x.state.health.get(member) ?? { score: 1, failures: 0, times: 0, until: undefined };
  x.state.health.set(member, known);
  if (known.until !== undefined && now >= known.until) {
    known.until = undefined;
    known.score = spec.restoreHealth ?? known.score;
  }
  const before = known.score;
  // The average begins anew at 0: a success then counts whole.
  known.score = before === 0 && !bad ? 1 : before * (1 - WEIGHT) + (bad ? 0 : WEIGHT);
  if (!bad) {
    known.failures = 0;
    known.times = 0;
    return undefined;
  }
  known.failures++;
  if (known.until !== undefined || !isTooMuch(spec, known.failures, before)) return undefined;
  known.times++;
  const duration = (spec.duration ?? retryAfter(called, now) ?? DEFAULT_DURATION) * known.times;
  known.until = now + duration;
  return duration;
}

/** The health that counts is the one before this answer. Where nothing is set one failure is enough. */
function isTooMuch({ consecutiveFailures: most, healthThreshold: least }: EvictionSpec, failures: number, before: number): boolean {
  if (most === undefined && least === undefined) return true;
  return (most !== undefined && most > 0 && failures >= most) || (least !== undefined && before < least);
}

/** Milliseconds from now on: seconds, or a date that is still to come. */
function retryAfter(called: Called, now: number): number | undefined {
  if (called.kind !== 'response' || called.response.status !== 429) return undefined;
  const text = (called.response.headers.first('retry-after') ?? '').trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const rest = HTTP_DATE.test(text) ? Date.parse(text) - now : Number.NaN;
  return rest > 0 ? rest : undefined;
}

/** RFC 9110, 5.6.7: the form that dates are written in. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds for which it is still left out; undefined: it is not. */
function leftOut(x: Exchange, member: string): number | undefined {
  const until = x.state.health.get(member)?.until;
  return until === undefined || nowOf(x) >= until ? undefined : until - nowOf(x);
}

/** Those of a group that are not left out. */
function available<T>(
  x: Exchange,
  all: readonly T[],
  of: (one: T) => { readonly member: string | undefined; readonly name: string },
): readonly T[] {
  return all.filter((one) => {
    const { member, name } = of(one);
    const rest = member === undefined ? undefined : leftOut(x, member);
    if (rest === undefined) return true;
    x.trace.record(() => ({
      step: 'health',
      target: name,
      result: 'skip',
      because: `left out for another ${spokenTime(rest)}, since it failed before`,
    }));
    return false;
  });
}

/** Those of the first group that has any left; where all are left out, the first group whole. */
export function preferred<T>(
  x: Exchange,
  groups: readonly (readonly T[])[],
  of: (one: T) => { readonly member: string | undefined; readonly name: string },
): readonly T[] {
  const filled = groups.filter((group) => group.length > 0);
  for (const group of filled) {
    const left = available(x, group, of);
    if (left.length > 0) return left;
  }
  return filled[0] ?? [];
}

/** Addresses of a service that are not left out; all of them where none is left. */
export const endpointsLeft = (x: Exchange, addresses: readonly string[]): readonly string[] =>
  preferred(x, [addresses], (address) => ({ member: memberOf(x, address), name: address }));
