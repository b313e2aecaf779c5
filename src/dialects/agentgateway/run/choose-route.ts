// The route for a request (agentgateway 1.4, §2.3 of RouteSet): host buckets from the most to the least specific; in each the pairs of route and match
// by rank; the first whose conditions all hold. A bucket in which nothing matches is left for the next.
import { splitAuthority } from '../../../http/authority.ts';
import type { Loser } from '../../../model/decision.ts';
import { chooseFirst, firstLosers, losersOf } from '../../../simulate/candidates.ts';
import { outranks, type Ranked } from '../lower/rank.ts';
import type { AgwRoute, AgwRouteTable } from '../model.ts';
import { holds, type Matchable, matchable, test } from './conditions.ts';
import type { LiveRequest } from './exchange.ts';
import { bucketIndex, bucketsFor, placesFor } from './route-index.ts';

export interface ChosenRoute {
  readonly winner: Ranked | undefined;
  readonly host: string;
  /** Why each other route lost, in the order of rank. Costs a look at every route: call it for a trace only. */
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
  const otherHosts = table.hosts.flatMap((bucket) => bucket.routes).filter((route) => !seen.has(route.id) && seen.add(route.id));
  return firstLosers(markNearest(lost, otherHosts.slice(0, MOST_LOSERS), host, m), MOST_LOSERS);
}

/**
 * A route of another host would be taken before all that were tried, if the host were its own: it is the nearest where less is wrong with
 * it than with every route of this host.
 */
function markNearest(lost: readonly Loser[], others: readonly AgwRoute[], host: string, m: Matchable): readonly Loser[] {
  const here = lost.find((loser) => loser.wouldMatchIf !== undefined)?.wouldMatchIf?.length ?? Number.POSITIVE_INFINITY;
  const faults = others.map((route) => nearestFaults(route, m));
  const least = Math.min(...faults.map(({ length }) => length + 1), Number.POSITIVE_INFINITY);
  const at = least < here ? faults.findIndex(({ length }) => length + 1 === least) : -1;
  return [
    ...(at < 0 ? lost : lost.map(({ wouldMatchIf: _farther, ...loser }) => loser)),
    ...others.map((route, index): Loser => {
      const hosts = `host ${route.hostnames.map((h) => h.name).join(' or ')}`;
      return {
        target: route.name,
        entity: route.id,
        because: `needs ${hosts}; host is ${host}`,
        origin: route.hostnames[0]?.origin ?? route.origin,
        ...(index === at ? { wouldMatchIf: [hosts, ...(faults[index] ?? [])] } : {}),
      };
    }),
  ];
}

/** What else is wrong with the match that fits best. */
function nearestFaults(route: AgwRoute, m: Matchable): readonly string[] {
  const all = route.matches.map(({ conditions }) => conditions.filter((condition) => !holds(condition, m)).map(({ says }) => says));
  return all.reduce((best, faults) => (faults.length < best.length ? faults : best), all[0] ?? []);
}

const sameBucket = (serving: ReturnType<typeof bucketsFor>, a: Ranked, b: Ranked): boolean =>
  serving.find((bucket) => bucket.routes.includes(a.entity)) === serving.find((bucket) => bucket.routes.includes(b.entity));
