// StringMatcher: envoy.type.matcher.v3 and its xds twin. Envoy 1.40: ignore_case works for every kind but safe_regex; contains
// compares lower-cased text; safe_regex must match the whole value.
import { once } from '../compiled.ts';
import { child, chosen, flag, type Message, text } from '../schema/message.ts';
import { fullMatch } from './regex.ts';

export interface TextTest {
  readonly test: (value: string) => boolean;
  /** `is "a"`, `starts with "a"`. */
  readonly says: string;
}

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['is ', 'is not '],
  ['starts ', 'does not start '],
  ['ends ', 'does not end '],
  ['contains ', 'does not contain '],
  ['matches ', 'does not match '],
];

/** What an inverted test asks for: `is not "a"`. */
export function saysNot(says: string): string {
  const found = OPPOSITES.find(([word]) => says.startsWith(word));
  return found === undefined ? `not: ${says}` : found[1] + says.slice(found[0].length);
}

const quote = (s: string): string => JSON.stringify(s);

/** Compiles a StringMatcher. */
export const stringMatcher = once((m: Message): TextTest => {
  const ignore = flag(m, 'ignore_case');
  const kind = chosen(m, 'match_pattern');
  const fold = (s: string): string => (ignore ? asciiLower(s) : s);
  const raw = kind === undefined ? '' : text(m, kind);
  const wanted = fold(raw);
  const suffix = ignore ? ' (any case)' : '';
  switch (kind) {
    case 'exact':
      return { test: (v) => fold(v) === wanted, says: `is ${quote(raw)}${suffix}` };
    case 'prefix':
      return { test: (v) => fold(v).startsWith(wanted), says: `starts with ${quote(raw)}${suffix}` };
    case 'suffix':
      return { test: (v) => fold(v).endsWith(wanted), says: `ends with ${quote(raw)}${suffix}` };
    case 'contains':
      return { test: (v) => fold(v).includes(wanted), says: `contains ${quote(raw)}${suffix}` };
    case 'safe_regex': {
      const pattern = text(child(m, 'safe_regex') ?? m, 'regex');
      return { test: (v) => fullMatch(pattern, v), says: `matches ${pattern}` };
    }
    default:
      return { test: () => false, says: 'matches a custom matcher' };
  }
});

export const asciiLower = (s: string): string => s.replace(/[A-Z]+/g, (c) => c.toLowerCase());
