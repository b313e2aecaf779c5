// Metadata: looking a value up by path, and matching it. Envoy 1.40: a value that is not there matches nothing, and only then is
// `invert` applied; numbers are doubles; lists match when one element does.
import { once } from '../compiled.ts';
import { child, children, chosen, flag, type Message, text, whole } from '../schema/message.ts';
import { stringMatcher } from './string-matcher.ts';

export type Namespaces = ReadonlyMap<string, Record<string, unknown>>;

/** A value at a path of struct keys; undefined when a step is missing. */
export function atPath(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The keys of a `path` of segments. */
export const pathOf = (m: Message): readonly string[] => children(m, 'path').map((s) => text(s, 'key'));

export type ValueTest = (value: unknown) => boolean;

/** Compiles a ValueMatcher. The argument is undefined where there is no value. */
export const valueMatcher = once((m: Message): ValueTest => {
  switch (chosen(m, 'match_pattern')) {
    case 'null_match':
      return (v) => v === null;
    case 'double_match': {
      const inner = child(m, 'double_match');
      const range = child(inner, 'range');
      if (range !== undefined) {
        const start = whole(range, 'start');
        const end = whole(range, 'end');
        return (v) => typeof v === 'number' && v >= start && v < end;
      }
      const exact = inner === undefined ? Number.NaN : whole(inner, 'exact');
      return (v) => typeof v === 'number' && v === exact;
    }
    case 'string_match': {
      const inner = child(m, 'string_match');
      const test = inner === undefined ? () => false : stringMatcher(inner).test;
      return (v) => typeof v === 'string' && test(v);
    }
    case 'bool_match': {
      const wanted = flag(m, 'bool_match');
      return (v) => v === wanted;
    }
    case 'present_match': {
      const wanted = flag(m, 'present_match');
      return (v) => wanted && v !== undefined;
    }
    case 'list_match': {
      const inner = child(child(m, 'list_match'), 'one_of');
      const test = inner === undefined ? () => false : valueMatcher(inner);
      return (v) => Array.isArray(v) && v.some(test);
    }
    case 'or_match': {
      const tests = children(child(m, 'or_match'), 'value_matchers').map((t) => valueMatcher(t));
      return (v) => tests.some((t) => t(v));
    }
    default:
      return () => false;
  }
});

export interface MetadataTest {
  readonly test: (metadata: Namespaces) => boolean;
  readonly filter: string;
  readonly path: readonly string[];
  readonly says: string;
}

/** Compiles a MetadataMatcher. */
export const metadataMatcher = once((m: Message): MetadataTest => {
  const filter = text(m, 'filter');
  const path = pathOf(m);
  const inner = child(m, 'value');
  const value = inner === undefined ? () => false : valueMatcher(inner);
  const invert = flag(m, 'invert');
  return {
    test: (metadata) => value(atPath(metadata.get(filter), path)) !== invert,
    filter,
    path,
    says: `metadata ${[filter, ...path].join('.')} ${invert ? 'does not match' : 'matches'}`,
  };
});
