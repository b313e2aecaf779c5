// Keys of a large document repeat: ten thousand routes have ten thousand `match` keys. One string for each makes comparing
// and looking them up fast, and saves the slices.

const SLOTS = 4096;

export class KeyTable {
  readonly #text: string;
  readonly #slots: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);

  constructor(text: string) {
    this.#text = text;
  }

  /** The characters from `start` to `end` as a string, the same one as last time where possible. */
  slice(start: number, end: number): string {
    const text = this.#text;
    const length = end - start;
    if (length === 0 || length > 64) return text.slice(start, end);
    const slot =
      (length * 131 + text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 17 + text.charCodeAt(start + (length >> 1)) * 7) &
      (SLOTS - 1);
    const known = this.#slots[slot];
    if (known !== undefined && known.length === length && text.startsWith(known, start)) return known;
    const made = text.slice(start, end);
    this.#slots[slot] = made;
    return made;
  }
}
