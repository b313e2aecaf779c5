// The counters that one request adds to, by full name, without connection and byte counts.
import type { Origin } from '../../../model/model.ts';

export class Counters {
  readonly #counts = new Map<string, number>();
  readonly #origins = new Map<string, Origin>();
  /** Whoever counts just now: the text that a new counter is told to come from. */
  by: Origin | undefined;

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
    if (this.by !== undefined && !this.#origins.has(name)) this.#origins.set(name, this.by);
  }

  /** Who counted first. */
  originOf(name: string): Origin | undefined {
    return this.#origins.get(name);
  }

  /** Sorted by name. */
  get record(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Envoy 1.40: characters that would split a stat name become underscores: `[::1]:80` is `[__1]_80`. */
export const statName = (text: string): string => text.replaceAll(':', '_');
