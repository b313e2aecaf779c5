// Bounds of a cost, and what the forms of expressions that are no calls cost.
import { least, most, plus } from './size.ts';

/** Bounds of a cost; `UNBOUNDED` as `max` means that there is none. */
export interface CostBounds {
  readonly min: bigint;
  readonly max: bigint;
}

export const NOTHING: CostBounds = { min: 0n, max: 0n };
export const exactly = (n: number): CostBounds => ({ min: BigInt(n), max: BigInt(n) });
export const both = (a: CostBounds, b: CostBounds): CostBounds => ({ min: plus(a.min, b.min), max: plus(a.max, b.max) });
export const either = (a: CostBounds, b: CostBounds): CostBounds => ({ min: least(a.min, b.min), max: most(a.max, b.max) });

export const SELECT = exactly(1);
export const LIST = exactly(10);
export const MAP = exactly(30);
export const STRUCT = exactly(40);
