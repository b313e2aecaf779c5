// Which of several matches that hold wins (agentgateway 1.4, RouteSet: the table used for the selection). Each row is one
// comparison; the first that differs decides, the greater wins. Prefix and regex are of one rank and compete by the length of their text, metacharacters and
// trailing slashes included. What is still equal is decided by the route's key, the smaller first, then by the order of matches.
import type { Condition } from '../../../model/model.ts';
import type { AgwMatch, AgwRoute, PathTest } from '../model.ts';

interface RankRow {
  /** As the reason reads: `it has … `. */
  readonly says: string;
  readonly of: (path: PathTest, conditions: readonly Condition[]) => number;
}

const count = (on: Condition['on']) => (_path: PathTest, conditions: readonly Condition[]) => conditions.filter((c) => c.on === on).length;

export const RANKS: readonly RankRow[] = [
  { says: 'an exact path', of: (path) => (path.kind === 'exact' ? 1 : 0) },
  { says: 'a longer path', of: (path) => new TextEncoder().encode(path.value).length },
  { says: 'a method', of: count('method') },
  { says: 'more headers', of: count('header') },
  { says: 'more query parameters', of: count('query') },
];

export const rankOf = (path: PathTest, conditions: readonly Condition[]): readonly number[] => RANKS.map((row) => row.of(path, conditions));

export interface Ranked {
  readonly entity: AgwRoute;
  readonly match: AgwMatch;
  readonly matchIndex: number;
}

/** Negative when `a` is tried before `b`. */
export function compareRanked(a: Ranked, b: Ranked): number {
  for (let i = 0; i < RANKS.length; i++) {
    const difference = Number(b.match.rank?.[i] ?? 0) - Number(a.match.rank?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.entity.key !== b.entity.key) return a.entity.key < b.entity.key ? -1 : 1;
  return a.matchIndex - b.matchIndex;
}

/** Why `winner` is tried before `loser`, in words. */
export function outranks(winner: Ranked, loser: Ranked): string {
  for (const [i, row] of RANKS.entries())
    if (Number(winner.match.rank?.[i] ?? 0) > Number(loser.match.rank?.[i] ?? 0))
      return `it also matches, but ${winner.entity.name} has ${row.says}`;
  return `it also matches, but ${winner.entity.name} comes first by name`;
}
