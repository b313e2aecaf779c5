// Timeouts of a forwarded request. Envoy 1.40: the route's timeout is 15 s unless given, 0 is none; internal callers may override by
// headers; a per-try timeout that is not shorter is ignored; the effective value is told upstream.
import { isGrpcType } from '../format/grpc-status.ts';
import { child, has, type Message, milliseconds } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { retryPolicyOf } from './retry.ts';

export interface Timeouts {
  /** Milliseconds; 0: none. */
  readonly global: number;
  readonly perTry: number;
  /** Value of x-envoy-expected-rq-timeout-ms; undefined: not set. */
  readonly expected: string | undefined;
  readonly maxStream: number;
  readonly idle: number;
}

export function timeoutsOf(s: Stream, action: Message): Timeouts {
  const stream = child(action, 'max_stream_duration');
  let global = milliseconds(action, 'timeout') ?? 15_000;
  if (stream !== undefined && (has(stream, 'max_stream_duration') || has(stream, 'grpc_timeout_header_max'))) global = 0;
  const grpcMax = milliseconds(action, 'max_grpc_timeout');
  const isGrpc = isGrpcType(s.headers.first('content-type'));
  if (isGrpc && grpcMax !== undefined) {
    const given = grpcTimeout(s.headers.first('grpc-timeout'));
    const offset = milliseconds(action, 'grpc_timeout_offset') ?? 0;
    const asked = given !== undefined && given > offset ? given - offset : given;
    global = asked === undefined ? (has(action, 'timeout') ? global : grpcMax) : grpcMax > 0 ? Math.min(asked, grpcMax) : asked;
  }
  const own = integer(s.headers.first('x-envoy-upstream-rq-timeout-ms'));
  if (own !== undefined) global = own;
  let perTry = milliseconds(retryPolicyOf(s, action), 'per_try_timeout') ?? 0;
  const ownTry = integer(s.headers.first('x-envoy-upstream-rq-per-try-timeout-ms'));
  if (ownTry !== undefined) perTry = ownTry;
  if (global > 0 && perTry >= global) perTry = 0;
  const shortest = perTry > 0 && (global === 0 || perTry < global) ? perTry : global;
  const maxStream = streamDuration(s, stream);
  const told = shortest > 0 ? shortest : stream === undefined ? 0 : maxStream;
  if (isGrpc && told > 0 && (stream !== undefined || grpcMax !== undefined)) s.headers.set('grpc-timeout', `${Math.ceil(told)}m`);
  return {
    global,
    perTry,
    expected: shortest > 0 ? String(Math.floor(shortest)) : undefined,
    maxStream,
    idle: milliseconds(action, 'idle_timeout') ?? milliseconds(s.hcm, 'stream_idle_timeout') ?? 300_000,
  };
}

function streamDuration(s: Stream, route: Message | undefined): number {
  const most = milliseconds(route, 'grpc_timeout_header_max');
  const asked = most === undefined ? undefined : grpcTimeout(s.headers.first('grpc-timeout'));
  if (most !== undefined && asked !== undefined) return most > 0 ? Math.min(asked, most) : asked;
  const own = milliseconds(route, 'max_stream_duration');
  if (own !== undefined) return own;
  return milliseconds(child(s.hcm, 'common_http_protocol_options'), 'max_stream_duration') ?? 0;
}

const integer = (text: string | undefined): number | undefined =>
  text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;

const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 0.001, n: 0.000001 };

/** `10S`: up to eight digits and a unit. */
function grpcTimeout(text: string | undefined): number | undefined {
  const found = text === undefined ? null : /^([0-9]{1,8})([HMSmun])$/.exec(text);
  return found === null ? undefined : Math.ceil(Number(found[1]) * (UNITS[found[2] as string] as number));
}
