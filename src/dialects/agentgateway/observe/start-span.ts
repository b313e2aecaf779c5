// agentgateway 1.4: whether a request is part of a trace is decided before any policy, even before the listener. Without a `traceparent` that it can read
// `randomSampling` decides (not set: no), with one `clientSampling` does (not set: yes). Then the header names a new span, which the log
// has too; whether spans are sent to a collector is in the header's sampled flag, which a client's trace keeps. Without any
// setting a client's trace goes on all the same. Span ids, and the ids of new traces, are random: `*`.
import { Double } from '../../../cel/values/value.ts';
import { evaluate, traced } from '../cel-site.ts';
import type { CelText } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import { fractionOf } from '../steps/request-mirror.ts';
import { readTraceParent, type TraceContext } from './trace-context.ts';
import { type TracingRules, tracingRules } from './tracing-rules.ts';

/** Decides, and names the new span in the request's header and for the log. */
export function startSpan(x: Exchange): void {
  const header = x.request.headers.first('traceparent');
  const parent = readTraceParent(header);
  const rules = tracingRules(x.model);
  if (parent === undefined && rules.origin === undefined) return;
  const verdict = sample(x, parent === undefined ? rules.randomSampling : (rules.clientSampling ?? ALWAYS));
  const after = verdict.taken ? `${parent?.version ?? '00'}-${parent?.trace ?? '*'}-*-${parent?.flags ?? '01'}` : undefined;
  x.trace.record(() => traceStart(x, { header, parent, rules, verdict, after }));
  if (after === undefined) return;
  x.request.headers.set('traceparent', after);
  x.log.ids.push(['trace.id', parent?.trace ?? '*'], ['span.id', '*']);
  if (parent?.sampled ?? true) x.facts.set(':span', true);
}

const ALWAYS: CelText = { text: 'true', origin: { file: '', path: '', span: { start: 0, end: 0 } } };

interface Verdict {
  readonly taken: boolean;
  /** What the setting gave, in words. */
  readonly because: string;
}

/** A bool, or a share: a whole number or a double from 0 to 1. Everything else, errors too, is no. */
function sample(x: Exchange, setting: CelText | undefined): Verdict {
  if (setting === undefined) return { taken: false, because: 'is not set' };
  const value = evaluate(x, setting);
  if (typeof value === 'boolean') return { taken: value, because: `is ${value}` };
  const share = value instanceof Double ? value.value : value;
  if (typeof share !== 'number' && typeof share !== 'bigint') return { taken: false, because: 'gives neither true nor a share' };
  if (share <= 0 || share >= 1) return { taken: share >= 1, because: `is ${share}` };
  x.chance = true;
  const random = fractionOf(x.random);
  const taken = random < share;
  return { taken, because: `is ${share}, the random value ${random} is ${taken ? '' : 'not '}below it` };
}

interface Start {
  readonly header: string | undefined;
  readonly parent: TraceContext | undefined;
  readonly rules: TracingRules;
  readonly verdict: Verdict;
  readonly after: string | undefined;
}

function traceStart(x: Exchange, { header, parent, rules, verdict, after }: Start): ReturnType<Parameters<Exchange['trace']['record']>[0]> {
  const setting = parent === undefined ? rules.randomSampling : rules.clientSampling;
  const origin = setting?.origin ?? rules.origin;
  return {
    step: 'tracing',
    target: parent === undefined ? 'a trace of its own' : "the client's trace",
    ...(rules.entity === undefined ? {} : { entity: rules.entity }),
    result: verdict.taken ? 'change' : 'skip',
    because: saysStart(parent, rules, verdict),
    ...(origin === undefined ? {} : { origin }),
    ...(after === undefined ? {} : { changes: [{ what: 'traceparent', ...(header === undefined ? {} : { before: header }), after }] }),
    ...(setting === undefined || isLiteral(setting.text) ? {} : { expressions: [traced(x, setting)] }),
  };
}

const isLiteral = (text: string): boolean => /^(?:true|false|-?[\d.]+)$/.test(text);

function saysStart(parent: TraceContext | undefined, rules: TracingRules, { taken, because }: Verdict): string {
  if (parent === undefined)
    return taken ? `a trace begins here: randomSampling ${because}` : `no trace: the client sends none, and randomSampling ${because}`;
  if (!taken) return `it goes on without a span of this gateway: clientSampling ${because}`;
  const sent = parent.sampled
    ? rules.origin === undefined
      ? 'no collector is set, so only the header and the log name the span'
      : 'its flag says sampled, so the span is sent to the collector'
    : 'its flag says not sampled, so no span is sent';
  return `it goes on with a span of this gateway: clientSampling ${because === 'is true' && rules.clientSampling === undefined ? 'is not set, which is yes' : because}; ${sent}`;
}
