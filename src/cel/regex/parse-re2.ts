// RE2's pattern syntax as Go's regexp/syntax reads it with Perl flags: what it takes, what it refuses and in which words.
// `cpp` marks the few places where the C++ library (Envoy) differs.
import { ANY, type CharSet, charSet, complement, MAX_CODE_POINT, single, union } from './char-set.ts';
import { folded, foldedAscii } from './fold.ts';
import { GroupStack } from './group-stack.ts';
import { DIGIT, goProperty, NOT_NEWLINE, POSIX, SPACE, WORD } from './properties.ts';
import type { Assertion, Node, Pattern, PatternFault } from './tree.ts';

interface Flags {
  readonly fold: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly lazy: boolean;
}

const MOST_REPEATS = 1000;
const DEEPEST = 1000;

/** Parses a pattern, or says why Go (or the C++ library, with `cpp`) refuses it. */
export function parseRe2(pattern: string, library: 'go' | 'cpp' = 'go'): Pattern | PatternFault {
  const parsed = new Re2Parser(pattern, library === 'cpp').parse();
  return library === 'cpp' && 'code' in parsed ? { code: CPP_CODES[parsed.code] ?? parsed.code, piece: parsed.piece } : parsed;
}

/** The C++ library's words for Go's. */
const CPP_CODES: Readonly<Record<string, string>> = {
  'missing closing )': 'missing )',
  'missing closing ]': 'missing ]',
  'invalid repeat count': 'invalid repetition size',
  'invalid nested repetition operator': 'bad repetition operator',
  'missing argument to repetition operator': 'no argument for repetition operator',
  'invalid or unsupported Perl syntax': 'invalid perl operator',
  'invalid named capture': 'invalid named capture group',
  'trailing backslash at end of expression': 'trailing \\',
};

/** Thrown and caught within this file only: a fault ends the parse from any depth. */
class Refused {
  readonly fault: PatternFault;
  constructor(code: string, piece: string) {
    this.fault = { code, piece };
  }
}

class Re2Parser {
  readonly #pattern: string;
  readonly #cpp: boolean;
  readonly #stack = new GroupStack<Flags>();
  #at = 0;
  #flags: Flags = { fold: false, multiline: false, dotAll: false, lazy: false };
  /** Where the repetition operator before this place began, when one stands directly before. */
  #lastRepeat: number | undefined;

  constructor(pattern: string, cpp: boolean) {
    this.#pattern = pattern;
    this.#cpp = cpp;
  }

  parse(): Pattern | PatternFault {
    try {
      while (this.#at < this.#pattern.length) this.#item();
      if (this.#stack.depth > 0) throw new Refused('missing closing )', this.#pattern);
      const root = this.#stack.whole();
      return { root, groups: this.#stack.groups, names: this.#stack.names };
    } catch (error) {
      if (error instanceof Refused) return error.fault;
      throw error;
    }
  }

  #item(): void {
    const repeated = this.#lastRepeat;
    this.#lastRepeat = undefined;
    const c = this.#pattern.charAt(this.#at);
    switch (c) {
      case '(':
        this.#open();
        break;
      case '|':
        this.#at++;
        this.#stack.bar();
        break;
      case ')':
        this.#closeGroup();
        break;
      case '^':
        this.#assertion(this.#flags.multiline ? 'line-start' : 'text-start', 1);
        break;
      case '$':
        this.#assertion(this.#flags.multiline ? 'line-end' : 'text-end', 1);
        break;
      case '.':
        this.#at++;
        this.#stack.push({ kind: 'set', set: this.#flags.dotAll ? ANY : NOT_NEWLINE });
        break;
      case '[':
        this.#class();
        break;
      case '*':
        this.#repeat(0, undefined, this.#at, this.#at + 1, repeated);
        break;
      case '+':
        this.#repeat(1, undefined, this.#at, this.#at + 1, repeated);
        break;
      case '?':
        this.#repeat(0, 1, this.#at, this.#at + 1, repeated);
        break;
      case '{':
        this.#braces(repeated);
        break;
      case '\\':
        this.#escape();
        break;
      default:
        this.#literal(this.#character());
        break;
    }
  }

  /** The last character that there is: the C++ library works on bytes. */
  get #last(): number {
    return this.#cpp ? 0xff : MAX_CODE_POINT;
  }

  /** The code point at the current place, which is passed. */
  #character(): number {
    const c = this.#pattern.codePointAt(this.#at) as number;
    this.#at += c > 0xffff ? 2 : 1;
    return c;
  }

