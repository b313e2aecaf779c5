// Parts of the program that are large and seldom needed: fetched when something needs them, and not before.
//
// The core is synchronous, so code cannot wait for a part. It takes the part as if it were there; while it is not, the run ends with
// Missing, and whoever runs in a task that can wait (`withParts`) loads the part and runs again. Runs are pure, so that is safe.
//
//   const llm = part<typeof import('./llm/index.ts')>();
//   llm.comesFrom(() => import('./llm/index.ts'));   // said above its users, so that they do not import in a circle
//   await withParts(() => readBackend(text));        // readBackend calls llm().readAi(…)
import { assert } from './assert.ts';

/** Ends a run that needs a part which is not loaded. Never shown: `withParts` answers it. */
export class Missing extends Error {
  readonly load: () => Promise<void>;
  constructor(load: () => Promise<void>) {
    super('A part of the program is not loaded: run this inside withParts.');
    this.load = load;
  }
}

export interface Part<T> {
  /** The module. */
  (): T;
  readonly comesFrom: (importIt: () => Promise<T>) => void;
  /** The module, for whoever can do without: undefined while it is not loaded. */
  readonly loaded: () => T | undefined;
  /** Loads it ahead; idempotent. */
  readonly load: () => Promise<void>;
}

export function part<T>(): Part<T> {
  let source: (() => Promise<T>) | undefined;
  let loaded: { readonly module: T } | undefined;
  const load = async (): Promise<void> => {
    assert(source !== undefined, 'where a part comes from is said before it is used');
    loaded ??= { module: await source() };
  };
  const use = (): T => {
    if (loaded === undefined) throw new Missing(load);
    return loaded.module;
  };
  const comesFrom = (importIt: () => Promise<T>): void => {
    source = importIt;
  };
  return Object.assign(use, { load, comesFrom, loaded: () => loaded?.module });
}

/** Runs `run`, as often as it needs parts that are not loaded yet. */
export async function withParts<Result>(run: () => Result): Promise<Result> {
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      await error.load();
    }
  }
}
