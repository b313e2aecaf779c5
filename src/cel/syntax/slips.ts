// Habits from other languages, by what stands where the parser was surprised: what CEL writes instead, and a fix where only one thing can
// have been meant. Each looks at the text around the place, never further than one pattern reaches.
import type { SyntaxSwitches } from './switches.ts';

/** The text, and a place in it (UTF-16 offsets). */
interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly switches: SyntaxSwitches;
}

export interface Slip {
  readonly message: string;
  readonly fix?: { readonly title: string; readonly text: string; readonly start: number; readonly end: number } | undefined;
}

/** Text beyond this is not looked at. */
const REACH = 200;
const before = ({ text, start }: Place): string => text.slice(Math.max(0, start - REACH), start);
const after = ({ text, start }: Place): string => text.slice(start, start + REACH);

const rewrite = (text: string, start: number, end: number): Slip['fix'] => ({
  title: text === '' ? 'Remove it' : `Write ${text}`,
  text,
  start,
  end,
});

/** `=~` and `=>`. */
export function signSlip(place: Place): Slip | undefined {
  const { text, start } = place;
  if (text.startsWith('=~', start)) return { message: "'=~' is not an operator: write text.matches('pattern')." };
  if (!text.startsWith('=>', start)) return undefined;
  const [, space] = /\([A-Za-z_]\w*(\s*)$/.exec(before(place)) ?? [];
  return {
    message: "There is no '=>': a loop is given the name of its variable first, as in exists(x, x > 1).",
    fix: space === undefined ? undefined : rewrite(',', start - space.length, start + 2),
  };
}

/** What stands in `${…}`. */
export function bracedSlip({ text, start }: Place): Slip | undefined {
  if (!text.startsWith('${', start)) return undefined;
  const [, inside] = /^\s*\$\{([^{}]*)\}\s*$/.exec(text.slice(0, REACH)) ?? [];
  return {
    message: 'An expression stands here as it is, without ${…} around it.',
    fix: inside === undefined || text.length > REACH ? undefined : rewrite(inside.trim(), 0, text.length),
  };
}

/** A token that cannot stand where it does. */
export const tokenSlip = (place: Place): Slip | undefined =>
  quoteSlip(place) ?? wordBefore(place) ?? infixMethod(place) ?? pathSlip(place) ?? nullish(place) ?? template(place);

/** `'it's'`: the string ended at a quote that was meant as text. */
function quoteSlip(place: Place): Slip | undefined {
  const [, quote] = /\w(["'])$/.exec(before(place)) ?? [];
  if (quote === undefined || !/^[A-Za-z]/.test(after(place))) return undefined;
  const other = quote === '"' ? "'" : '"';
  return { message: `The string ends at the ${quote} before this: write \\${quote} inside of it, or put it in ${other}.` };
}

/** `NOT x`, `return x`, `if (x) y`. */
function wordBefore(place: Place): Slip | undefined {
  const [word, name] = /(?<![\w.])(NOT|Not|return)\s+$/.exec(before(place)) ?? [];
  const start = place.start - (word?.length ?? 0);
  if (name === 'return') return { message: "An expression is its own value: leave out 'return'.", fix: rewrite('', start, place.start) };
  if (name !== undefined) return { message: `'${name}' is no operator in CEL: write '!'.`, fix: rewrite('!', start, place.start) };
  if (/^\s*if\b/.test(place.text)) return { message: 'A condition is written: condition ? value : otherwise.' };
  return undefined;
}

const METHODS: ReadonlyMap<string, string> = new Map(
  ['matches', 'contains', 'startsWith', 'endsWith'].map((name) => [name.toLowerCase(), name]),
);

/** `path startsWith '/a'`. */
function infixMethod(place: Place): Slip | undefined {
  const { start } = place;
  const [, word = '', space = '', argument] = /^([A-Za-z]+)(\s+)("[^"\\]*"|'[^'\\]*')?/.exec(after(place)) ?? [];
  if (/^xor$/i.test(word)) return { message: `There is no '${word}': of two bools write a != b.` };
  const method = METHODS.get(word.toLowerCase());
  if (method === undefined) return undefined;
  // The whole of what stands before it is the receiver only where it is a plain path.
  const [, gap] = /(?:^|&&|\|\||[(!?:,])\s*[A-Za-z_][\w.]*(?:\[[^\][]*\])?(\s+)$/.exec(before(place)) ?? [];
  const isClear = argument !== undefined && gap !== undefined && start <= REACH;
  return {
    message: `'${method}' is a method: write text.${method}(…).`,
    fix: isClear ? rewrite(`.${method}(${argument})`, start - gap.length, start + word.length + space.length + argument.length) : undefined,
  };
}

/** `request.path == /admin`. */
function pathSlip(place: Place): Slip | undefined {
  const [path] = /^\/[\w\-./*]*/.exec(after(place)) ?? [];
  if (path === undefined || !/[=(,[]\s*$/.test(before(place))) return undefined;
  return { message: `A path is text and stands in quotes: '${path}'.`, fix: rewrite(`'${path}'`, place.start, place.start + path.length) };
}

/** `a ?? b`. */
function nullish({ text, start, switches }: Place): Slip | undefined {
  if (text.charAt(start) !== '?' || text.charAt(start - 1) !== '?') return undefined;
  const instead = switches.parser === 'cel-rust' ? 'default(a, b)' : switches.optionals ? 'a.?field.orValue(b)' : 'has(a.b) ? a.b : c';
  return { message: `There is no '??': write ${instead}.` };
}

/** `{{ x }}`. */
function template({ text }: Place): Slip | undefined {
  const [, inside] = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(text.slice(0, REACH)) ?? [];
  if (inside === undefined || text.length > REACH) return undefined;
  return { message: 'An expression stands here as it is, without {{…}} around it.', fix: rewrite(inside.trim(), 0, text.length) };
}

/** `x in ('a', 'b')`, where the bracket at `open` should be one of a list. */
export function listSlip({ text }: Place, open: number): Slip | undefined {
  if (text.charAt(open) !== '(' || !/\bin\s*$/.test(text.slice(Math.max(0, open - REACH), open))) return undefined;
  const [whole, items] = /^\(([^()[\]]*)\)/.exec(text.slice(open, open + REACH)) ?? [];
  return {
    message: "A list stands in square brackets: ['a', 'b'].",
    fix: whole === undefined ? undefined : rewrite(`[${items}]`, open, open + whole.length),
  };
}