  #literal(c: number): void {
    const set = single(c);
    this.#stack.push({ kind: 'set', set: this.#fold(set) });
  }

  /** Under (?i), the set with the other cases. Envoy's library works on Latin-1, where only ASCII folds. */
  #fold(set: CharSet): CharSet {
    if (!this.#flags.fold) return set;
    return this.#cpp ? foldedAscii(set) : folded(set);
  }

  #assertion(what: Assertion, width: number): void {
    this.#at += width;
    this.#stack.push({ kind: 'assert', what });
  }

  // ---- groups

  #open(): void {
    if (this.#stack.depth >= DEEPEST) throw new Refused('expression nests too deeply', this.#pattern);
    if (this.#pattern.charAt(this.#at + 1) !== '?') {
      this.#at++;
      this.#stack.open(this.#flags, true);
      return;
    }
    const look = this.#cpp ? /^\(\?<[=!]/.exec(this.#pattern.slice(this.#at, this.#at + 4)) : null;
    if (look !== null) throw new Refused('invalid or unsupported Perl syntax', look[0]);
    const named = /^\(\?P?</.exec(this.#pattern.slice(this.#at, this.#at + 4));
    if (named !== null && this.#pattern.length - this.#at > named[0].length) this.#namedGroup(named[0].length);
    else this.#flagGroup();
  }

  #namedGroup(prefix: number): void {
    const end = this.#pattern.indexOf('>', this.#at);
    if (end < 0) throw new Refused('invalid named capture', this.#pattern.slice(this.#at));
    const name = this.#pattern.slice(this.#at + prefix, end);
    if (!/^[A-Za-z0-9_]+$/.test(name)) throw new Refused('invalid named capture', this.#pattern.slice(this.#at, end + 1));
    this.#at = end + 1;
    this.#stack.open(this.#flags, true, name);
  }

  /** `(?flags)` and `(?flags:`. */
  #flagGroup(): void {
    const start = this.#at;
    const before = this.#flags;
    let on = true;
    let flags = before;
    let seen = false;
    this.#at += 2;
    while (this.#at < this.#pattern.length) {
      const c = String.fromCodePoint(this.#character());
      if (c === 'i' || c === 'm' || c === 's' || c === 'U') {
        flags = { ...flags, [FLAG_NAMES[c]]: on };
        seen = true;
      } else if (c === '-' && on) {
        on = false;
        seen = false;
      } else if ((c === ':' || c === ')') && (on || seen)) {
        if (c === ':') this.#stack.open(before, false);
        this.#flags = flags;
        return;
      } else break;
    }
    throw new Refused('invalid or unsupported Perl syntax', this.#pattern.slice(start, this.#at));
  }

  #closeGroup(): void {
    this.#at++;
    const closed = this.#stack.close();
    if (closed === undefined) throw new Refused('unexpected )', this.#pattern);
    this.#flags = closed.flags;
  }

  // ---- repetition

  #braces(repeated: number | undefined): void {
    const start = this.#at;
    const counts = /^\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/.exec(this.#pattern.slice(start, start + 64));
    if (counts === null) {
      this.#at++;
      this.#literal(123);
      return;
    }
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === undefined ? undefined : Number(counts[3]);
    const end = start + counts[0].length;
    if (min > MOST_REPEATS || (max !== undefined && (max > MOST_REPEATS || min > max)))
      throw new Refused('invalid repeat count', counts[0]);
    this.#repeat(min, max, start, end, repeated);
  }

  #repeat(min: number, max: number | undefined, start: number, end: number, repeated: number | undefined): void {
    let after = end;
    let { lazy } = this.#flags;
    if (this.#pattern.charAt(after) === '?') {
      after++;
      lazy = !lazy;
    }
    if (repeated !== undefined) throw new Refused('invalid nested repetition operator', this.#pattern.slice(repeated, after));
    const body = this.#stack.pop();
    if (body === undefined) throw new Refused('missing argument to repetition operator', this.#pattern.slice(start, after));
    const node: Node = { kind: 'repeat', body, min, max, greedy: !lazy };
    if ((min >= 2 || (max ?? 0) >= 2) && !repeatsFit(node, MOST_REPEATS))
      throw new Refused('invalid repeat count', this.#pattern.slice(start, after));
    this.#stack.push(node);
    this.#at = after;
    this.#lastRepeat = start;
  }

  // ---- escapes and classes

  #escape(): void {
    const sign = this.#pattern.charAt(this.#at + 1);
    switch (sign) {
      case 'A':
        this.#assertion('text-start', 2);
        break;
      case 'z':
        this.#assertion('text-end', 2);
        break;
      case 'b':
        this.#assertion('word-boundary', 2);
        break;
      case 'B':
        this.#assertion('no-word-boundary', 2);
        break;
      case 'C':
        if (!this.#cpp) throw new Refused('invalid escape sequence', '\\C');
        this.#at += 2;
        this.#stack.push({ kind: 'set', set: ANY });
        break;
      case 'Q':
        this.#quoted();
        break;
      default: {
        const set = this.#classEscape();
        if (set === undefined) this.#literal(this.#escapedCharacter());
        else this.#stack.push({ kind: 'set', set });
      }
    }
  }

  /** `\Q…\E`: all as written. */
  #quoted(): void {
    this.#at += 2;
    const close = this.#pattern.indexOf('\\E', this.#at);
    const end = close < 0 ? this.#pattern.length : close;
    while (this.#at < end) this.#literal(this.#character());
    this.#at = close < 0 ? end : end + 2;
  }

  /** `\d`, `\pL`, `\p{Greek}` …; undefined when the escape is of another kind. */
  #classEscape(): CharSet | undefined {
    const sign = this.#pattern.charAt(this.#at + 1);
    if (sign === 'p' || sign === 'P') return this.#property(sign === 'P');
    const base = Object.hasOwn(PERL, sign.toLowerCase()) ? PERL[sign.toLowerCase()] : undefined;
    if (base === undefined) return undefined;
    this.#at += 2;
    const set = this.#fold(base);
    return sign === sign.toLowerCase() ? set : complement(set);
  }

  #property(negated: boolean): CharSet {
    const start = this.#at;
    const braced = this.#pattern.charAt(start + 2) === '{';
    const close = braced ? this.#pattern.indexOf('}', start) : start + 2;
    if (close < 0) throw new Refused('invalid character class range', this.#pattern.slice(start));
    this.#at = braced ? close + 1 : start + 2;
    if (!braced && this.#at < this.#pattern.length) this.#character();
    const piece = this.#pattern.slice(start, this.#at);
    const name = braced ? this.#pattern.slice(start + 3, close) : piece.slice(2);
    const inverse = name.startsWith('^');
    const set = goProperty(inverse ? name.slice(1) : name);
    if (set === undefined) throw new Refused('invalid character class range', piece);
    const whole = this.#fold(set);
    return negated !== inverse ? complement(whole) : whole;
  }

  #escapedCharacter(): number {
    const start = this.#at;
    this.#at++;
    if (this.#at >= this.#pattern.length) throw new Refused('trailing backslash at end of expression', '');
    const c = String.fromCodePoint(this.#character());
    if (Object.hasOwn(CONTROL, c)) return CONTROL[c] as number;
    if (c >= '0' && c <= '7') {
      const octal = /^[0-7]{0,2}/.exec(this.#pattern.slice(this.#at, this.#at + 2))?.[0] ?? '';
      if (c === '0' || octal !== '') {
        this.#at += octal.length;
        const value = Number.parseInt(c + octal, 8);
        if (value <= this.#last) return value;
      }
    } else if (c === 'x') return this.#hexadecimal(start);
    else if (c < '\x80' && !/[0-9A-Za-z]/.test(c)) return c.charCodeAt(0);
    throw new Refused('invalid escape sequence', this.#pattern.slice(start, this.#at));
  }

  #hexadecimal(start: number): number {
    const refuse = () => new Refused('invalid escape sequence', this.#pattern.slice(start, this.#at));
    if (this.#at >= this.#pattern.length) throw refuse();
    let c = String.fromCodePoint(this.#character());
    if (c !== '{') {
      const digits = this.#at < this.#pattern.length ? c + String.fromCodePoint(this.#character()) : c;
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw refuse();
      return Number.parseInt(digits, 16);
    }
    let value = 0;
    for (let digits = 0; ; digits++) {
      if (this.#at >= this.#pattern.length) throw refuse();
      c = String.fromCodePoint(this.#character());
      if (c === '}' && digits > 0) return value;
      if (!/^[0-9a-fA-F]$/.test(c)) throw refuse();
      value = value * 16 + Number.parseInt(c, 16);
      if (value > this.#last) throw refuse();
    }
  }

  #class(): void {
    const start = this.#at;
    this.#at++;
    const negated = this.#pattern.charAt(this.#at) === '^';
    if (negated) this.#at++;
    const parts: CharSet[] = [];
    let first = true;
    while (first || this.#pattern.charAt(this.#at) !== ']') {
      first = false;
      parts.push(this.#posixClass() ?? this.#escapeInClass() ?? this.#range(start));
    }
    this.#at++;
    const set = union(...parts);
    this.#stack.push({ kind: 'set', set: negated ? complement(set) : set });
  }

  #posixClass(): CharSet | undefined {
    if (!this.#pattern.startsWith('[:', this.#at)) return undefined;
    const close = this.#pattern.indexOf(':]', this.#at + 2);
    if (close < 0) return undefined;
    const piece = this.#pattern.slice(this.#at, close + 2);
    const name = piece.slice(2, -2);
    const plain = name.startsWith('^') ? name.slice(1) : name;
    const base = Object.hasOwn(POSIX, plain) ? POSIX[plain] : undefined;
    if (base === undefined) throw new Refused('invalid character class range', piece);
    this.#at = close + 2;
    const set = this.#fold(base);
    return name.startsWith('^') ? complement(set) : set;
  }

  #escapeInClass(): CharSet | undefined {
    return this.#pattern.charAt(this.#at) === '\\' && this.#at + 1 < this.#pattern.length ? this.#classEscape() : undefined;
  }

  /** `a` or `a-z`; `open` is where the class began. */
  #range(open: number): CharSet {
    const start = this.#at;
    const low = this.#classCharacter(open);
    let high = low;
    const next = this.#pattern.charAt(this.#at + 1);
    if (this.#pattern.charAt(this.#at) === '-' && next !== '' && next !== ']') {
      this.#at++;
      high = this.#classCharacter(open);
      if (high < low) throw new Refused('invalid character class range', this.#pattern.slice(start, this.#at));
    }
    const set = charSet([[low, high]]);
    return this.#fold(set);
  }

  #classCharacter(open: number): number {
    if (this.#at >= this.#pattern.length) throw new Refused('missing closing ]', this.#pattern.slice(open));
    return this.#pattern.charAt(this.#at) === '\\' ? this.#escapedCharacter() : this.#character();
  }
}

const FLAG_NAMES = { i: 'fold', m: 'multiline', s: 'dotAll', U: 'lazy' } as const;
const PERL: Readonly<Record<string, CharSet>> = { d: DIGIT, s: SPACE, w: WORD };
const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Whether nested bounded repeats multiply to no more than `limit` copies. */
function repeatsFit(root: Node, limit: number): boolean {
  const rest: [Node, number][] = [[root, limit]];
  for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
    const [node, left] = item;
    switch (node.kind) {
      case 'repeat': {
        const counted = !(node.min <= 1 && (node.max === undefined || node.max <= 1));
        const times = counted ? (node.max ?? node.min) : 1;
        if (counted && node.max === 0) break;
        if (times > left) return false;
        rest.push([node.body, times > 0 ? Math.trunc(left / times) : left]);
        break;
      }
      case 'group':
        rest.push([node.body, left]);
        break;
      case 'sequence':
      case 'choice':
        for (const child of node.items) rest.push([child, left]);
        break;
      default:
    }
  }
  return true;
}
