// Where everything of a JSON text stands, as numbers. A 20 MB dump has more than a million values of which few are read: as objects
// they would cost seconds of collecting garbage, as numbers they cost what they weigh.
//
// A scalar or a key is two cells: `start * 8 + kind`, `end`. A map or list has a third, the place on the tape behind all that is in
// it; its items follow it, those of a map as pairs of key and value.
import { decodeString } from './json-string.ts';
import { KeyTable } from './key-table.ts';

/** Kinds of cells. `word`: an unquoted word that is no JSON; its value is its text. */
export const CellKind = { string: 0, escaped: 1, plain: 2, word: 3, map: 4, list: 5 } as const;

const CELLS_OF_START = 8;
const CELLS_A_CHARACTER = 1 / 6;

/** What a scan leaves. */
export interface Tape {
  readonly text: string;
  readonly cells: Int32Array;
  readonly keys: KeyTable;
}

export const kindAt = ({ cells }: Tape, at: number): number => (cells[at] as number) & (CELLS_OF_START - 1);
export const startAt = ({ cells }: Tape, at: number): number => (cells[at] as number) >>> 3;
export const endAt = ({ cells }: Tape, at: number): number => cells[at + 1] as number;
/** The place behind a value and all that is in it. */
export const behind = (tape: Tape, at: number): number => (kindAt(tape, at) >= CellKind.map ? (tape.cells[at + 2] as number) : at + 2);

/** The characters between the quotes of a string or key, where it has some; the closing one may be missing. */
export function insideAt(tape: Tape, at: number): string {
  const { text } = tape;
  const start = startAt(tape, at);
  return text.slice(start + 1, insideEnd(text, start, endAt(tape, at)));
}

const insideEnd = (text: string, start: number, end: number): number =>
  end - start > 1 && text.charCodeAt(end - 1) === text.charCodeAt(start) ? end - 1 : end;

/** The text of a key: the same string for the same key where possible. */
export function keyAt(tape: Tape, at: number): string {
  const start = startAt(tape, at);
  const kind = kindAt(tape, at);
  if (kind === CellKind.plain) return tape.keys.slice(start, endAt(tape, at));
  if (kind === CellKind.escaped) return decodeString(insideAt(tape, at));
  return tape.keys.slice(start + 1, insideEnd(tape.text, start, endAt(tape, at)));
}

export class TapeWriter {
  readonly #text: string;
  readonly #keys: KeyTable;
  #cells: Int32Array;
  /** Cells written; set back to forget the last ones. */
  length = 0;

  constructor(text: string) {
    this.#text = text;
    this.#keys = new KeyTable(text);
    this.#cells = new Int32Array(Math.ceil(text.length * CELLS_A_CHARACTER) + 64);
  }

  scalar(kind: number, start: number, end: number): void {
    const at = this.length;
    if (at + 3 > this.#cells.length) this.#grow();
    this.#cells[at] = start * CELLS_OF_START + kind;
    this.#cells[at + 1] = end;
    this.length = at + 2;
  }

  key(kind: number, start: number, end: number): void {
    this.scalar(kind, start, end);
  }

  keyText(kind: number, start: number, end: number): string {
    return keyAt({ text: this.#text, keys: this.#keys, cells: Int32Array.of(start * CELLS_OF_START + kind, end) }, 0);
  }

  /** Begins a map or list; what is written until `close` is in it. */
  open(kind: number, start: number): number {
    const at = this.length;
    this.scalar(kind, start, start);
    this.length = at + 3;
    return at;
  }

  close(at: number, end: number): void {
    this.#cells[at + 1] = end;
    this.#cells[at + 2] = this.length;
  }

  finish(): Tape {
    return { text: this.#text, cells: this.#cells.slice(0, this.length), keys: this.#keys };
  }

  #grow(): void {
    const more = new Int32Array(this.#cells.length * 2);
    more.set(this.#cells);
    this.#cells = more;
  }
}
