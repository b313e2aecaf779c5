// What is written about an exchange when it has ended, told in the order of the real program: labels of its metrics, the span, the line of the log.
import { isError } from '../../../cel/values/value.ts';
import { encodeBase64 } from '../../../http/base64.ts';
import { evaluate, isTrue, textOrBytes, traced } from '../cel-site.ts';
import type { CelText, NamedCel } from '../model.ts';
import { child, isPresent, originOf } from '../read/at.ts';
import type { Exchange } from '../run/exchange.ts';
import { flattened } from '../run/log-value.ts';
import type { AccessLogSpec } from '../steps/settings.ts';
import { saysDropped, tellFields } from './fields.ts';
import { tracingRules } from './tracing-rules.ts';

/** Tells what is observed of an exchange. `line` is what the log writes; undefined where its filter says no. */
export function tellEnd(x: Exchange, line: string | undefined): void {
  if (!x.trace.wanted) return;
  tellMetrics(x);
  tellSpan(x);
  tellLog(x, line);
}

/** Labels are texts; what is none, fails or is null is the word `unknown`. */
function tellMetrics(x: Exchange): void {
  const { metrics, given } = x.model.settings;
  if (metrics.length === 0) return;
  const labels = metrics.flatMap((field) => labelsOf(x, field));
  const unknown = labels.filter(([, value]) => value === undefined).map(([name]) => name);
  x.trace.record(() => ({
    step: 'metrics',
    target: 'labels',
    result: 'pass',
    because: `every metric of this request is labelled${unknown.length === 0 ? '' : `; unknown, since they give no text: ${unknown.join(', ')}`}`,
    origin: originOf(child(child(child(given, 'metrics'), 'fields'), 'add')),
    changes: labels.map(([what, value]) => ({ what, after: JSON.stringify(value ?? 'unknown') })),
    expressions: metrics.map(({ value }) => traced(x, value)),
  }));
}

function labelsOf(x: Exchange, { name, value }: NamedCel): readonly (readonly [name: string, text: string | undefined])[] {
  const result = evaluate(x, value);
  if (isError(result)) return [[name, undefined]];
  return flattened(name, result).map(([label, one]) => [label, one instanceof Uint8Array ? encodeBase64(one) : textOrBytes(one)] as const);
}

/** The span goes to the collector unless the filter keeps it; the log names it in any case. */
function tellSpan(x: Exchange): void {
  const rules = tracingRules(x.model);
  const { origin, entity, filter, attributes, remove } = rules;
  if (origin === undefined || x.facts.get(':span') !== true) return;
  const sent = filter === undefined || isTrue(x, filter);
  const place = { target: 'the collector', ...(entity === undefined ? {} : { entity }), origin: filter?.origin ?? origin };
  x.trace.record(() => {
    if (!sent) return { ...place, step: 'span', result: 'skip', because: NOT_SENT, expressions: tracedFilter(x, filter) };
    const told = tellFields(x, attributes, remove);
    return {
      ...place,
      step: 'span',
      result: 'pass',
      because: `the span is sent${filter === undefined ? '' : ', since the filter is true'}${saysDropped(told.dropped)}`,
      changes: told.changes,
      expressions: [...tracedFilter(x, filter), ...told.expressions],
    };
  });
}

const NOT_SENT = 'the filter is not true: the span is not sent';

function tellLog(x: Exchange, line: string | undefined): void {
  const policy = x.model.frontend.find((p) => p.type === 'accessLog');
  const { logFilter, logFields, logRemove, given } = x.model.settings;
  const spec = policy?.spec as AccessLogSpec | undefined;
  const { filter, add, remove } = spec ?? { filter: logFilter, add: logFields, remove: logRemove };
  if (filter === undefined && add.length === 0 && remove.length === 0) return;
  const section = child(given, 'logging');
  const origin = filter?.origin ?? policy?.origin ?? (isPresent(section) ? originOf(section) : undefined);
  const place = {
    step: 'access log',
    target: 'the line',
    ...(policy === undefined ? {} : { entity: policy.id }),
    ...(origin === undefined ? {} : { origin }),
  };
  x.trace.record(() => {
    if (line === undefined)
      return { ...place, result: 'skip', because: 'the filter is not true: no line is written', expressions: tracedFilter(x, filter) };
    const told = tellFields(x, add, remove);
    return {
      ...place,
      result: 'pass',
      because: `one line is written${filter === undefined ? '' : ', since the filter is true'}${saysDropped(told.dropped)}`,
      changes: told.changes,
      expressions: [...tracedFilter(x, filter), ...told.expressions],
    };
  });
}

const tracedFilter = (x: Exchange, filter: CelText | undefined): readonly ReturnType<typeof traced>[] =>
  filter === undefined ? [] : [traced(x, filter)];
