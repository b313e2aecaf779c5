// "Did you mean …?": the known name that is nearest to what was written, by edit distance.

/** Longer names are not compared: hostile input must not buy quadratic work. */
const MAX_LENGTH = 64;

/** The candidate that differs least from `name`, if it differs little enough to be a slip. The first of equals wins. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const written = name.toLowerCase();
  let best: string | undefined;
  // One letter of a short name, a third of a long one, never all: `x` is no slip of `y`, `nope` none of `type`.
  let limit = Math.min(Math.max(1, Math.floor(name.length / 3)), name.length - 1);
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const found = distance(written, candidate.toLowerCase(), limit);
    // `<=` would prefer the last of equals; a candidate must beat the best by one edit.
    if (found > limit) continue;
    best = candidate;
    limit = found - 1;
    if (limit < 0) break;
  }
  return best;
}

/** Edits (insert, delete, replace, swap of neighbours) between two short texts; anything above `limit` when there are more. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
