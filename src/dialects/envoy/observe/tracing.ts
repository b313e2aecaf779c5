// Whether a request is traced, and what tracing changes of it. Envoy 1.40 decides once, when the route is known, by the number that the
// first eight digits of x-request-id are, and keeps the reason in the id itself (its fifteenth character), so that the next Envoy
// decides alike: `9` sampled, `b` the client's wish, `a` an internal caller's force, `4` none.
import type { Change } from '../../../model/decision.ts';
import { type Fraction, fractionOf, inFraction, isOpen } from '../match/fraction.ts';
import { anyOf, child, flag, has, type Message, originOf, text } from '../schema/message.ts';
import { statPrefix } from '../steps/step.ts';
import type { Span, Stream } from '../stream.ts';
import { runtimeNumber } from '../world.ts';

const REASONS = {
  sampled: { letter: '9', counter: 'random_sampling' },
  client: { letter: 'b', counter: 'client_enabled' },
  service: { letter: 'a', counter: 'service_forced' },
  none: { letter: '4', counter: 'not_traceable' },
} as const;
export type Reason = keyof typeof REASONS;

interface Verdict {
  readonly reason: Reason;
  readonly because: string;
  /** The setting that decided. */
  readonly setting: string | undefined;
}

/** Decides, names the span, and puts the reason into the request's id. Nothing happens where the connection manager does not trace. */
export function startTrace(s: Stream): void {
  const config = child(s.hcm, 'tracing');
  if (config === undefined) return;
  const before = s.headers.first('x-request-id');
  const verdict = decide(s, config, before);
  const { letter, counter } = REASONS[verdict.reason];
  s.counters.add(`${statPrefix(s)}tracing.${counter}`);
  const isKept = verdict.setting === undefined || before === undefined || before.length < 36 || !packsReason(s);
  if (!isKept && verdict.reason !== 'none') s.headers.set('x-request-id', `${before.slice(0, 14)}${letter}${before.slice(15)}`);
  s.span = spanOf(s, config, verdict.reason);
  const after = s.headers.first('x-request-id');
  s.trace.record(() => {
    const changes: Change[] =
      before !== undefined && after !== undefined && before !== after ? [{ what: 'x-request-id', before, after }] : [];
    return {
      step: 'tracing',
      target: 'this request',
      result: verdict.reason === 'none' ? 'skip' : changes.length > 0 ? 'change' : 'match',
      because: `${verdict.reason === 'none' ? 'is not traced' : 'is traced'}: ${verdict.because}`,
      origin: settingOrigin(s, config, verdict.setting),
      ...(changes.length > 0 ? { changes } : {}),
    };
  });
}

/** The route's tracing replaces the samplings of the connection manager, set or not. */
const routeTracing = (s: Stream): Message | undefined => child(s.route?.config, 'tracing');

function settingOrigin(s: Stream, config: Message, setting: string | undefined): ReturnType<typeof originOf> {
  const own = routeTracing(s);
  if (setting === undefined) return originOf(config);
  return own === undefined ? originOf(config, setting) : originOf(own, setting);
}

const idConfig = (s: Stream): Message | undefined => anyOf(child(s.hcm, 'request_id_extension'), 'typed_config')?.message;
const packsReason = (s: Stream): boolean => {
  const config = idConfig(s);
  return config === undefined || !has(config, 'pack_trace_reason') || flag(config, 'pack_trace_reason');
};

function decide(s: Stream, config: Message, id: string | undefined): Verdict {
  if (s.healthCheck) return { reason: 'none', because: 'health checks are not traced', setting: undefined };
  if (id === undefined) return { reason: 'none', because: 'the request has no `x-request-id` to decide by', setting: undefined };
  const packed = (Object.keys(REASONS) as Reason[]).find((r) => r !== 'none' && id.length >= 36 && id[14] === REASONS[r].letter);
  const wanted: Verdict =
    packed === undefined
      ? askAnew(s, config, id)
      : { reason: packed, because: '`x-request-id` says that the trace has begun before', setting: undefined };
  if (wanted.reason === 'none') return wanted;
  const overall = share(s, config, 'overall_sampling', 'tracing.global_enabled', 100);
  if (takes(s, overall, id)) return wanted;
  return { reason: 'none', because: `${wanted.because}, but \`overall_sampling\` ${says(s, overall, id)}`, setting: 'overall_sampling' };
}

function askAnew(s: Stream, config: Message, id: string): Verdict {
  const client = share(s, config, 'client_sampling', 'tracing.client_enabled', 100);
  if (s.headers.has('x-client-trace-id') && inFraction(client, s.random))
    return { reason: 'client', because: 'the client asks for it with `x-client-trace-id`', setting: 'client_sampling' };
  if (s.headers.has('x-envoy-force-trace'))
    return { reason: 'service', because: 'an internal caller asks for it with `x-envoy-force-trace`', setting: 'random_sampling' };
  const random = share(s, config, 'random_sampling', 'tracing.random_sampling', 10_000);
  const reason = takes(s, random, id) ? 'sampled' : 'none';
  return { reason, because: `\`random_sampling\` ${says(s, random, id)}`, setting: 'random_sampling' };
}

