// Route selection: virtual host, the redirect of require_tls, then the first route that fits, or the virtual host's matcher tree.
import type { Loser } from '../../../model/decision.ts';
import { type Candidate, chooseFirst, losersOf } from '../../../simulate/candidates.ts';
import { runMatcher } from '../match/generic-matcher.ts';
import { textInput } from '../match/inputs.ts';
import type { EnvoyCondition, EnvoyRoute, EnvoyRouteTable, EnvoyVirtualHost } from '../model.ts';
import { anyOf, child, children, type Message, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { conditionHolds, conditionTested } from './conditions.ts';
import { chooseVirtualHost, type HostChoice, hostKey } from './virtual-host.ts';

export type Selection =
  | { readonly kind: 'route'; readonly host: HostChoice; readonly route: EnvoyRoute }
  /** Answered by the virtual host's require_tls. */
  | { readonly kind: 'tls-redirect'; readonly host: HostChoice }
  | { readonly kind: 'none'; readonly host: HostChoice | undefined; readonly because: string };

type RouteCandidate = Candidate<EnvoyRoute>;
const candidateLists = new WeakMap<EnvoyVirtualHost, readonly RouteCandidate[]>();

/** The routes of a virtual host as candidates, made once. */
function candidatesOf(host: EnvoyVirtualHost): readonly RouteCandidate[] {
  const known = candidateLists.get(host);
  if (known !== undefined) return known;
  const made = host.routes.flatMap((entity) => entity.matches.map((match, matchIndex) => ({ entity, match, matchIndex })));
  candidateLists.set(host, made);
  return made;
}

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

function firstRoute(host: EnvoyVirtualHost, s: Stream, table: Message): EnvoyRoute | undefined {
  return chooseFirst(candidatesOf(host), (condition) => conditionHolds(condition as EnvoyCondition, s, table)).winner?.entity;
}

/** The matcher form: the tree ends at a Route or a RouteList, whose own match must fit too. */
function treeRoute(host: EnvoyVirtualHost, s: Stream, table: Message): EnvoyRoute | undefined {
  const matcher = child(host.config, 'matcher');
  const byConfig = new Map(host.routes.map((r) => [r.config, r]));
  const fits = (m: Message): EnvoyRoute | undefined => {
    const route = byConfig.get(m);
    return route?.matches.some((match) => match.conditions.every((c) => conditionHolds(c, s, table))) === true ? route : undefined;
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

/** Routes that lost, with the first condition that failed; made only for a trace. */
export function routeLosers(host: EnvoyVirtualHost, winner: EnvoyRoute | undefined, s: Stream, table: Message): readonly Loser[] {
  const candidates = candidatesOf(host);
  const winning = candidates.find((c) => c.entity === winner);
  return losersOf(
    candidates,
    winning,
    (condition) => conditionTested(condition as EnvoyCondition, s, table),
    () => (winner === undefined ? 'was not reached' : `fits too, but ${winner.name} comes before it`),
  );
}
