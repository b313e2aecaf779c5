// Links are for ever. Step n turns a payload of version n + 1 into one of version n + 2; each is pure, and test/permalink/links keeps
// a link of every version, which must open for ever.

export type Migration = (payload: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

export const migrations: readonly Migration[] = [];

/** The version that is written now. */
export const VERSION = migrations.length + 1;

/** Brings a payload of an older version up to the present one. */
export const migrate = (payload: Readonly<Record<string, unknown>>, version: number): Readonly<Record<string, unknown>> =>
  migrations.slice(version - 1).reduce((json, step) => step(json), payload);
