// Query parameters. Envoy 1.40: the first occurrence of a key counts, nothing is percent-decoded in matchers, `?debug` has the
// value "", a matcher without a test asks for presence.
import { once } from '../compiled.ts';
import { child, chosen, flag, type Message, text } from '../schema/message.ts';
import { stringMatcher } from './string-matcher.ts';

/** Key and value as they stand in the path, in order. */
export function queryPairs(path: string): readonly (readonly [string, string])[] {
  const start = path.indexOf('?');
  if (start < 0) return [];
  const hash = path.indexOf('#', start);
  const query = path.slice(start + 1, hash < 0 ? undefined : hash);
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    pairs.push(equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]);
  }
  return pairs;
}

export const firstQuery = (path: string, name: string): string | undefined => queryPairs(path).find(([key]) => key === name)?.[1];

export interface QueryTest {
  readonly name: string;
  readonly test: (path: string, absentMeansAbsent: boolean) => boolean;
  /** The same on a value that was looked up otherwise. */
  readonly testValue: (value: string | undefined, absentMeansAbsent: boolean) => boolean;
  readonly says: string;
}

/** Compiles a QueryParameterMatcher. With its guard off, `present_match: false` still asks for presence. */
export const queryMatcher = once((m: Message): QueryTest => {
  const name = text(m, 'name');
  const kind = chosen(m, 'query_parameter_match_specifier');
  if (kind === 'string_match') {
    const inner = child(m, 'string_match');
    const value = inner === undefined ? { test: () => false, says: 'has no test' } : stringMatcher(inner);
    const testValue = (found: string | undefined): boolean => found !== undefined && value.test(found);
    return {
      name,
      testValue,
      test: (path) => testValue(firstQuery(path, name)),
      says: `query ${name} ${value.says}`,
    };
  }
  const wanted = kind === undefined || flag(m, 'present_match');
  const testValue = (found: string | undefined, guard: boolean): boolean => (found !== undefined) === (guard ? wanted : true);
  return {
    name,
    testValue,
    test: (path, guard) => testValue(firstQuery(path, name), guard),
    says: `query ${name} is ${wanted ? 'present' : 'absent'}`,
  };
});

export const sawQuery = (path: string, name: string): string => {
  const value = firstQuery(path, name);
  return value === undefined ? `query ${name} is absent` : `query ${name} is ${JSON.stringify(value)}`;
};

/** Envoy's percent-decoding of a parameter: `%xx` pairs only, a plus stays. */
export function percentDecoded(encoded: string): string {
  if (!encoded.includes('%')) return encoded;
  const bytes: number[] = [];
  const raw = new TextEncoder().encode(encoded);
  for (let i = 0; i < raw.length; i++) {
    const code = raw[i] as number;
    const hex = code === 0x25 ? String.fromCharCode(raw[i + 1] ?? 0, raw[i + 2] ?? 0) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else bytes.push(code);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** Characters that stay escaped in a query that is decoded as a whole. */
const STAYS = /[^!-~]|["<>\\^{|}]/;

/**
 * Envoy 1.40's decoding of a whole query: only what may stand in one is decoded, and of a `%` that two characters but no escape follow,
 * the `%` is left out.
 */
export const queryDecoded = (query: string): string =>
  query.replace(/%(?:([0-9a-fA-F]{2})|(?=..))/gs, (written: string, hex: string | undefined) => {
    if (hex === undefined) return '';
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return STAYS.test(character) ? written : character;
  });
