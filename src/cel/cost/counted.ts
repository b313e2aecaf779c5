// Both costs of an expression as an answer gives them.
import type { Cost } from '../result.ts';
import { metered } from '../values/meter.ts';
import { CelError } from '../values/value.ts';
import type { CostBounds } from './bounds.ts';

/** `track` runs the expression once more to count; the actual cost is left out when that hits a limit. */
export function counted({ min, max }: CostBounds, track: () => bigint): Cost {
  const estimated = [Number(min), max > BigInt(Number.MAX_SAFE_INTEGER) ? String(max) : Number(max)] as const;
  let actual: bigint | undefined;
  const outcome = metered(() => {
    actual = track();
    return null;
  });
  return outcome instanceof CelError || actual === undefined ? { estimated } : { estimated, actual: Number(actual) };
}
