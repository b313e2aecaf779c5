// Header lists as gateways hold them: ordered, several values a name, names compared without case.

/** Name and value, in order. Names keep their spelling. */
export type HeaderPairs = readonly (readonly [string, string])[];

/** A mutable header list. Order of first appearance is kept; `set` replaces in place. */
export class Headers {
  #pairs: [string, string][];

  constructor(pairs: HeaderPairs = []) {
    this.#pairs = pairs.map(([name, value]) => [name, value]);
  }

  get pairs(): HeaderPairs {
    return this.#pairs;
  }

  /** All values of a name, in order. */
  all(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    return this.#pairs.filter(([n]) => n.toLowerCase() === wanted).map(([, value]) => value);
  }

  first(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.#pairs.find(([n]) => n.toLowerCase() === wanted)?.[1];
  }

  has(name: string): boolean {
    return this.first(name) !== undefined;
  }

  add(name: string, value: string): void {
    this.#pairs.push([name, value]);
  }

  /** Replaces every value of the name by one, at the place of the first, else at the end. */
  set(name: string, value: string): void {
    const wanted = name.toLowerCase();
    const index = this.#pairs.findIndex(([n]) => n.toLowerCase() === wanted);
    if (index < 0) {
      this.add(name, value);
      return;
    }
    this.#pairs = this.#pairs.filter(([n], i) => i === index || n.toLowerCase() !== wanted);
    this.#pairs[index] = [name, value];
  }

  remove(name: string): void {
    const wanted = name.toLowerCase();
    this.#pairs = this.#pairs.filter(([n]) => n.toLowerCase() !== wanted);
  }

  copy(): Headers {
    return new Headers(this.#pairs);
  }
}
