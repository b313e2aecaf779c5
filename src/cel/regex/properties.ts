// Named sets of characters: Perl and POSIX classes, and Unicode properties, which are read off the host's own regular
// expressions once each.
import { ANY, type CharSet, charSet, complement, spans, union } from './char-set.ts';

export const DIGIT = spans('09');
export const WORD = spans('09AZ__az');
/** \s has no vertical tab in RE2. */
export const SPACE: CharSet = [9, 10, 12, 13, 32, 32];
export const NOT_NEWLINE = complement([10, 10]);

/** `[:alpha:]` and its like. */
export const POSIX: Readonly<Record<string, CharSet>> = {
  alnum: spans('09AZaz'),
  alpha: spans('AZaz'),
  ascii: [0, 127],
  blank: [9, 9, 32, 32],
  cntrl: [0, 31, 127, 127],
  digit: DIGIT,
  graph: [33, 126],
  lower: spans('az'),
  print: [32, 126],
  punct: spans('!/:@[`{~'),
  space: [9, 13, 32, 32],
  upper: spans('AZ'),
  word: WORD,
  xdigit: spans('09AFaf'),
};

const known = new Map<string, CharSet | undefined>();

/** The set of a property as JavaScript spells it (`L`, `Script=Greek`), or undefined when there is none of that name. */
export function unicodeProperty(name: string): CharSet | undefined {
  if (!known.has(name)) known.set(name, isSpelt(name) ? find(name) : undefined);
  return known.get(name);
}

function isSpelt(name: string): boolean {
  if (!/^[A-Za-z0-9_=]+$/.test(name)) return false;
  try {
    new RegExp(`\\p{${name}}`, 'u');
    return true;
  } catch {
    return false; // the one way to ask the host for a property by name
  }
}

/** Where characters are assigned one by one. */
const DETAILED: readonly (readonly [number, number])[] = [
  [0, 0xd7ff],
  [0xe000, 0xffff],
  [0x10000, 0x3fffd],
  [0xe0000, 0xe0fff],
];

/** Stretches in which every character has the properties of the first. */
const UNIFORM: readonly (readonly [number, number])[] = [
  [0xe1000, 0xefffd],
  ...[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16].map((plane) => [plane << 16, (plane << 16) + 0xfffd] as const),
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map((plane) => [(plane << 16) + 0xfffe, (plane << 16) + 0xffff] as const),
];

let texts: readonly string[] | undefined;

function find(name: string): CharSet {
  const one = new RegExp(`\\p{${name}}`, 'u');
  const run = new RegExp(`\\p{${name}}+`, 'gu');
  const out: (readonly [number, number])[] = UNIFORM.filter(([first]) => one.test(String.fromCodePoint(first)));
  texts ??= DETAILED.map(([first, last]) => textOf(first, last));
  for (const [i, [first]] of DETAILED.entries()) {
    const width = first > 0xffff ? 2 : 1;
    const text = texts[i] as string;
    run.lastIndex = 0;
    for (let match = run.exec(text); match !== null; match = run.exec(text)) {
      const start = first + match.index / width;
      out.push([start, start + match[0].length / width - 1]);
    }
  }
  return charSet(out);
}

const PIECE = 4096;

function textOf(first: number, last: number): string {
  let text = '';
  for (let c = first; c <= last; c += PIECE)
    text += String.fromCodePoint(...Array.from({ length: Math.min(PIECE, last - c + 1) }, (_, i) => c + i));
  return text;
}

const LONG_CATEGORIES: Readonly<Record<string, string>> = { any: 'Any', ascii: 'ASCII', assigned: 'Assigned', cn: 'Cn', lc: 'LC' };

/** `\p{name}` of Go: a general category or a script, in any case. */
export function goProperty(name: string): CharSet | undefined {
  const fixed = Object.hasOwn(LONG_CATEGORIES, name.toLowerCase()) ? LONG_CATEGORIES[name.toLowerCase()] : undefined;
  if (fixed === 'Any') return ANY;
  if (fixed !== undefined) return unicodeProperty(fixed === 'Cn' || fixed === 'LC' ? `gc=${fixed}` : fixed);
  return unicodeProperty(`gc=${titled(name)}`) ?? unicodeProperty(`gc=${name.length <= 2 ? name : titled(name)}`) ?? scriptOf(name);
}

const scriptOf = (name: string): CharSet | undefined =>
  name.length > 4 || /^(Han|Lao|Nko|Vai|Yi)$/i.test(name) || name.length === 4 ? unicodeProperty(`Script=${titled(name)}`) : undefined;

/** `old_italic` → `Old_Italic`; two-letter categories `LU` → `Lu`. */
const titled = (name: string) =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('_');

/** `\p{…}` of Rust: category, script or any binary property, `key=value` too; case, spaces, `-` and `_` do not matter. */
export function rustProperty(name: string): CharSet | undefined {
  const plain = name.trim();
  const pair = /^(.*?)(?:=|:)(.*)$/.exec(plain);
  if (pair !== null) {
    const key = loose(pair[1] as string);
    const value = titled((pair[2] as string).trim().replaceAll(/[ -]/g, '_'));
    if (key === 'sc' || key === 'script') return unicodeProperty(`Script=${value}`);
    if (key === 'scx' || key === 'scriptextensions') return unicodeProperty(`scx=${value}`);
    if (key === 'gc' || key === 'generalcategory') return unicodeProperty(`gc=${value}`);
    return undefined;
  }
  const word = titled(plain.replaceAll(/[ -]/g, '_'));
  if (loose(plain) === 'any') return ANY;
  if (loose(plain) === 'ascii') return [0, 127];
  if (loose(plain) === 'assigned') return unicodeProperty('Assigned');
  return unicodeProperty(`gc=${word}`) ?? unicodeProperty(`Script=${word}`) ?? unicodeProperty(word);
}

const loose = (name: string) => name.toLowerCase().replaceAll(/[ _-]/g, '');

/** Rust's \w and \b go by Unicode. */
export const unicodeWord = (): CharSet => {
  unicodeWordSet ??= union(...['Alphabetic', 'M', 'Nd', 'Pc', 'Join_Control'].map((name) => unicodeProperty(name) ?? []));
  return unicodeWordSet;
};
let unicodeWordSet: CharSet | undefined;
