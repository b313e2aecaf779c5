// What a change of a configuration does to a running gateway.
import type { Dialect, Impact, ImpactInput } from '../dialects/dialect.ts';
import { readingAgain } from './reading.ts';

/** Undefined where the dialect does not answer it. Never rejects on what a user wrote. */
export async function impactOf(dialect: Dialect, change: Omit<ImpactInput, 'profile'>): Promise<Impact | undefined> {
  const engine = await dialect.load?.();
  const profile = dialect.profiles[0];
  if (engine?.impact === undefined || profile === undefined) return undefined;
  const { impact } = engine;
  return readingAgain(() => impact({ ...change, profile }));
}