/** A share as the route has it, else the connection manager, else all; a runtime key may replace it. `parts` is how fine a percentage is. */
function share(s: Stream, config: Message, name: string, key: string, parts: number): Fraction {
  const route = routeTracing(s);
  const percent = child(config, name);
  const value = percent?.fields.get('value')?.value;
  const own = Math.trunc(((typeof value === 'number' ? value : 0) * parts) / 100);
  const all = { numerator: 100, denominator: 100 };
  const given =
    route === undefined ? (percent === undefined ? all : { numerator: own, denominator: parts }) : fractionOf(child(route, name), all);
  const runtime = runtimeNumber(s.world, s.sample.runtime, key);
  return runtime === undefined ? given : { ...given, numerator: runtime };
}

/** The number that decides: of an id that is made here, the sample's random value. */
const numberOf = (s: Stream, id: string): bigint => (/^[0-9a-f]{8}/i.test(id) ? BigInt(`0x${id.slice(0, 8)}`) : s.random);

function takes(s: Stream, f: Fraction, id: string): boolean {
  if (isOpen(f) && !/^[0-9a-f]{8}/i.test(id)) s.dependsOnRandom = true;
  return inFraction(f, numberOf(s, id));
}

function says(s: Stream, f: Fraction, id: string): string {
  const percent = `${(f.numerator * 100) / f.denominator} %`;
  if (!isOpen(f)) return `is ${percent}`;
  const source = /^[0-9a-f]{8}/i.test(id) ? '`x-request-id` gives' : 'the random value gives';
  const number = numberOf(s, id) % BigInt(f.denominator);
  return `is ${percent}: ${source} ${number} of ${f.denominator}, which is ${inFraction(f, number) ? '' : 'not '}below ${f.numerator}`;
}

/** The span as it begins. Envoy 1.40: spans that are not sent have names and headers all the same. */
function spanOf(s: Stream, config: Message, reason: Reason): Span {
  const egress = text(s.connection.listener.config, 'traffic_direction') === 'OUTBOUND';
  const decorator = child(s.route?.config, 'decorator');
  const decorated = decorator === undefined ? '' : text(decorator, 'operation');
  const propagates = decorator !== undefined && flag(decorator, 'propagate', true) && decorated !== '';
  const given = s.headers.first('x-envoy-decorator-operation');
  if (egress && propagates) s.headers.set('x-envoy-decorator-operation', decorated);
  if (!egress) s.headers.remove('x-envoy-decorator-operation');
  const isOverridden = !egress && given !== undefined && given !== '';
  return {
    config,
    traced: reason !== 'none',
    kept: isUnsampled(s, config),
    egress,
    operation: isOverridden ? given : decorated !== '' ? decorated : (s.headers.first(':authority') ?? ''),
    answered: !egress && propagates && !isOverridden ? decorated : undefined,
  };
}

const tracerOf = (config: Message): string => anyOf(child(config, 'provider'), 'typed_config')?.type ?? '';
const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-(0[01])$/;

/** The client's own trace says that it is not sampled. */
function isUnsampled({ headers }: Stream, config: Message): boolean {
  const tracer = tracerOf(config);
  if (tracer.endsWith('.ZipkinConfig')) return headers.has('x-b3-traceid') && headers.first('x-b3-sampled') === '0';
  return tracer.endsWith('.OpenTelemetryConfig') && TRACE_PARENT.exec(headers.first('traceparent') ?? '')?.[2] === '00';
}

/** What the response says of the span: the operation, to whoever called an inbound listener; what the upstream says stays here outbound. */
export function endTrace(s: Stream): void {
  const { span, responseHeaders: headers } = s;
  if (span === undefined || headers === undefined) return;
  if (span.answered !== undefined) headers.set('x-envoy-decorator-operation', span.answered);
  if (!span.egress) return;
  const given = headers.first('x-envoy-decorator-operation');
  if (given !== undefined && given !== '') s.span = { ...span, operation: given };
  headers.remove('x-envoy-decorator-operation');
}

/** Headers that carry the trace upstream, by the tracer. Ids that are made here are random. */
export function carryTrace(s: Stream): void {
  const { span } = s;
  if (span === undefined || flag(span.config, 'no_context_propagation')) return;
  const type = tracerOf(span.config);
  if (type.endsWith('.ZipkinConfig')) carryB3(s, span);
  else if (type.endsWith('.OpenTelemetryConfig')) {
    const parent = TRACE_PARENT.exec(s.headers.first('traceparent') ?? '');
    s.headers.set('traceparent', `00-${parent?.[1] ?? '*'}-*-${parent?.[2] ?? (span.traced ? '01' : '00')}`);
  }
}

function carryB3(s: Stream, span: Span): void {
  const { headers } = s;
  const own = headers.first('x-b3-spanid');
  const isChild = flag(span.config, 'spawn_upstream_span');
  if (!headers.has('x-b3-traceid')) headers.set('x-b3-traceid', '*');
  headers.set('x-b3-spanid', isChild ? '*' : (own ?? '*'));
  if (isChild) headers.set('x-b3-parentspanid', own ?? '*');
  if (!headers.has('x-b3-sampled')) headers.set('x-b3-sampled', span.traced ? '1' : '0');
}
