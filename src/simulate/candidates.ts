// Choosing one of many: the gateway tries candidates in its order; the first that passes every condition wins. What a condition
// means is the dialect's; this knows only how to walk, and how to say why the others lost.
import type { Loser } from '../model/decision.ts';
import type { Condition, Entity, Match, Origin } from '../model/model.ts';

/** How a condition came out, with the value it saw: `path is /checkout/cart`. */
export interface Tested {
  readonly ok: boolean;
  readonly saw: string;
}

/** One alternative of one entity, in the order in which the gateway tries them. */
export interface Candidate<E extends Entity> {
  readonly entity: E;
  readonly match: Match;
  readonly matchIndex: number;
}

export interface Choice<E extends Entity> {
  readonly winner: Candidate<E> | undefined;
  /** How many were tried, the winner included. */
  readonly tried: number;
}

/** First candidate whose every condition holds. `test` is called in the order of the conditions and stops at the first that fails. */
export function chooseFirst<E extends Entity>(candidates: readonly Candidate<E>[], test: (condition: Condition) => boolean): Choice<E> {
  let tried = 0;
  for (const candidate of candidates) {
    tried++;
    if (candidate.match.conditions.every(test)) return { winner: candidate, tried };
  }
  return { winner: undefined, tried };
}

/**
 * Why the others lost: each entity once, by its nearest alternative (the one that got furthest). `candidates` are in the order of the
 * gateway, and so is the list. Of those that it would have taken before the winner, the nearest (the fewest faults; of equals the one that
 * got furthest) says all that would have to be otherwise for that.
 */
export function losersOf<E extends Entity>(
  candidates: readonly Candidate<E>[],
  winner: Candidate<E> | undefined,
  test: (condition: Condition) => Tested,
  outranked: (loser: Candidate<E>) => string,
): readonly Loser[] {
  interface Lost {
    readonly candidate: Candidate<E>;
    readonly passed: number;
    readonly because: string;
    readonly origin: Origin;
  }
  const best = new Map<string, Lost>();
  for (const candidate of candidates) {
    if (candidate.entity.id === winner?.entity.id) continue;
    const met = fate(candidate);
    const known = best.get(candidate.entity.id);
    if (known === undefined || met.passed > known.passed) best.set(candidate.entity.id, met);
  }
  const lost = [...best.values()];
  const places = new Map(candidates.map((candidate, index) => [candidate, index]));
  const place = winner === undefined ? candidates.length : (places.get(winner) ?? -1);
  const nearest = lost
    .filter(({ candidate, passed }) => passed < 1 && (place < 0 || (places.get(candidate) ?? 0) < place))
    .map((one) => ({ one, failing: failing(one.candidate) }))
    .sort(
      (a, b) =>
        a.failing.length - b.failing.length ||
        b.one.candidate.match.conditions.length - a.one.candidate.match.conditions.length ||
        b.one.passed - a.one.passed,
    )[0];
  return lost.map((one) => {
    const { candidate, because, origin } = one;
    const loser = { target: candidate.entity.name, entity: candidate.entity.id, because, origin };
    return one === nearest?.one ? { ...loser, wouldMatchIf: nearest.failing } : loser;
  });

  function failing({ match: { conditions } }: Candidate<E>): readonly string[] {
    return conditions.filter((condition) => !test(condition).ok).map(({ says }) => says);
  }

  function fate(candidate: Candidate<E>): Lost {
    const { conditions } = candidate.match;
    for (const [passed, condition] of conditions.entries()) {
      const tested = test(condition);
      if (!tested.ok)
        return {
          candidate,
          passed: passed / conditions.length,
          because: `needs ${condition.says}; ${tested.saw}`,
          origin: condition.origin,
        };
    }
    return { candidate, passed: 2, because: outranked(candidate), origin: candidate.match.origin };
  }
}

/** The first losers of a long list, and the nearest wherever it stands. */
export const firstLosers = (losers: readonly Loser[], most: number): readonly Loser[] =>
  losers.filter(({ wouldMatchIf }, index) => index < most || wouldMatchIf !== undefined);
