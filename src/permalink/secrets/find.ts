// What was found in a text, by place. Several rules may see the same credential: the first one to claim a place has it, so each credential is named once.

export interface Find {
  readonly kind: string;
  /** The characters that are secret. */
  readonly from: number;
  readonly to: number;
  /** All that belongs to the find: of a JWT the header and claims, too, which may stay. */
  readonly start: number;
  readonly end: number;
}

/** What stands in place of the nth secret: `REDACTED`, `REDACTED0002`. Four signs more at a time, so that it is base64 where that is expected. */
export const redactedWord = (n: number): string => (n === 0 ? 'REDACTED' : `REDACTED${String(n + 1).padStart(4, '0')}`);

/** Finds in one text, in order, none over another. */
export class Claims {
  readonly text: string;
  readonly #finds: Find[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Notes a find, unless a part of it belongs to an earlier one or it was redacted before. */
  claim(kind: string, from: number, to: number, start = from, end = to): void {
    const at = this.#firstBehind(start);
    const next = this.#finds[at];
    if (from >= to || (next !== undefined && next.start < end) || /^REDACTED\d*$/.test(this.text.slice(from, to))) return;
    this.#finds.splice(at, 0, { kind, from, to, start, end });
  }

  all(): readonly Find[] {
    return this.#finds;
  }

  /** Index of the first find that ends behind a place. */
  #firstBehind(place: number): number {
    let low = 0;
    let high = this.#finds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#finds[middle] as Find).end <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
