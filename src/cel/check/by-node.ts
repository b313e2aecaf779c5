// What is known of nodes, by their ids. Ids count from 1 without large gaps, so an array serves; it reads as a Map does.
export class ByNode<T> implements ReadonlyMap<number, T> {
  readonly #known: (T | undefined)[];
  #size = 0;

  /** `last`: the largest id that is likely. */
  constructor(last: number) {
    this.#known = new Array<T | undefined>(last + 1).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  get(id: number): T | undefined {
    return this.#known[id];
  }

  has(id: number): boolean {
    return this.#known[id] !== undefined;
  }

  set(id: number, value: T): void {
    const known = this.#known;
    while (known.length < id) known.push(undefined);
    if (known[id] === undefined) this.#size++;
    known[id] = value;
  }

  /** Puts what `change` makes of a value in its place, the outermost node's first. */
  replaceAll(change: (value: T) => T): void {
    const known = this.#known;
    for (let id = known.length - 1; id >= 0; id--) {
      const value = known[id];
      if (value !== undefined) known[id] = change(value);
    }
  }

  forEach(visit: (value: T, id: number, map: ReadonlyMap<number, T>) => void): void {
    for (const [id, value] of this.entries()) visit(value, id, this);
  }

  *entries(): MapIterator<[number, T]> {
    for (const [id, value] of this.#known.entries()) if (value !== undefined) yield [id, value];
  }

  *keys(): MapIterator<number> {
    for (const [id] of this.entries()) yield id;
  }

  *values(): MapIterator<T> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[number, T]> {
    return this.entries();
  }
}
