// Ways of planning that only make plans faster. They load beside what answers first; until then every plan does without.
export type ShortWays = typeof import('./ways.ts');

let loaded: ShortWays | undefined;

/** The ways; undefined while they are not loaded. */
export const shortWays = (): ShortWays | undefined => loaded;

/** Loads them; idempotent. */
export async function loadShortWays(): Promise<void> {
  loaded ??= await import('./ways.ts');
}
