// Telling what the router decides on the way to the upstream: the virtual cluster that counts the request, and whether what came of
// an attempt is tried again.
import { child, children, flag, type Message, milliseconds, originOf, text, whole } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import type { Retries } from '../upstream/retry.ts';

/** Adds the step `virtual cluster` to the trace, where the virtual host defines any. */
export function describeVirtualCluster(s: Stream): void {
  const found = s.virtualCluster;
  if (found === undefined) return;
  s.trace.record(() => {
    const config = found.config ?? s.virtualHost?.config;
    const names = children(s.virtualHost?.config, 'virtual_clusters').map((v) => text(v, 'name'));
    return {
      step: 'virtual cluster',
      target: found.name,
      result: found.config === undefined ? 'no-match' : 'match',
      because: `${
        found.config === undefined ? `the headers fit none of ${names.join(', ')}` : 'the first whose headers all fit'
      }; counted under vhost.${s.virtualHost?.name ?? ''}.vcluster.${found.name}`,
      ...(config === undefined ? {} : { origin: originOf(config, found.config === undefined ? 'virtual_clusters' : undefined) }),
    };
  });
}

/** What came of an attempt, and what is made of it. */
export interface Retried {
  /** From 0. */
  readonly attempt: number;
  /** `gave 503`, `took longer than 100 ms` … */
  readonly gave: string;
  /** The condition that covers it. */
  readonly condition: string | undefined;
  /** No time is left for another attempt. */
  readonly isOver: boolean;
  /** The answer says when to come back. */
  readonly waitsAsTold: boolean;
}

/** Adds the step `retry` to the trace, where anything asks for retries. */
export function describeRetry(s: Stream, retries: Retries | undefined, r: Retried): void {
  if (retries === undefined) return;
  s.trace.record(() => {
    const isLeft = r.attempt < retries.most;
    const goes = r.condition !== undefined && isLeft;
    const origin = retries.policy === undefined ? s.route?.origin : originOf(retries.policy);
    return {
      step: 'retry',
      target: `attempt ${r.attempt + 1}`,
      result: goes ? 'match' : 'pass',
      because: `${r.gave}${verdict(s, retries, r, goes)}`,
      ...(origin === undefined ? {} : { origin }),
    };
  });
}

function verdict(s: Stream, retries: Retries, r: Retried, goes: boolean): string {
  const conditions = [...retries.on].map((c) => `\`${c}\``).join(', ');
  if (r.isOver) return ', and the time for the whole request is over: it is not tried again';
  if (r.condition === undefined) return `, which none of ${conditions} asks to try again`;
  const asks = `, which \`${r.condition}\` asks to try again`;
  if (!goes)
    return `${asks}, but ${retries.most === 1 ? 'one retry is' : `${retries.most} retries are`} all that is allowed: the client gets this, with flag URX`;
  const first = r.attempt === 0 ? `; ${[source(s, retries), ...limits(s, retries)].join('; ')}` : '';
  return `${asks}: retry ${r.attempt + 1} of at most ${retries.most} follows ${pause(retries, r)}${first}`;
}

function source(s: Stream, { policy }: Retries): string {
  if (policy === undefined) return 'asked for by the request’s own headers';
  return policy === child(child(s.route?.config, 'route'), 'retry_policy')
    ? `by the route’s policy${child(s.virtualHost?.config, 'retry_policy') === undefined ? '' : ', which replaces the virtual host’s'}`
    : 'by the virtual host’s policy, since the route has none';
}

/** Envoy 1.40: a random time below the interval, which doubles with every retry up to its maximum. */
function pause({ policy }: Retries, r: Retried): string {
  if (r.waitsAsTold) return 'when the answer says';
  const backOff = child(policy, 'retry_back_off');
  const base = milliseconds(backOff, 'base_interval') ?? 25;
  const most = milliseconds(backOff, 'max_interval') ?? base * 10;
  return `within ${Math.min(most, base * 2 ** (r.attempt + 1) - base)} ms`;
}

/** What else may keep a retry from an endpoint, or from being made at all. */
function limits(s: Stream, { policy }: Retries): readonly string[] {
  const kinds = (list: readonly Message[]): string => list.map((m) => text(m, 'name').split('.').at(-1) ?? '').join(', ');
  const predicates = children(policy, 'retry_host_predicate');
  const priority = child(policy, 'retry_priority');
  const tries = policy === undefined ? 0 : whole(policy, 'host_selection_retry_max_attempts');
  const hedged = child(child(s.route?.config, 'route'), 'hedge_policy') ?? child(s.virtualHost?.config, 'hedge_policy');
  return [
    ...(predicates.length === 0 ? [] : [`${kinds(predicates)} may turn an endpoint down, ${tries || 1} times at most`]),
    ...(priority === undefined ? [] : [`${kinds([priority])} chooses the priority`]),
    ...(hedged !== undefined && flag(hedged, 'hedge_on_per_try_timeout')
      ? ['an attempt that takes too long is not given up, and may still answer first']
      : []),
    budget(s),
  ];
}

/** The cluster's limit on retries that run at the same time. */
function budget(s: Stream): string {
  const cluster = s.world.clusters.get(s.cluster ?? '');
  const wanted = text(child(s.route?.config, 'route') ?? s.hcm, 'priority', 'DEFAULT');
  const thresholds = children(child(cluster?.config, 'circuit_breakers'), 'thresholds').find(
    (t) => text(t, 'priority', 'DEFAULT') === wanted,
  );
  const share = child(thresholds, 'retry_budget');
  if (share === undefined)
    return `cluster ${s.cluster ?? ''} allows ${thresholds === undefined ? 3 : whole(thresholds, 'max_retries', 3)} retries at a time`;
  const percent = child(share, 'budget_percent')?.fields.get('value')?.value;
  return `cluster ${s.cluster ?? ''} retries ${typeof percent === 'number' ? percent : 20} % of its active requests at a time, ${whole(share, 'min_retry_concurrency', 3)} at least`;
}
