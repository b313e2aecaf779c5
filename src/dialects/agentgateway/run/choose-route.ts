// The route for a request (agentgateway 1.4, §2.3 of RouteSet): host buckets from the most to the least specific; in each the pairs of route and match
// by rank; the first whose conditions all hold. A bucket in which nothing matches is left for the next.
import { splitAuthority } from '../../../http/authority.ts';
import type { Loser } from '../../../model/decision.ts';
import { chooseFirst, losersOf } from '../../../simulate/candidates.ts';
import { outranks, type Ranked } from '../lower/rank.ts';
import type { AgwRouteTable } from '../model.ts';
import { holds, type Matchable, matchable, test } from './conditions.ts';
import type { LiveRequest } from './exchange.ts';
import { bucketIndex, bucketsFor, placesFor } from './route-index.ts';

export interface ChosenRoute {
  readonly winner: Ranked | undefined;
  readonly host: string;
  /** Why each other route lost, nearest first. Costs a look at every route: call it for a trace only. */
  readonly losers: () => readonly Loser[];
}

/** More would not be read, and would weigh down every trace of a large table. */
const MOST_LOSERS = 200;

export function chooseRoute(table: AgwRouteTable, request: LiveRequest): ChosenRoute {
  const { host } = splitAuthority(request.authority);
  const m = matchable(request);
  for (const bucket of bucketsFor(table, host)) {
    const index = bucketIndex(bucket);
    const candidates = placesFor(index, m).map((place) => index.ranked[place] as Ranked);
    const { winner } = chooseFirst(candidates, (condition) => holds(condition, m));
    if (winner !== undefined) return { winner: winner as Ranked, host, losers: () => losers(table, host, m, winner as Ranked) };
  }
  return { winner: undefined, host, losers: () => losers(table, host, m, undefined) };
}

function losers(table: AgwRouteTable, host: string, m: Matchable, winner: Ranked | undefined): readonly Loser[] {
  const serving = bucketsFor(table, host);
  const candidates = serving.flatMap((bucket) => bucketIndex(bucket).ranked);
  const lost = losersOf(
    candidates,
    winner,
    (condition) => test(condition, m),
    (loser) =>
      winner === undefined
        ? 'it matches'
        : sameBucket(serving, winner, loser as Ranked)
          ? outranks(winner, loser as Ranked)
          : `it also matches, but ${winner.entity.name} has a more specific host`,
  );
  const seen = new Set([...lost.map((l) => l.entity), winner?.entity.id]);
  const otherHosts = table.hosts
    .flatMap((bucket) => bucket.routes)
    .filter((route) => !seen.has(route.id) && seen.add(route.id))
    .map((route): Loser => {
      const hosts = route.hostnames.map((h) => h.name).join(' or ');
      return {
        target: route.name,
        entity: route.id,
        because: `needs host ${hosts}; host is ${host}`,
        origin: route.hostnames[0]?.origin ?? route.origin,
      };
    });
  return [...lost, ...otherHosts].slice(0, MOST_LOSERS);
}

const sameBucket = (serving: ReturnType<typeof bucketsFor>, a: Ranked, b: Ranked): boolean =>
  serving.find((bucket) => bucket.routes.includes(a.entity)) === serving.find((bucket) => bucket.routes.includes(b.entity));
