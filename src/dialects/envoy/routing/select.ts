// Route selection: virtual host, the redirect of require_tls, then the first route that fits, or the virtual host's matcher tree.
import type { Loser } from '../../../model/decision.ts';
import { type Candidate, losersOf } from '../../../simulate/candidates.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import type { EnvoyCondition, EnvoyRoute, EnvoyRouteTable, EnvoyVirtualHost } from '../model.ts';
import { anyOf, child, children, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { conditionHolds, conditionTested } from './conditions.ts';
import { indexRoutes, type RouteIndex } from './route-index.ts';
import { chooseVirtualHost, type HostChoice, hostKey } from './virtual-host.ts';

export type Selection =
  | { readonly kind: 'route'; readonly host: HostChoice; readonly route: EnvoyRoute }
  /** Answered by the virtual host's require_tls. */
  | { readonly kind: 'tls-redirect'; readonly host: HostChoice }
  | { readonly kind: 'none'; readonly host: HostChoice | undefined; readonly because: string };

type RouteCandidate = Candidate<EnvoyRoute>;

const candidatesOf = (routes: readonly EnvoyRoute[]): readonly RouteCandidate[] =>
  routes.flatMap((entity) => entity.matches.map((match, matchIndex) => ({ entity, match, matchIndex })));

/** Virtual hosts with no more routes than this tell the reason of every loser. */
const ALL_LOSERS = 1000;
/** Losers that are told of a larger one. */
const NEAREST_LOSERS = 200;

/** Chooses for the request as it now stands. */
export function selectRoute(table: EnvoyRouteTable, s: Stream): Selection {
  const host = chooseVirtualHost(table, s.headers);
  if (host === undefined) {
    const key = hostKey(table.config)(s.headers);
    return {
      kind: 'none',
      host: undefined,
      because:
        key === undefined
          ? `header ${text(table.config, 'vhost_header')} is absent`
          : `no virtual host has a domain for ${JSON.stringify(key)}`,
    };
  }
  const proto = s.headers.first('x-forwarded-proto');
  if (proto === undefined || proto === '') return { kind: 'none', host, because: 'the request has no x-forwarded-proto' };
  const requires = text(host.host.config, 'require_tls', 'NONE');
  const inside = s.headers.first('x-envoy-internal') === 'true';
  if (proto !== 'https' && (requires === 'ALL' || (requires === 'EXTERNAL_ONLY' && !inside))) return { kind: 'tls-redirect', host };
  const route =
    child(host.host.config, 'matcher') === undefined ? firstRoute(host.host, s, table.config) : treeRoute(host.host, s, table.config);
  return route === undefined
    ? { kind: 'none', host, because: `no route of virtual host ${host.host.name} matches` }
    : { kind: 'route', host, route };
}

/** What the winner asked for; of a share of requests also the value that fell into it. */
export const conditionsMet = (route: EnvoyRoute, s: Stream, table: Message): readonly string[] =>
  (route.matches[0]?.conditions ?? []).map((condition) => {
    const { on, says } = condition;
    return on === 'fraction' ? `${says}: ${conditionTested(condition as EnvoyCondition, s, table).saw}` : says;
  });

const indexes = new WeakMap<EnvoyVirtualHost, RouteIndex>();

function indexOf(host: EnvoyVirtualHost): RouteIndex {
  const index = indexes.get(host) ?? indexRoutes(host.routes);
  indexes.set(host, index);
  return index;
}

function firstRoute(host: EnvoyVirtualHost, s: Stream, table: Message): EnvoyRoute | undefined {
  const position = firstInOrder(indexOf(host).lists(s, table), (i) => routeFits(host.routes[i], s, table));
  return position === undefined ? undefined : host.routes[position];
}

const routeFits = (route: EnvoyRoute | undefined, s: Stream, table: Message): boolean =>
  route?.matches.some((match) => match.conditions.every((c) => conditionHolds(c, s, table))) === true;

/** The least number for which `test` holds, over ascending lists; numbers are tried in ascending order. */
function firstInOrder(lists: readonly (readonly number[])[], test: (position: number) => boolean): number | undefined {
  const next = lists.map(() => 0);
  for (;;) {
    let least: number | undefined;
    let from = 0;
    for (const [i, list] of lists.entries()) {
      const head = list[next[i] as number];
      if (head !== undefined && (least === undefined || head < least)) {
        least = head;
        from = i;
      }
    }
    if (least === undefined || test(least)) return least;
    next[from] = (next[from] as number) + 1;
  }
}

const byConfigs = new WeakMap<EnvoyVirtualHost, ReadonlyMap<Message, EnvoyRoute>>();

function routesByConfig(host: EnvoyVirtualHost): ReadonlyMap<Message, EnvoyRoute> {
  const made = byConfigs.get(host) ?? new Map(host.routes.map((r) => [r.config, r]));
  byConfigs.set(host, made);
  return made;
}

/** The matcher form: the tree ends at a Route or a RouteList, whose own match must fit too. */
function treeRoute(host: EnvoyVirtualHost, s: Stream, table: Message): EnvoyRoute | undefined {
  const matcher = child(host.config, 'matcher');
  const byConfig = routesByConfig(host);
  const fits = (m: Message): EnvoyRoute | undefined => {
    const route = byConfig.get(m);
    return routeFits(route, s, table) ? route : undefined;
  };
  const action = matcher === undefined ? undefined : runMatcher(matcher, { input: (input) => textInput(input, s), custom: () => false });
  const typed = anyOf(action, 'typed_config');
  if (typed?.message === undefined) return undefined;
  if (typed.type === 'envoy.config.route.v3.Route') return fits(typed.message);
  for (const route of children(typed.message, 'routes')) {
    const found = fits(route);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nearestRoutes(host: EnvoyVirtualHost, winner: EnvoyRoute | undefined, s: Stream, table: Message): readonly EnvoyRoute[] {
  const near = new Set<EnvoyRoute>();
  const add = (position: number): boolean => {
    const route = host.routes[position];
    if (route !== undefined) near.add(route);
    return near.size >= NEAREST_LOSERS;
  };
  if (winner !== undefined) add(winner.index);
  firstInOrder(indexOf(host).lists(s, table), add);
  for (let position = (winner?.index ?? NEAREST_LOSERS) - 1; position >= 0 && near.size < NEAREST_LOSERS; position--) add(position);
  return [...near].sort((a, b) => a.index - b.index);
}

/**
 * Routes that lost, with the first condition that failed; made only for a trace. Of thousands, those that the path of the request fits,
 * and those that stand before the winner.
 */
export function routeLosers(host: EnvoyVirtualHost, winner: EnvoyRoute | undefined, s: Stream, table: Message): readonly Loser[] {
  const candidates = candidatesOf(host.routes.length <= ALL_LOSERS ? host.routes : nearestRoutes(host, winner, s, table));
  const winning = candidates.find((c) => c.entity === winner);
  return losersOf(
    candidates,
    winning,
    (condition) => conditionTested(condition as EnvoyCondition, s, table),
    () => (winner === undefined ? 'was not reached' : `fits too, but ${winner.name} comes before it`),
  );
}
