// JSON text with the difference between 1 and 1.0 kept, and whole numbers of any size exact: JSON.parse forgets both.
// The caller says what a number becomes. Depth is bounded; of repeated keys the last wins.
import type { Value } from '../values/value.ts';

export interface NumberReader {
  /** A number without fraction and exponent. */
  readonly whole: (digits: string) => Value;
  readonly fraction: (digits: string) => Value;
}

const MAX_DEPTH = 128;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** Thrown inside, never seen outside. */
class NoJson extends Error {}

class Reader {
  at = 0;
  readonly text: string;
  readonly numbers: NumberReader;
  constructor(text: string, numbers: NumberReader) {
    this.text = text;
    this.numbers = numbers;
  }

  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const m = pattern.exec(this.text);
    if (m === null) return undefined;
    this.at = pattern.lastIndex;
    return m;
  }
  /** Skips space, then a sign if it is there. */
  eat(sign: string): boolean {
    this.match(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }
  expect(sign: string): void {
    if (!this.eat(sign)) throw new NoJson();
  }

  value(depth: number): Value {
    if (depth > MAX_DEPTH) throw new NoJson();
    if (this.eat('{')) return this.object(depth);
    if (this.eat('[')) return this.array(depth);
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    if (this.text[this.at] === '"') return this.string();
    const m = this.match(NUMBER);
    if (m === undefined) throw new NoJson();
    return m[1] === undefined && m[2] === undefined ? this.numbers.whole(m[0]) : this.numbers.fraction(m[0]);
  }
  string(): string {
    this.match(SPACE);
    const m = this.match(STRING);
    if (m === undefined) throw new NoJson();
    return m[0].includes('\\') ? (JSON.parse(m[0]) as string) : m[0].slice(1, -1);
  }
  object(depth: number): Value {
    const entries: [string, Value][] = [];
    if (this.eat('}')) return {};
    do {
      const key = this.string();
      this.expect(':');
      entries.push([key, this.value(depth + 1)]);
    } while (this.eat(','));
    this.expect('}');
    return Object.fromEntries(entries);
  }
  array(depth: number): Value {
    const out: Value[] = [];
    if (this.eat(']')) return out;
    do out.push(this.value(depth + 1));
    while (this.eat(','));
    this.expect(']');
    return out;
  }
}

const WORDS: readonly (readonly [string, Value])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** The value of a JSON text, or undefined where it is none. `prefix`: more text may follow. */
export function parseJsonText(text: string, numbers: NumberReader, prefix = false): Value | undefined {
  const reader = new Reader(text, numbers);
  try {
    const value = reader.value(0);
    reader.match(SPACE);
    return prefix || reader.at === text.length ? value : undefined;
  } catch (error) {
    if (error instanceof NoJson || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
