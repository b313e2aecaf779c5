// The matcher API (xds.type.matcher.v3.Matcher and its envoy.config.common twin): lists, trees, nested matchers. Envoy 1.40: a nested
// miss resumes the parent (list: next entry; prefix map: next shorter prefix; exact map: on_no_match); `keep_matching` goes on.
import {
  type AnyValue,
  anyOf,
  child,
  children,
  chosen,
  flag,
  isMessage,
  type Message,
  mapOf,
  text,
  texts,
  whole,
} from '../schema/message.ts';
import { type Cidr, cidrOf, inCidr, parseIp } from './cidr.ts';
import { asciiLower, stringMatcher } from './string-matcher.ts';

/** What a matcher asks its surroundings: the value of an input, and the verdict of a matcher that is not about text. */
export interface MatchContext {
  /** Undefined: there is no such value in this exchange. */
  readonly input: (typed: AnyValue | undefined) => string | undefined;
  readonly custom: (typed: AnyValue | undefined, input: AnyValue | undefined) => boolean;
  /** Told of every entry that was looked at, for the explanation. */
  readonly note?: (entry: Message, matched: boolean) => void;
}

/** The action that a matcher ends at (its TypedExtensionConfig), or undefined. */
export function runMatcher(m: Message, context: MatchContext, depth = 0): Message | undefined {
  if (depth > 32) return undefined;
  const found = inList(child(m, 'matcher_list'), context, depth) ?? inTree(child(m, 'matcher_tree'), context, depth);
  return found ?? follow(child(m, 'on_no_match'), context, depth);
}

/** An on_match: its action, or what its nested matcher ends at. */
function follow(onMatch: Message | undefined, context: MatchContext, depth: number): Message | undefined {
  if (onMatch === undefined) return undefined;
  const nested = child(onMatch, 'matcher');
  const found = nested === undefined ? child(onMatch, 'action') : runMatcher(nested, context, depth + 1);
  return flag(onMatch, 'keep_matching') ? undefined : found;
}

function inList(list: Message | undefined, context: MatchContext, depth: number): Message | undefined {
  for (const entry of children(list, 'matchers')) {
    const matched = predicate(child(entry, 'predicate'), context, 0);
    context.note?.(entry, matched);
    const found = matched ? follow(child(entry, 'on_match'), context, depth) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function predicate(p: Message | undefined, context: MatchContext, depth: number): boolean {
  if (p === undefined || depth > 64) return false;
  switch (chosen(p, 'match_type')) {
    case 'single_predicate': {
      const single = child(p, 'single_predicate') as Message;
      const typed = anyOf(child(single, 'input'), 'typed_config');
      if (chosen(single, 'matcher') === 'custom_match') return context.custom(anyOf(child(single, 'custom_match'), 'typed_config'), typed);
      const value = context.input(typed);
      const matcher = child(single, 'value_match');
      return value !== undefined && matcher !== undefined && stringMatcher(matcher).test(value);
    }
    case 'or_matcher':
      return children(child(p, 'or_matcher'), 'predicate').some((q) => predicate(q, context, depth + 1));
    case 'and_matcher':
      return children(child(p, 'and_matcher'), 'predicate').every((q) => predicate(q, context, depth + 1));
    case 'not_matcher':
      return !predicate(child(p, 'not_matcher'), context, depth + 1);
    default:
      return false;
  }
}

function inTree(tree: Message | undefined, context: MatchContext, depth: number): Message | undefined {
  if (tree === undefined) return undefined;
  const value = context.input(anyOf(child(tree, 'input'), 'typed_config'));
  if (value === undefined) return undefined;
  const entry = (field: string, key: string): Message | undefined => {
    const found = mapOf(child(tree, field), 'map').get(key);
    return isMessage(found) ? found : undefined;
  };
  switch (chosen(tree, 'tree_type')) {
    case 'exact_match_map':
      return follow(entry('exact_match_map', value), context, depth);
    case 'prefix_match_map': {
      const keys = [...mapOf(child(tree, 'prefix_match_map'), 'map').keys()]
        .filter((k) => value.startsWith(k))
        .sort((a, b) => b.length - a.length);
      for (const key of keys) {
        const found = follow(entry('prefix_match_map', key), context, depth);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    case 'custom_match':
      return customTree(anyOf(child(tree, 'custom_match'), 'typed_config'), value, context, depth);
    default:
      return undefined;
  }
}

function customTree(typed: AnyValue | undefined, value: string, context: MatchContext, depth: number): Message | undefined {
  if (typed?.message === undefined) return undefined;
  if (typed.type.endsWith('.IPMatcher')) return ipTree(typed.message, value, context, depth);
  if (typed.type.endsWith('.ServerNameMatcher') || typed.type.endsWith('.DomainMatcher'))
    return nameTree(typed.message, value, context, depth);
  return undefined;
}

/** Longest prefix, then declaration order. An exclusive range is not tried when a longer one led nowhere. */
function ipTree(m: Message, value: string, context: MatchContext, depth: number): Message | undefined {
  const ip = parseIp(value);
  if (ip === undefined) return undefined;
  const hits = children(m, 'range_matchers').flatMap((entry, order) =>
    children(entry, 'ranges').flatMap((r) => {
      const cidr: Cidr | undefined = cidrOf(text(r, 'address_prefix'), whole(r, 'prefix_len'));
      return cidr !== undefined && inCidr(cidr, ip) ? [{ entry, order, length: cidr.length }] : [];
    }),
  );
  hits.sort((a, b) => b.length - a.length || a.order - b.order);
  for (const [i, { entry }] of hits.entries()) {
    if (i > 0 && flag(entry, 'exclusive')) continue;
    const found = follow(child(entry, 'on_match'), context, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Exact name, then the longest wildcard, then `*`. */
function nameTree(m: Message, raw: string, context: MatchContext, depth: number): Message | undefined {
  const value = asciiLower(raw);
  const byName = new Map<string, Message>();
  for (const entry of children(m, 'domain_matchers'))
    for (const domain of texts(entry, 'domains')) if (!byName.has(asciiLower(domain))) byName.set(asciiLower(domain), entry);
  const tried = [value];
  for (let dot = value.indexOf('.'); dot >= 0; dot = value.indexOf('.', dot + 1)) tried.push(`*${value.slice(dot)}`);
  for (const key of [...tried, '*']) {
    const entry = byName.get(key);
    const found = entry === undefined ? undefined : follow(child(entry, 'on_match'), context, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}
