// AccessLogFilter: which requests an access log writes, and to which replies a local_reply_config mapper applies.
import { evaluateCondition } from '../expressions.ts';
import { grpcNumber, grpcStatusNumber } from '../format/grpc-status.ts';
import { fractionOf, inFraction, isOpen } from '../match/fraction.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { atPath, pathOf, valueMatcher } from '../match/value-matcher.ts';
import { anyOf, child, children, chosen, flag, has, type Message, numbers, optionalWhole, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard, runtimeNumber } from '../world.ts';

/** Whether the filter lets the exchange through; no filter lets everything through. */
export function logFilterPasses(filter: Message | undefined, s: Stream, logType = 'DownstreamEnd'): boolean {
  if (filter === undefined) return true;
  const kind = chosen(filter, 'filter_specifier');
  const inner = kind === undefined ? undefined : child(filter, kind);
  if (inner === undefined) return true;
  switch (kind) {
    case 'status_code_filter':
      return compares(child(inner, 'comparison'), s.status, s);
    case 'duration_filter':
      return compares(child(inner, 'comparison'), s.elapsed, s);
    case 'not_health_check_filter':
      return !s.healthCheck;
    case 'traceable_filter':
      return s.span?.traced === true;
    case 'runtime_filter':
      return sampled(inner, s);
    case 'and_filter':
      return children(inner, 'filters').every((f) => logFilterPasses(f, s, logType));
    case 'or_filter':
      return children(inner, 'filters').some((f) => logFilterPasses(f, s, logType));
    case 'header_filter': {
      const header = child(inner, 'header');
      return header !== undefined && headerMatcher(header).test(s.headers, guard(s.world, 'match_headers_individually'));
    }
    case 'response_flag_filter': {
      const flags = texts(inner, 'flags');
      return flags.length === 0 ? s.flags.size > 0 : flags.some((f) => s.flags.has(f));
    }
    case 'grpc_status_filter': {
      const listed = statuses(inner).includes(grpcNumber(s) ?? 2);
      return listed !== flag(inner, 'exclude');
    }
    case 'metadata_filter':
      return metadataPasses(inner, s);
    case 'log_type_filter':
      return texts(inner, 'types').includes(logType) !== flag(inner, 'exclude');
    case 'extension_filter': {
      const typed = anyOf(inner, 'typed_config');
      if (typed?.type.endsWith('.ExpressionFilter') === true && typed.message !== undefined)
        return evaluateCondition(text(typed.message, 'expression'), { stream: s, logType, phase: 'log' });
      return true;
    }
    default:
      return true;
  }
}

const statuses = (m: Message): readonly number[] => [...texts(m, 'statuses').map(grpcStatusNumber), ...numbers(m, 'statuses')];

function compares(comparison: Message | undefined, actual: number, s: Stream): boolean {
  const value = child(comparison, 'value');
  const wanted =
    value === undefined
      ? 0
      : (runtimeNumber(s.world, s.sample.runtime, text(value, 'runtime_key')) ?? optionalWhole(value, 'default_value') ?? 0);
  switch (comparison === undefined ? 'EQ' : text(comparison, 'op', 'EQ')) {
    case 'GE':
      return actual >= wanted;
    case 'LE':
      return actual <= wanted;
    case 'NE':
      return actual !== wanted;
    default:
      return actual === wanted;
  }
}

/** Envoy 1.40: the first eight hex digits of x-request-id, modulo the denominator; independent randomness is the random value. */
function sampled(m: Message, s: Stream): boolean {
  const fraction = has(m, 'percent_sampled')
    ? runtimeFractionOf(m, s)
    : { numerator: runtimeNumber(s.world, s.sample.runtime, text(m, 'runtime_key')) ?? 0, denominator: 100 };
  const id = s.headers.first('x-request-id') ?? '';
  if (flag(m, 'use_independent_randomness') || !/^[0-9a-f]{8}/i.test(id)) {
    if (isOpen(fraction)) s.dependsOnRandom = true;
    return inFraction(fraction, s.random);
  }
  return inFraction(fraction, BigInt(`0x${id.slice(0, 8)}`));
}

function runtimeFractionOf(m: Message, s: Stream): { readonly numerator: number; readonly denominator: number } {
  const fraction = fractionOf(child(m, 'percent_sampled'), { numerator: 0, denominator: 100 });
  const own = runtimeNumber(s.world, s.sample.runtime, text(m, 'runtime_key'));
  return own === undefined ? fraction : { numerator: own, denominator: fraction.denominator };
}

function metadataPasses(m: Message, s: Stream): boolean {
  const matcher = child(m, 'matcher');
  if (matcher === undefined) return true;
  const value = atPath(s.metadata.get(text(matcher, 'filter')), pathOf(matcher));
  if (value === undefined) return flag(m, 'match_if_key_not_found', true);
  const test = child(matcher, 'value');
  // Envoy 1.40: a matcher's `invert` is not looked at here
  return test !== undefined && valueMatcher(test)(value);
}
