// The pattern syntax of Rust's regex crate (agentgateway): Unicode classes, (?x), nested classes with && -- ~~, its own word
// boundaries, and its own words for what it refuses, with the carets under the pattern.
import { ANY, type CharSet, charSet, complement, intersection, NONE, single, union } from './char-set.ts';
import { folded } from './fold.ts';
import { GroupStack } from './group-stack.ts';
import { DIGIT, NOT_NEWLINE, POSIX, rustProperty, unicodeProperty, unicodeWord, WORD } from './properties.ts';
import type { Assertion, Pattern, PatternFault } from './tree.ts';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
  readonly u: boolean;
  readonly x: boolean;
  readonly R: boolean;
}
const FLAGS: Flags = { i: false, m: false, s: false, U: false, u: true, x: false, R: false };
const isFlag = (c: string): c is keyof Flags => Object.hasOwn(FLAGS, c);

/** Deepest nesting of groups and classes. */
const DEEPEST = 250;

/** Parses a pattern, or says why the regex crate refuses it. */
export function parseRust(pattern: string): Pattern | PatternFault {
  return new RustParser(pattern).parse();
}

/** Thrown and caught within this file only. */
class Refused {
  readonly fault: PatternFault;
  constructor(fault: PatternFault) {
    this.fault = fault;
  }
}

class RustParser {
  readonly #pattern: string;
  readonly #stack = new GroupStack<Flags>();
  readonly #opened: number[] = [];
  readonly #namedAt = new Map<string, number>();
  #at = 0;
  #flags = FLAGS;
  #classDepth = 0;
  /** Where `(?flags)` ended last: nothing directly after it can be repeated. */
  #flagsEnd = -1;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  parse(): Pattern | PatternFault {
    try {
      for (this.#skipSpace(); this.#at < this.#pattern.length; this.#skipSpace()) this.#item();
      const open = this.#opened.at(-1);
      if (open !== undefined) this.#refuse('unclosed group', open, open + 1);
      const root = this.#stack.whole();
      return { root, groups: this.#stack.groups, names: this.#stack.names };
    } catch (error) {
      if (error instanceof Refused) return error.fault;
      throw error;
    }
  }

  #refuse(code: string, start: number, end: number, second?: number): never {
    const column = (offset: number) => [...this.#pattern.slice(0, offset)].length;
    const carets = ' '.repeat(column(start)) + '^'.repeat(Math.max(1, column(end) - column(start)));
    const more = second === undefined ? '' : `${' '.repeat(Math.max(0, column(second) - column(end)))}^`;
    throw new Refused({ code, piece: `    ${this.#pattern}\n    ${carets}${more}` });
  }

  #peek(distance = 0): string {
    return this.#pattern.charAt(this.#at + distance);
  }

