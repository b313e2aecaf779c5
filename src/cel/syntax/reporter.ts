// Collects the faults of one text while it is read: ids and places only. What is said of them stands in texts.ts.
import type { Span } from '../../base/span.ts';
import type { AboutFault, Fault, FaultId } from './texts.ts';

/** After this many faults the rest of the text is not worth reporting. */
const MOST_FAULTS = 30;

/** Spans given to it are UTF-16 offsets. */
export class Reporter {
  readonly faults: Fault[] = [];
  readonly #points: Uint32Array | undefined;
  /** Where faults are, beside what is only warned of. */
  readonly #starts = new Set<number>();
  #silent = false;

  constructor(text: string) {
    this.#points = codePointsOf(text);
  }

  /** Notes a fault. Only the first one at a place is kept: what follows from it is noise. */
  report<Id extends FaultId>(id: Id, start: number, end: number, ...about: AboutFault<Id>): void {
    if (this.#silent || this.#starts.has(start)) return;
    this.#starts.add(start);
    this.faults.push({ id, span: { start, end }, about });
    if (this.faults.length >= MOST_FAULTS) this.#silent = true;
  }

  /** Notes that something is read otherwise than it looks. */
  warn<Id extends FaultId>(id: Id, start: number, end: number, ...about: AboutFault<Id>): void {
    if (!this.#silent && this.faults.length < MOST_FAULTS) this.faults.push({ id, span: { start, end }, about });
  }

  /** Notes a limit and nothing after it: the rest of the text is not read. */
  stop<Id extends FaultId>(id: Id, start: number, end: number, ...about: AboutFault<Id>): void {
    this.report(id, start, end, ...about);
    this.#silent = true;
  }

  /** The span in code points of UTF-16 offsets. */
  span(start: number, end: number): Span {
    const points = this.#points;
    return points === undefined ? { start, end } : { start: points[start] as number, end: points[end] as number };
  }

  /** The UTF-16 offsets of a span in code points. They are looked for, so not where nothing is reported any more. */
  units({ start, end }: Span): Span {
    const points = this.#points;
    return points === undefined || this.#silent ? { start, end } : { start: points.indexOf(start), end: points.indexOf(end) };
  }
}

/** For a text with characters beyond U+FFFF: the number of code points before every UTF-16 offset. */
function codePointsOf(text: string): Uint32Array | undefined {
  if (!/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text)) return undefined;
  const points = new Uint32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    points[i] = count;
    const high = (text.charCodeAt(i) & 0xfc00) === 0xd800 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (high) points[++i] = count;
    count++;
  }
  points[text.length] = count;
  return points;
}
