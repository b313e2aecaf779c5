// envoy.filters.http.fault: a delay, then an abort, each for a share of the requests that fit.
import { CONTINUE, passes } from '../../../simulate/phases.ts';
import { type Fraction, fractionOf, inFraction, isOpen } from '../match/fraction.ts';
import { headerMatcher } from '../match/header-matcher.ts';
import { child, children, chosen, type Message, milliseconds, optionalWhole, text, texts } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { guard, runtimeNumber } from '../world.ts';
import { configOf, type EnvoyStep, perRoute, statPrefix } from './step.ts';

const NONE: Fraction = { numerator: 0, denominator: 100 };

export const fault: EnvoyStep = {
  request: (policy, s) => {
    const config = perRoute(s, policy, '.HTTPFault')[0] ?? configOf(policy);
    if (config === undefined) return CONTINUE;
    if (!fits(config, s)) return passes('its faults are not for this request');
    const delay = child(config, 'delay');
    if (delay !== undefined && delays(delay, config, s)) {
      s.flags.add('DI');
      count(s, 'delays_injected');
    }
    const abort = child(config, 'abort');
    const status = abort === undefined ? undefined : abortStatus(abort, config, s);
    if (status === undefined) return passes(s.flags.has('DI') ? 'delays the request' : 'no fault falls on this request');
    count(s, 'aborts_injected');
    const body = abort === undefined ? '' : text(abort, 'response_body');
    return {
      kind: 'reply',
      reply: {
        status: status.http,
        body: body === '' ? 'fault filter abort' : body,
        details: 'fault_filter_abort',
        flags: ['FI'],
        ...(status.grpc === undefined ? {} : { grpcStatus: status.grpc }),
      },
    };
  },
};

/** Envoy 1.40: once for all, and once for the caller's service where it says which it is. */
function count(s: Stream, name: string): void {
  const caller = s.headers.first('x-envoy-downstream-service-cluster') ?? '';
  for (const by of caller === '' ? [''] : ['', `${caller}.`]) s.counters.add(`${statPrefix(s)}fault.${by}${name}`);
}

function fits(config: Message, s: Stream): boolean {
  const cluster = text(config, 'upstream_cluster');
  if (cluster !== '' && s.cluster !== cluster) return false;
  const nodes = texts(config, 'downstream_nodes');
  if (nodes.length > 0 && !nodes.includes(s.headers.first('x-envoy-downstream-service-node') ?? '')) return false;
  return children(config, 'headers').every((h) => headerMatcher(h).test(s.headers, guard(s.world, 'match_headers_individually')));
}

function hits(percentage: Message | undefined, runtimeKey: string, header: string | undefined, s: Stream): boolean {
  const base = fractionOf(percentage, NONE);
  const own = runtimeNumber(s.world, s.sample.runtime, runtimeKey);
  const asked = header === undefined ? undefined : number(s.headers.first(header));
  const limited = asked === undefined ? base : { numerator: Math.min(asked, base.numerator), denominator: base.denominator };
  const fraction = own === undefined ? limited : { numerator: own, denominator: base.denominator };
  if (isOpen(fraction)) s.dependsOnRandom = true;
  return inFraction(fraction, s.random);
}

const number = (value: string | undefined): number | undefined =>
  value !== undefined && /^[0-9]{1,9}$/.test(value) ? Number(value) : undefined;

function delays(delay: Message, config: Message, s: Stream): boolean {
  const byHeader = chosen(delay, 'fault_delay_secifier') === 'header_delay';
  const ms = byHeader ? number(s.headers.first('x-envoy-fault-delay-request')) : milliseconds(delay, 'fixed_delay');
  if (ms === undefined || ms <= 0) return false;
  return hits(
    child(delay, 'percentage'),
    text(config, 'delay_percent_runtime') || 'fault.http.delay.fixed_delay_percent',
    byHeader ? 'x-envoy-fault-delay-request-percentage' : undefined,
    s,
  );
}

interface Abort {
  readonly http: number;
  readonly grpc: number | undefined;
}

function abortStatus(abort: Message, config: Message, s: Stream): Abort | undefined {
  const kind = chosen(abort, 'error_type');
  const byHeader = kind === 'header_abort';
  if (
    !hits(
      child(abort, 'percentage'),
      text(config, 'abort_percent_runtime') || 'fault.http.abort.abort_percent',
      byHeader ? 'x-envoy-fault-abort-request-percentage' : undefined,
      s,
    )
  )
    return undefined;
  if (kind === 'http_status')
    return {
      http:
        runtimeNumber(s.world, s.sample.runtime, text(config, 'abort_http_status_runtime') || 'fault.http.abort.http_status') ??
        optionalWhole(abort, 'http_status') ??
        0,
      grpc: undefined,
    };
  if (kind === 'grpc_status') return { http: 200, grpc: optionalWhole(abort, 'grpc_status') ?? 0 };
  const http = number(s.headers.first('x-envoy-fault-abort-request'));
  if (http !== undefined && http >= 200 && http < 600) return { http, grpc: undefined };
  const grpc = number(s.headers.first('x-envoy-fault-abort-grpc-request'));
  return grpc === undefined ? undefined : { http: 200, grpc };
}
