// HeaderMatcher. Envoy 1.40: each value of the header is tried on its own and any may match; invert_match flips that result; a
// missing header never matches a value test, not even an inverted one, unless treat_missing_header_as_empty; present_match looks
// at presence alone. With the guard match_headers_individually off, the values are joined with commas first.
import type { Headers } from '../../../http/headers.ts';
import { once } from '../compiled.ts';
import { child, chosen, flag, type Message, text, wide } from '../schema/message.ts';
import { fullMatch } from './regex.ts';
import { saysNot, stringMatcher } from './string-matcher.ts';

export interface HeaderTest {
  readonly name: string;
  readonly test: (headers: Headers, individually: boolean) => boolean;
  /** `header x-a is "1"`. */
  readonly says: string;
}

type ValueTest = { readonly test: (value: string) => boolean; readonly says: string };

/** Compiles a HeaderMatcher. */
export const headerMatcher = once((m: Message): HeaderTest => {
  const name = text(m, 'name').toLowerCase();
  const invert = flag(m, 'invert_match');
  const empty = flag(m, 'treat_missing_header_as_empty');
  const kind = chosen(m, 'header_match_specifier');
  if (kind === undefined || kind === 'present_match') {
    const wanted = kind === undefined || flag(m, 'present_match');
    return {
      name,
      test: (headers) => ((has(headers, name) || empty) === wanted) !== invert,
      says: `header ${name} is ${wanted !== invert ? 'present' : 'absent'}`,
    };
  }
  const value = valueTest(m, kind);
  return {
    name,
    test: (headers, individually) => {
      const values = valuesOf(headers, name);
      if (values.length === 0) return empty ? value.test('') !== invert : false;
      if (individually) return values.some(value.test) !== invert;
      return value.test(values.join(',')) !== invert;
    },
    says: `header ${name} ${invert ? `${empty ? '' : 'is present and '}${saysNot(value.says)}` : value.says}${empty ? ' (absent counts as empty)' : ''}`,
  };
});

function valueTest(m: Message, kind: string): ValueTest {
  const raw = text(m, kind);
  switch (kind) {
    case 'string_match': {
      const inner = child(m, 'string_match');
      return inner === undefined ? { test: () => false, says: 'has no test' } : stringMatcher(inner);
    }
    case 'exact_match':
      return { test: (v) => raw === '' || v === raw, says: `is ${JSON.stringify(raw)}` };
    case 'prefix_match':
      return { test: (v) => v.startsWith(raw), says: `starts with ${JSON.stringify(raw)}` };
    case 'suffix_match':
      return { test: (v) => v.endsWith(raw), says: `ends with ${JSON.stringify(raw)}` };
    case 'contains_match':
      return { test: (v) => v.includes(raw), says: `contains ${JSON.stringify(raw)}` };
    case 'safe_regex_match': {
      const pattern = text(child(m, kind) ?? m, 'regex');
      return { test: (v) => fullMatch(pattern, v), says: `matches ${pattern}` };
    }
    case 'range_match': {
      const range = child(m, kind);
      const start = range === undefined ? 0n : wide(range, 'start');
      const end = range === undefined ? 0n : wide(range, 'end');
      return {
        test: (v) => {
          const n = int64Of(v);
          return n !== undefined && n >= start && n < end;
        },
        says: `is a whole number from ${start} and below ${end}`,
      };
    }
    default:
      return { test: () => false, says: `has the unknown test ${kind}` };
  }
}

/** absl::SimpleAtoi: blanks around are fine, a sign too; anything else or out of range is no number. */
function int64Of(value: string): bigint | undefined {
  const trimmed = value.trim();
  if (!/^[-+]?[0-9]{1,40}$/.test(trimmed)) return undefined;
  const n = BigInt(trimmed.replace(/^\+/, ''));
  return n >= -(2n ** 63n) && n <= 2n ** 63n - 1n ? n : undefined;
}

/** `host` is another name of :authority in header matchers. */
const keyOf = (name: string): string => (name === 'host' ? ':authority' : name);
const has = (headers: Headers, name: string): boolean => headers.has(keyOf(name));
export const valuesOf = (headers: Headers, name: string): readonly string[] => headers.all(keyOf(name));

/** What a failed header test saw: `header x-a is absent`. */
export function sawHeader(headers: Headers, name: string): string {
  const values = valuesOf(headers, name);
  return values.length === 0 ? `header ${name} is absent` : `header ${name} is ${values.map((v) => JSON.stringify(v)).join(', ')}`;
}
