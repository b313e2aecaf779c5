// The counters that one request adds to, by full name, without connection and byte counts.

export class Counters {
  readonly #counts = new Map<string, number>();

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  /** Sorted by name. */
  get record(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Envoy 1.40: characters that would split a stat name become underscores: `[::1]:80` is `[__1]_80`. */
export const statName = (text: string): string => text.replaceAll(':', '_');