  /** The code point here, which is passed. */
  #character(): number {
    const c = this.#pattern.codePointAt(this.#at) as number;
    this.#at += c > 0xffff ? 2 : 1;
    return c;
  }

  /** Under (?x): white space and comments. */
  #skipSpace(): void {
    while (this.#flags.x && this.#at < this.#pattern.length) {
      if (this.#peek() === '#') {
        const end = this.#pattern.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#pattern.length : end + 1;
      } else if (/\s/u.test(this.#peek())) this.#at++;
      else return;
    }
  }

  #item(): void {
    const { m, s, R } = this.#flags;
    switch (this.#peek()) {
      case '(':
        this.#open();
        break;
      case ')':
        this.#closeGroup();
        break;
      case '|':
        this.#at++;
        this.#stack.bar();
        break;
      case '^':
        this.#assertion(m ? (R ? 'crlf-line-start' : 'line-start') : 'text-start', 1);
        break;
      case '$':
        this.#assertion(m ? (R ? 'crlf-line-end' : 'line-end') : 'text-end', 1);
        break;
      case '.':
        if (!this.#flags.u) this.#refuse('pattern can match invalid UTF-8', this.#at, this.#at + 1);
        this.#at++;
        this.#push(s ? ANY : R ? complement([10, 10, 13, 13]) : NOT_NEWLINE);
        break;
      case '[':
        this.#push(this.#class());
        break;
      case '*':
        this.#repeat(0, undefined, this.#at, this.#at + 1);
        break;
      case '+':
        this.#repeat(1, undefined, this.#at, this.#at + 1);
        break;
      case '?':
        this.#repeat(0, 1, this.#at, this.#at + 1);
        break;
      case '{':
        this.#braces();
        break;
      case '\\':
        this.#escape();
        break;
      default:
        this.#push(this.#fold(single(this.#character())));
    }
  }

  #push(set: CharSet): void {
    this.#stack.push({ kind: 'set', set });
  }

  #fold(set: CharSet): CharSet {
    return this.#flags.i ? folded(set) : set;
  }

  #assertion(what: Assertion, width: number): void {
    this.#at += width;
    this.#stack.push({ kind: 'assert', what });
  }

  // ---- groups

  #open(): void {
    const start = this.#at;
    if (this.#stack.depth >= DEEPEST)
      this.#refuse(`exceed the maximum number of nested parentheses/brackets (${DEEPEST})`, start, start + 1);
    const look = /^\(\?<?[=!]/.exec(this.#pattern.slice(start, start + 4));
    if (look !== null) this.#refuse('look-around, including look-ahead and look-behind, is not supported', start, start + look[0].length);
    const named = /^\(\?P?</.exec(this.#pattern.slice(start, start + 4));
    if (named !== null) this.#namedGroup(start, start + named[0].length);
    else if (this.#peek(1) === '?') this.#flagGroup(start);
    else {
      this.#at++;
      this.#opened.push(start);
      this.#stack.open(this.#flags, true);
    }
  }

  #namedGroup(start: number, first: number): void {
    const pattern = this.#pattern;
    let end = first;
    for (; end < pattern.length && pattern.charAt(end) !== '>'; end++) {
      const c = pattern.charAt(end);
      const fits = end === first ? /[\p{Alphabetic}_]/u.test(c) : /[\p{Alphabetic}\p{Nd}_.[\]]/u.test(c);
      if (!fits) this.#refuse('invalid capture group character', end, end + 1);
    }
    if (end >= pattern.length) this.#refuse('unclosed capture group name', end, end);
    if (end === first) this.#refuse('empty capture group name', end, end);
    const name = pattern.slice(first, end);
    const before = this.#namedAt.get(name);
    if (before !== undefined) this.#refuse('duplicate capture group name', before, before + name.length, first);
    this.#namedAt.set(name, first);
    this.#at = end + 1;
    this.#opened.push(start);
    this.#stack.open(this.#flags, true, name);
  }

  /** `(?flags)` and `(?flags:`. */
  #flagGroup(start: number): void {
    const before = this.#flags;
    this.#at += 2;
    if (this.#at >= this.#pattern.length) this.#refuse('unclosed group', start, start + 1);
    const seen = new Map<string, number>();
    let flags = before;
    let on = true;
    for (; ; this.#at++) {
      const c = this.#peek();
      if (c === '') this.#refuse('expected flag but got end of regex', this.#at, this.#at);
      if (c === ':' || c === ')') break;
      const earlier = seen.get(c);
      if (c === '-') {
        if (earlier !== undefined) this.#refuse('flag negation operator repeated', earlier, earlier + 1, this.#at);
        on = false;
      } else if (!isFlag(c)) this.#refuse('unrecognized flag', this.#at, this.#at + 1);
      else if (earlier !== undefined) this.#refuse('duplicate flag', earlier, earlier + 1, this.#at);
      else flags = { ...flags, [c]: on };
      seen.set(c, this.#at);
    }
    if (this.#pattern.charAt(this.#at - 1) === '-') this.#refuse('dangling flag negation operator', this.#at - 1, this.#at);
    if (this.#peek() === ':') {
      this.#opened.push(start);
      this.#stack.open(before, false);
    } else if (seen.size === 0) this.#refuse('repetition operator missing expression', start + 1, start + 2);
    this.#at++;
    if (this.#pattern.charAt(this.#at - 1) === ')') this.#flagsEnd = this.#at;
    this.#flags = flags;
  }

  #closeGroup(): void {
    const closed = this.#stack.close();
    if (closed === undefined) this.#refuse('unopened group', this.#at, this.#at + 1);
    this.#at++;
    this.#opened.pop();
    this.#flags = closed.flags;
  }

  // ---- repetition

  #braces(): void {
    const start = this.#at;
    const rest = this.#pattern.slice(start);
    const counts = /^\{\s*([0-9]+)\s*(,\s*([0-9]+)?\s*)?\}/u.exec(rest);
    if (counts === null) {
      if (this.#nothingToRepeat(start)) this.#refuse('repetition operator missing expression', start, start + 1);
      const digits = /^\{\s*[0-9]*/u.exec(rest)?.[0].length ?? 1;
      if (digits > 1 && /[0-9]$/.test(rest.slice(0, digits)) === false)
        this.#refuse('repetition quantifier expects a valid decimal', start + digits, start + digits + 1);
      const unclosed = rest.length === 1 || (/^\{\s*[0-9]+/u.test(rest) && digits === rest.length);
      if (unclosed) this.#refuse('unclosed counted repetition', start, start + digits);
      if (digits === 1) this.#refuse('repetition quantifier expects a valid decimal', start + 1, start + 2);
      this.#refuse('unclosed counted repetition', start, start + digits);
    }
    const end = start + counts[0].length;
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === undefined ? undefined : Number(counts[3]);
    if (this.#nothingToRepeat(start)) this.#refuse('repetition operator missing expression', start, start + 1);
    if (min > 0xffffffff || (max ?? 0) > 0xffffffff) this.#refuse('decimal literal invalid', start + 1, end - 1);
    if (max !== undefined && min > max) this.#refuse('invalid repetition count range, the start must be <= the end', start, end);
    this.#repeat(min, max, start, end);
  }

  #repeat(min: number, max: number | undefined, start: number, end: number): void {
    const body = this.#nothingToRepeat(start) ? undefined : this.#stack.pop();
    if (body === undefined) this.#refuse('repetition operator missing expression', start, start + 1);
    this.#at = end;
    this.#skipSpace();
    let greedy = !this.#flags.U;
    if (this.#peek() === '?') {
      greedy = !greedy;
      this.#at++;
    }
    this.#stack.push({ kind: 'repeat', body, min, max, greedy });
  }

  #nothingToRepeat(start: number): boolean {
    return this.#stack.isEmpty || this.#flagsEnd === start;
  }

  // ---- escapes

  #escape(): void {
    const start = this.#at;
    const sign = this.#peek(1);
    const assertion = ASSERTIONS.get(sign);
    if (sign === 'b') this.#wordBoundary();
    else if (assertion !== undefined) this.#assertion(assertion, 2);
    else if (sign === 'B') this.#assertion(this.#flags.u ? 'no-unicode-word-boundary' : 'no-word-boundary', 2);
    else {
      const set = this.#classEscape();
      this.#push(set ?? this.#fold(single(this.#escapedCharacter(start))));
    }
  }

  /** `\b`, `\b{start}` and its like; `\b{2}` is a repetition. */
  #wordBoundary(): void {
    const brace = this.#at + 2;
    const unicode = this.#flags.u;
    if (this.#peek(2) === '{') {
      const name = /^\{([A-Za-z-]+)/.exec(this.#pattern.slice(brace))?.[1];
      if (this.#pattern.length === brace + 1) this.#refuse(UNCLOSED_BOUNDARY, this.#at, brace + 1);
      if (name !== undefined) {
        const end = brace + 1 + name.length;
        if (this.#pattern.charAt(end) !== '}')
          this.#refuse('special word boundary assertion is either unclosed or contains an invalid character', brace, end);
        const what = SPECIAL_BOUNDARIES.get(name);
        if (what === undefined)
          this.#refuse(
            'unrecognized special word boundary assertion, valid choices are: start, end, start-half or end-half',
            brace + 1,
            end,
          );
        this.#assertion(what, end + 1 - this.#at);
        return;
      }
    }
    this.#assertion(unicode ? 'unicode-word-boundary' : 'word-boundary', 2);
  }

  /** `\d`, `\pL`, `\p{Greek}` …; undefined when the escape is of another kind. */
  #classEscape(): CharSet | undefined {
    const start = this.#at;
    const sign = this.#peek(1);
    if (sign === 'p' || sign === 'P') return this.#property(start, sign === 'P');
    const base = this.#perlClass(sign.toLowerCase());
    if (base === undefined) return undefined;
    this.#at += 2;
    if (sign === sign.toLowerCase()) return this.#fold(base);
    if (!this.#flags.u) this.#refuse('pattern can match invalid UTF-8', start, start + 2);
    return complement(this.#fold(base));
  }

  #perlClass(letter: string): CharSet | undefined {
    const { u } = this.#flags;
    switch (letter) {
      case 'd':
        return u ? unicodeProperty('Nd') : DIGIT;
      case 'w':
        return u ? unicodeWord() : WORD;
      case 's':
        return u ? unicodeProperty('White_Space') : [9, 13, 32, 32];
      default:
        return undefined;
    }
  }

  #property(start: number, negated: boolean): CharSet {
    this.#at += 2;
    const braced = this.#peek() === '{';
    const close = braced ? this.#pattern.indexOf('}', this.#at) : this.#at;
    if (close < 0 || this.#at >= this.#pattern.length) {
      const end = this.#pattern.length;
      this.#refuse('incomplete escape sequence, reached end of pattern prematurely', end, end);
    }
    const name = braced ? this.#pattern.slice(this.#at + 1, close) : String.fromCodePoint(this.#pattern.codePointAt(this.#at) as number);
    this.#at = braced ? close + 1 : this.#at + name.length;
    const inverse = name.includes('!=');
    const set = rustProperty(name.replace('!=', '='));
    if (set === undefined) {
      const key = /^\s*(script|sc|scx|script_extensions|gc|general_category)\s*(=|:|!=)/i.test(name);
      this.#refuse(key ? 'Unicode property value not found' : 'Unicode property not found', start, this.#at);
    }
    const whole = this.#fold(set);
    return negated !== inverse ? complement(whole) : whole;
  }

  /** A character that is written with a backslash. `start` is where the backslash stands. */
  #escapedCharacter(start: number): number {
    const sign = this.#peek(1);
    if (sign === '') this.#refuse('incomplete escape sequence, reached end of pattern prematurely', start, start + 1);
    if (/[0-9]/.test(sign)) this.#refuse('backreferences are not supported', start, start + 2);
    if (sign === 'x' || sign === 'u' || sign === 'U') return this.#hexadecimal(start, sign);
    const control = CONTROL.get(sign);
    const plain = sign < '\x80' && !/[A-Za-z<>]/.test(sign);
    if (control === undefined && !plain)
      this.#refuse('unrecognized escape sequence', start, start + 1 + ((this.#pattern.codePointAt(start + 1) ?? 0) > 0xffff ? 2 : 1));
    this.#at += 2;
    return control ?? sign.charCodeAt(0);
  }

  #hexadecimal(start: number, sign: string): number {
    const pattern = this.#pattern;
    const braced = this.#peek(2) === '{';
    const first = start + (braced ? 3 : 2);
    let end = first;
    const width = sign === 'x' ? 2 : sign === 'u' ? 4 : 8;
    const reachedEnd = () => this.#refuse('incomplete escape sequence, reached end of pattern prematurely', end, end);
    while (braced ? pattern.charAt(end) !== '}' : end < first + width) {
      if (end >= pattern.length) reachedEnd();
      if (!/[0-9a-fA-F]/.test(pattern.charAt(end))) this.#refuse('invalid hexadecimal digit', end, end + 1);
      end++;
    }
    if (end === first) this.#refuse('hexadecimal literal empty', first - 1, first + 1);
    const value = Number.parseInt(pattern.slice(first, end), 16);
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
      this.#refuse('hexadecimal literal is not a Unicode scalar value', first, end);
    if (!this.#flags.u && value > 0x7f && sign === 'x' && !braced) this.#refuse('pattern can match invalid UTF-8', start, end);
    this.#at = braced ? end + 1 : end;
    return value;
  }

  // ---- classes

  /** `[…]`; the bracket is the current character. */
  #class(): CharSet {
    const start = this.#at;
    if (this.#classDepth + this.#stack.depth >= DEEPEST)
      this.#refuse(`exceed the maximum number of nested parentheses/brackets (${DEEPEST})`, start, start + 1);
    this.#classDepth++;
    this.#at++;
    const negated = this.#peek() === '^';
    if (negated) this.#at++;
    let opening = this.#at;
    let items: CharSet[] = [];
    for (this.#skipSpace(); this.#peek() === '-'; this.#skipSpace()) items.push(this.#literalHere());
    if (items.length === 0 && this.#peek() === ']') {
      items.push(this.#literalHere());
      opening = this.#at;
    }
    let left: CharSet | undefined;
    let operator = '';
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#pattern.length) this.#refuse('unclosed character class', start, opening);
      if (this.#peek() === ']') break;
      const two = this.#pattern.slice(this.#at, this.#at + 2);
      if (two === '&&' || two === '--' || two === '~~') {
        left = combined(left, operator, union(NONE, ...items));
        operator = two;
        items = [];
        this.#at += 2;
      } else items.push(this.#classItem());
    }
    this.#at++;
    this.#classDepth--;
    const set = combined(left, operator, union(NONE, ...items));
    return negated ? complement(set) : set;
  }

  #literalHere(): CharSet {
    return this.#fold(single(this.#character()));
  }

  #classItem(): CharSet {
    if (this.#peek() === '[') return this.#posixClass() ?? this.#class();
    const start = this.#at;
    const low = this.#classAtom();
    this.#skipSpace();
    const isRange = this.#peek() === '-' && this.#peek(1) !== ']' && this.#peek(1) !== '-';
    if (!isRange) return typeof low === 'number' ? this.#fold(single(low)) : low;
    if (typeof low !== 'number') this.#refuse('invalid range boundary, must be a literal', start, this.#at);
    this.#at++;
    this.#skipSpace();
    if (this.#at >= this.#pattern.length) return this.#fold(single(low));
    const second = this.#at;
    const high = this.#classAtom();
    if (typeof high !== 'number') this.#refuse('invalid range boundary, must be a literal', second, this.#at);
    if (high < low) this.#refuse('invalid character class range, the start must be <= the end', start, this.#at);
    return this.#fold(charSet([[low, high]]));
  }

  /** One character of a class, or a class of its own. */
  #classAtom(): number | CharSet {
    if (this.#peek() !== '\\') return this.#character();
    const start = this.#at;
    const sign = this.#peek(1);
    const set = sign === '' ? undefined : this.#classEscape();
    if (set !== undefined) return set;
    if (sign === 'b' || sign === 'B' || ASSERTIONS.has(sign))
      this.#refuse('invalid escape sequence found in character class', start, start + 2);
    return this.#escapedCharacter(start);
  }

  #posixClass(): CharSet | undefined {
    const found = /^\[:(\^?)([a-z]+):\]/.exec(this.#pattern.slice(this.#at, this.#at + 16));
    if (found === null) return undefined;
    const [whole, inverse, name] = found as unknown as [string, string, string];
    const set = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
    if (set === undefined) return undefined;
    this.#at += whole.length;
    const all = this.#fold(set);
    return inverse === '' ? all : complement(all);
  }
}

const UNCLOSED_BOUNDARY =
  'found either the beginning of a special word boundary or a bounded repetition on a \\b with an opening brace, but no closing brace';

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map([
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['<', 'unicode-word-start'],
  ['>', 'unicode-word-end'],
]);

const SPECIAL_BOUNDARIES: ReadonlyMap<string, Assertion> = new Map([
  ['start', 'unicode-word-start'],
  ['end', 'unicode-word-end'],
  ['start-half', 'unicode-word-start-half'],
  ['end-half', 'unicode-word-end-half'],
]);

const CONTROL: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

function combined(left: CharSet | undefined, operator: string, right: CharSet): CharSet {
  if (left === undefined) return right;
  switch (operator) {
    case '&&':
      return intersection(left, right);
    case '--':
      return intersection(left, complement(right));
    default:
      return union(intersection(left, complement(right)), intersection(right, complement(left)));
  }
}
