// Scaling as this older model does it: in floating point, so that unbounded times a tenth is 1844674407370955264.
import type { CostBounds } from '../bounds.ts';
import { times, UNBOUNDED } from '../size.ts';

/** Reading a text once; an expression of a pattern. */
export const SCAN = 0.1;
export const PATTERN = 0.25;

const LIMIT = 2 ** 64;

export function byFactor(n: bigint, factor: number): bigint {
  const scaled = Math.ceil(Number(n) * factor);
  return scaled >= LIMIT ? UNBOUNDED : BigInt(scaled);
}

/** Bounds of a size or of a cost; both are scaled alike. */
export const scaledBy = ({ min, max }: CostBounds, factor: number): CostBounds => ({
  min: byFactor(min, factor),
  max: byFactor(max, factor),
});

export const multiplied = (a: CostBounds, b: CostBounds): CostBounds => ({ min: times(a.min, b.min), max: times(a.max, b.max) });
