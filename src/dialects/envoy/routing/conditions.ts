// Testing one condition of a route against an exchange, and saying what it saw.
import type { Tested } from '../../../simulate/candidates.ts';
import { isGrpcType } from '../format/grpc-status.ts';
import { cidrOf, inCidr, parseIp } from '../match/cidr.ts';
import { inFraction, isOpen, runtimeFraction } from '../match/fraction.ts';
import { headerMatcher, sawHeader } from '../match/header-matcher.ts';
import { queryMatcher, sawQuery } from '../match/query-matcher.ts';
import { stringMatcher } from '../match/string-matcher.ts';
import { metadataMatcher } from '../match/value-matcher.ts';
import type { EnvoyCondition } from '../model.ts';
import { child, children, flag, has, type Message, optionalWhole, text } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard } from '../world.ts';
import { pathOnly, pathTest, withoutParameters } from './path.ts';

const ALL = { numerator: 100, denominator: 100 };

/** Whether a condition of a RouteMatch holds. `table` says how paths are prepared. */
export function conditionHolds(condition: EnvoyCondition, s: Stream, table: Message): boolean {
  const m = condition.config;
  switch (condition.test) {
    case 'runtime_fraction': {
      const fraction = runtimeFraction(m, s.world, s.sample.runtime, ALL);
      if (isOpen(fraction)) s.dependsOnRandom = true;
      return inFraction(fraction, s.random);
    }
    case 'grpc':
      return isGrpcType(s.headers.first('content-type'));
    case 'header':
      return headerMatcher(m).test(s.headers, guard(s.world, 'match_headers_individually'));
    case 'query':
      return queryMatcher(m).test(s.headers.first(':path') ?? '', guard(s.world, 'enable_new_query_param_present_match_behavior'));
    case 'cookie':
      return cookieHolds(m, s);
    case 'tls_context':
      return tlsHolds(m, s);
    case 'dynamic_metadata':
      return metadataMatcher(m).test(s.metadata);
    case 'filter_state':
      return filterStateHolds(m, s);
    default:
      return pathHolds(condition, s, table);
  }
}

/** Envoy 1.40: from all Cookie headers, the first value of the name, quotes removed; absent is false, which invert_match turns. */
function cookieHolds(m: Message, s: Stream): boolean {
  const value = cookieOf(s, text(m, 'name'));
  const test = child(m, 'string_match');
  const ok = value !== undefined && (test === undefined || stringMatcher(test).test(value));
  return ok !== flag(m, 'invert_match');
}

export function cookieOf(s: Pick<Stream, 'headers'>, name: string): string | undefined {
  for (const header of s.headers.all('cookie'))
    for (const part of header.split(';')) {
      const equals = part.indexOf('=');
      if (equals < 0 || part.slice(0, equals).replace(/^ +/, '') !== name) continue;
      const value = part.slice(equals + 1);
      return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
    }
  return undefined;
}

/** Without TLS no certificate is presented, and none is valid. */
function tlsHolds(m: Message, s: Stream): boolean {
  const peer = s.connection.tls ? s.connection.peer : undefined;
  if (has(m, 'presented') && flag(m, 'presented') !== (peer !== undefined)) return false;
  return !has(m, 'validated') || flag(m, 'validated') === (peer?.validated === true);
}

export function filterStateHolds(m: Message, s: Stream): boolean {
  const found = s.filterState.get(text(m, 'key'));
  if (found === undefined) return false;
  const address = child(m, 'address_match');
  if (address === undefined) {
    const test = child(m, 'string_match');
    return test !== undefined && stringMatcher(test).test(found.text);
  }
  const ip = parseIp(found.text.replace(/:[0-9]+$/, '').replace(/^\[|\]$/g, ''));
  const inside =
    ip !== undefined &&
    children(address, 'ranges').some((r) => {
      const cidr = cidrOf(text(r, 'address_prefix'), optionalWhole(r, 'prefix_len') ?? 0);
      return cidr !== undefined && inCidr(cidr, ip);
    });
  return inside !== flag(address, 'invert_match');
}

/** The path that conditions see: `;` parameters go where the route configuration says so. */
export function matchedPath(s: Stream, table: Message): string {
  const path = pathOnly(s.headers.first(':path') ?? '');
  return flag(table, 'ignore_path_parameters_in_path_matching')
    ? withoutParameters(path, guard(s.world, 'strip_path_parameters_per_segment'))
    : path;
}

function pathHolds(condition: EnvoyCondition, s: Stream, table: Message): boolean {
  if (condition.test === 'connect_matcher')
    return s.headers.first(':method') === 'CONNECT' || (s.headers.first('upgrade') ?? '').toLowerCase() === 'connect-udp';
  if (!s.headers.has(':path')) return false;
  // Envoy 1.40: templates see the path with its parameters
  const path = condition.test === 'path_match_policy' ? pathOnly(s.headers.first(':path') ?? '') : matchedPath(s, table);
  return pathTest(condition.config)(path);
}

/** The same with what was seen. */
export function conditionTested(condition: EnvoyCondition, s: Stream, table: Message): Tested {
  const { dependsOnRandom } = s;
  const ok = conditionHolds(condition, s, table);
  // What is told decides nothing.
  s.dependsOnRandom = dependsOnRandom;
  return { ok, saw: saw(condition, s, table) };
}

function saw(condition: EnvoyCondition, s: Stream, table: Message): string {
  const m = condition.config;
  switch (condition.test) {
    case 'runtime_fraction': {
      const fraction = runtimeFraction(m, s.world, s.sample.runtime, ALL);
      return `random value ${s.random} gives ${s.random % BigInt(fraction.denominator)} of ${fraction.denominator}`;
    }
    case 'grpc':
      return sawHeader(s.headers, 'content-type');
    case 'header':
      return sawHeader(s.headers, condition.name ?? '');
    case 'query':
      return sawQuery(s.headers.first(':path') ?? '', condition.name ?? '');
    case 'cookie': {
      const value = cookieOf(s, condition.name ?? '');
      return value === undefined ? `cookie ${condition.name} is absent` : `cookie ${condition.name} is ${JSON.stringify(value)}`;
    }
    case 'tls_context':
      return s.connection.peer === undefined ? 'there is no client certificate' : 'there is a client certificate';
    case 'dynamic_metadata': {
      const test = metadataMatcher(m);
      return s.metadata.has(test.filter) ? `metadata ${test.filter} has another value` : `there is no metadata ${test.filter}`;
    }
    case 'filter_state':
      return s.filterState.has(text(m, 'key')) ? 'filter state has another value' : `there is no filter state ${text(m, 'key')}`;
    case 'connect_matcher':
      return `method is ${s.headers.first(':method')}`;
    default:
      return `path is ${matchedPath(s, table)}`;
  }
}
