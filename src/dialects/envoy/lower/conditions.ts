// A RouteMatch as conditions, in the order in which Envoy 1.40 tries them: runtime fraction, gRPC, headers, query parameters,
// cookies, TLS, dynamic metadata, filter state, and the path last.
import type { Condition } from '../../../model/model.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { queryMatcher } from '../match/query-matcher.ts';
import { saysNot, stringMatcher } from '../match/string-matcher.ts';
import { metadataMatcher } from '../match/value-matcher.ts';
import type { EnvoyCondition } from '../model.ts';
import { anyOf, child, children, chosen, flag, has, type Message, originOf, text, whole } from '../schema/message.ts';

/** The conditions of a RouteMatch. */
export function conditionsOf(match: Message): readonly EnvoyCondition[] {
  const out: EnvoyCondition[] = [];
  const add = (on: Condition['on'], test: string, says: string, config: Message, field?: string, name?: string): void => {
    out.push({ on, test, says, config, origin: originOf(config, field), ...(name === undefined ? {} : { name }) });
  };
  const fraction = child(match, 'runtime_fraction');
  if (fraction !== undefined)
    add('fraction', 'runtime_fraction', fractionSays(fraction), fraction, undefined, text(fraction, 'runtime_key'));
  const grpc = child(match, 'grpc');
  if (grpc !== undefined) add('header', 'grpc', 'the request is gRPC', grpc, undefined, 'content-type');
  for (const header of children(match, 'headers'))
    add('header', 'header', headerMatcher(header).says, header, undefined, headerMatcher(header).name);
  for (const query of children(match, 'query_parameters'))
    add('query', 'query', queryMatcher(query).says, query, undefined, text(query, 'name'));
  for (const cookie of children(match, 'cookies')) {
    const test = child(cookie, 'string_match');
    const says = test === undefined ? 'is present' : stringMatcher(test).says;
    add(
      'cookie',
      'cookie',
      `cookie ${text(cookie, 'name')} ${flag(cookie, 'invert_match') ? `${saysNot(says)}, or is absent` : says}`,
      cookie,
      undefined,
      text(cookie, 'name'),
    );
  }
  const tls = child(match, 'tls_context');
  if (tls !== undefined) add('transport', 'tls_context', tlsSays(tls), tls);
  for (const m of children(match, 'dynamic_metadata')) add('metadata', 'dynamic_metadata', metadataMatcher(m).says, m);
  for (const m of children(match, 'filter_state'))
    add('metadata', 'filter_state', `filter state ${text(m, 'key')} matches`, m, undefined, text(m, 'key'));
  add('path', chosen(match, 'path_specifier') ?? 'none', pathSays(match), match, chosen(match, 'path_specifier'));
  return out;
}

function fractionSays(m: Message): string {
  const value = child(m, 'default_value');
  const key = text(m, 'runtime_key');
  const of =
    { HUNDRED: 100, TEN_THOUSAND: 10_000, MILLION: 1_000_000 }[value === undefined ? 'HUNDRED' : text(value, 'denominator', 'HUNDRED')] ??
    100;
  const share = `${value === undefined ? 0 : whole(value, 'numerator')} of ${of.toLocaleString('en')} requests`;
  return key === '' ? share : `${share} (runtime key ${key})`;
}

function tlsSays(m: Message): string {
  const parts: string[] = [];
  if (has(m, 'presented')) parts.push(flag(m, 'presented') ? 'a client certificate is presented' : 'no client certificate is presented');
  if (has(m, 'validated'))
    parts.push(flag(m, 'validated') ? 'the client certificate is validated' : 'the client certificate is not validated');
  return parts.length === 0 ? 'any TLS state' : parts.join(' and ');
}

/** `path starts with /api`. */
function pathSays(match: Message): string {
  const kind = chosen(match, 'path_specifier');
  const any = flag(match, 'case_sensitive', true) ? '' : ' (any case)';
  switch (kind) {
    case 'prefix':
      return text(match, 'prefix') === '/' ? 'any path' : `path starts with ${text(match, 'prefix')}${any}`;
    case 'path':
      return `path is ${text(match, 'path')}${any}`;
    case 'safe_regex':
      return `path matches ${text(child(match, 'safe_regex') ?? match, 'regex')}`;
    case 'path_separated_prefix':
      return `path is ${text(match, 'path_separated_prefix')} or below it${any}`;
    case 'connect_matcher':
      return 'method is CONNECT';
    case 'path_match_policy': {
      const typed = anyOf(child(match, 'path_match_policy'), 'typed_config')?.message;
      return `path fits ${typed === undefined ? 'a path match policy' : text(typed, 'path_template')}`;
    }
    default:
      return 'a path that is not specified';
  }
}
