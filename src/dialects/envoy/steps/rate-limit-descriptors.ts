// Descriptors of rate limits: each rate_limits entry makes one of its actions, in order; an action that gives nothing drops it.
import { evaluateText } from '../expressions.ts';
import { printFormat } from '../format/format.ts';
import { cidrOf, ipText, parseIp } from '../match/cidr.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { textInput } from '../match/inputs.ts';
import { namespacesOf } from '../match/namespaces.ts';
import { firstQuery, percentDecoded, queryMatcher } from '../match/query-matcher.ts';
import { atPath, pathOf } from '../match/value-matcher.ts';
import { anyOf, child, children, chosen, flag, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';

export interface Entry {
  readonly key: string;
  readonly value: string;
}

/** What an action gives: an entry, nothing that drops the descriptor, or nothing that is skipped. */
type Made = Entry | 'drop' | 'skip';

/** The descriptors of rate limits of a stage. */
export function descriptorsOf(limits: readonly Message[], stage: number, s: Stream): readonly (readonly Entry[])[] {
  return limits.flatMap((limit) => {
    if ((optionalWhole(limit, 'stage') ?? 0) !== stage) return [];
    const entries: Entry[] = [];
    for (const action of children(limit, 'actions')) {
      const made = entryOf(action, s);
      if (made === 'drop') return [];
      if (made !== 'skip') entries.push(made);
    }
    return entries.length === 0 ? [] : [entries];
  });
}

const absent = (inner: Message): Made => (flag(inner, 'skip_if_absent') ? 'skip' : 'drop');

function entryOf(action: Message, s: Stream): Made {
  const kind = chosen(action, 'action_specifier');
  const inner = kind === undefined ? undefined : child(action, kind);
  if (inner === undefined) return 'drop';
  const path = s.headers.first(':path') ?? '';
  switch (kind) {
    case 'source_cluster':
      return { key: 'source_cluster', value: s.world.nodeCluster };
    case 'destination_cluster':
      return s.cluster === undefined || s.cluster === '' ? 'drop' : { key: 'destination_cluster', value: s.cluster };
    case 'request_headers': {
      const value = s.headers.first(text(inner, 'header_name').toLowerCase());
      return value === undefined ? absent(inner) : { key: text(inner, 'descriptor_key'), value };
    }
    case 'query_parameters': {
      const value = firstQuery(path, text(inner, 'query_parameter_name'));
      return value === undefined ? absent(inner) : { key: text(inner, 'descriptor_key') || 'query_param', value: percentDecoded(value) };
    }
    case 'remote_address':
      return { key: 'remote_address', value: s.remote.ip };
    case 'masked_remote_address':
      return maskedAddress(inner, s);
    case 'generic_key':
      return {
        key: text(inner, 'descriptor_key') || 'generic_key',
        value: formatted(text(inner, 'descriptor_value'), s) || text(inner, 'default_value'),
      };
    case 'header_value_match': {
      const all = children(inner, 'headers').every((h) => headerMatcher(h).test(s.headers, guard(s.world, 'match_headers_individually')));
      return all === flag(inner, 'expect_match', true)
        ? { key: text(inner, 'descriptor_key') || 'header_match', value: formatted(text(inner, 'descriptor_value'), s) }
        : 'drop';
    }
    case 'query_parameter_value_match': {
      const all = children(inner, 'query_parameters').every((q) => {
        const value = firstQuery(path, text(q, 'name'));
        return queryMatcher(q).testValue(
          value === undefined ? undefined : percentDecoded(value),
          guard(s.world, 'enable_new_query_param_present_match_behavior'),
        );
      });
      return all === flag(inner, 'expect_match', true)
        ? { key: text(inner, 'descriptor_key') || 'query_match', value: formatted(text(inner, 'descriptor_value'), s) }
        : 'drop';
    }
    case 'metadata':
    case 'dynamic_metadata':
      return metadata(inner, s);
    case 'remote_address_match':
      return { key: text(inner, 'descriptor_key') || 'remote_address_match', value: text(inner, 'descriptor_value') };
    default:
      return extension(inner, s);
  }
}

const formatted = (value: string, s: Stream): string =>
  guard(s.world, 'enable_formatter_for_ratelimit_action_descriptor_value')
    ? printFormat(value, { stream: s, logType: 'NotSet', phase: 'request' }, '')
    : value;

function maskedAddress(inner: Message, s: Stream): Made {
  const ip = parseIp(s.remote.ip);
  if (ip === undefined) return 'drop';
  const length =
    ip.version === 4 ? (optionalWhole(inner, 'v4_prefix_mask_len') ?? 32) : (optionalWhole(inner, 'v6_prefix_mask_len') ?? 128);
  const cidr = cidrOf(s.remote.ip, length);
  return cidr === undefined
    ? 'drop'
    : { key: 'masked_remote_address', value: `${ipText({ version: cidr.version, value: cidr.value })}/${cidr.length}` };
}

function metadata(inner: Message, s: Stream): Made {
  const key = child(inner, 'metadata_key');
  const source = text(inner, 'source', 'DYNAMIC') === 'ROUTE_ENTRY' ? namespacesOf(child(s.route?.config, 'metadata')) : s.metadata;
  const value = key === undefined ? undefined : atPath(source.get(text(key, 'key')), pathOf(key));
  const kept = typeof value === 'string' && value !== '' ? value : text(inner, 'default_value');
  return kept === '' ? absent(inner) : { key: text(inner, 'descriptor_key'), value: kept };
}

/** A CEL expression, or an input of the matcher API. */
function extension(inner: Message, s: Stream): Made {
  const typed = anyOf(inner, 'typed_config');
  if (typed?.message === undefined) return 'drop';
  if (typed.type.includes('.rate_limit_descriptors.expr.')) {
    const value = evaluateText(text(typed.message, 'text'), { stream: s, logType: 'NotSet', phase: 'request' });
    if (value === undefined) return flag(typed.message, 'skip_if_error') ? 'skip' : 'drop';
    return { key: text(typed.message, 'descriptor_key'), value };
  }
  const value = textInput(typed, s);
  return value === undefined || value === '' ? 'drop' : { key: text(inner, 'name'), value };
}
