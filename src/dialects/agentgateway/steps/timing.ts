// agentgateway 1.4, `timeout`, `retry`, `delay`: they steer the calls to the backend; `run/upstream.ts` obeys. A delay is a duration literal (`2s`) or an
// expression: a duration, a text with one, or a number of milliseconds; zero, less or an error is no delay. `retry.precondition` that is not true
// forbids every retry.
import { spokenTime } from '../../../simulate/milliseconds.ts';
import { CONTINUE } from '../../../simulate/phases.ts';
import { delayOf, evaluate, isTrue, traced } from '../cel-site.ts';
import type { CelText } from '../model.ts';
import { type At, child, items, numberOf, textOf } from '../read/at.ts';
import { celOf } from '../read/cel.ts';
import { millisecondsOf, readDuration } from '../read/duration.ts';
import { failure } from '../run/exchange.ts';
import type { PolicyKind } from './kind.ts';

export interface TimeoutSpec {
  /** Milliseconds for everything. */
  readonly request: number | undefined;
  /** Milliseconds for one call of the backend. */
  readonly backend: number | undefined;
}

function saysTimeout({ request, backend }: TimeoutSpec): string {
  const parts = [
    ...(request === undefined ? [] : [`everything together may take ${spokenTime(request)}`]),
    ...(backend === undefined ? [] : [`one call of the backend may take ${spokenTime(backend)}`]),
  ];
  return parts.join(', ') || 'no limit is set';
}

export const timeout: PolicyKind<TimeoutSpec> = {
  key: 'timeout',
  read: (at) => ({
    request: millisecondsOf(textOf(child(at, 'requestTimeout'))),
    backend: millisecondsOf(textOf(child(at, 'backendRequestTimeout'))),
  }),
  says: (spec) =>
    [spec.request === undefined ? '' : `${spec.request} ms in all`, spec.backend === undefined ? '' : `${spec.backend} ms a try`]
      .filter((s) => s !== '')
      .join(', '),
  request: ({ name, id, origin, spec }, x) => {
    x.trace.record(() => ({ step: 'timeout', target: name, entity: id, result: 'pass', because: saysTimeout(spec), origin }));
    return CONTINUE;
  },
};

export interface RetrySpec {
  readonly attempts: number;
  readonly backoff: number;
  readonly codes: readonly number[];
  readonly precondition: CelText | undefined;
  readonly condition: CelText | undefined;
}

export const retry: PolicyKind<RetrySpec> = {
  key: 'retry',
  read: (at) => ({
    // A file that asks for more does not load, and is answered for all the same.
    attempts: Math.min(numberOf(child(at, 'attempts')) ?? 1, 255),
    backoff: millisecondsOf(textOf(child(at, 'backoff'))) ?? 0,
    codes: items(child(at, 'codes')).flatMap((code) => numberOf(code) ?? []),
    precondition: celOf(child(at, 'precondition')),
    condition: celOf(child(at, 'condition')),
  }),
  says: (spec) => `${spec.attempts} more on ${spec.codes.join(', ')}`,
  request: (policy, x) => {
    const { precondition } = policy.spec;
    if (precondition === undefined) return CONTINUE;
    x.retryAllowed = isTrue(x, precondition);
    x.trace.record(() => ({
      step: 'retry precondition',
      target: policy.name,
      entity: policy.id,
      result: x.retryAllowed ? 'pass' : 'skip',
      because: x.retryAllowed ? 'true: retries are allowed' : 'not true: no retry whatever happens',
      origin: precondition.origin,
      expressions: [traced(x, precondition)],
    }));
    return CONTINUE;
  },
};

export interface DelaySpec {
  readonly milliseconds: number | undefined;
  readonly expression: CelText | undefined;
}

export const delay: PolicyKind<DelaySpec> = {
  key: 'delay',
  read: (at: At) => {
    const text = textOf(child(at, 'duration'));
    const literal = text === undefined ? undefined : readDuration(text);
    return literal?.ok === true
      ? { milliseconds: literal.milliseconds, expression: undefined }
      : { milliseconds: undefined, expression: celOf(child(at, 'duration')) };
  },
  says: (spec) => (spec.milliseconds !== undefined ? spokenTime(spec.milliseconds) : (spec.expression?.text ?? '')),
  request: (policy, x) => {
    const { spec } = policy;
    const ms = spec.milliseconds ?? (spec.expression === undefined ? 0 : delayOf(evaluate(x, spec.expression)));
    x.elapsed += ms;
    x.trace.record(() => ({
      step: 'delay',
      target: policy.name,
      entity: policy.id,
      result: ms > 0 ? 'change' : 'pass',
      because: ms > 0 ? `waits ${spokenTime(ms)}` : 'no delay',
      origin: policy.origin,
      ...(spec.expression === undefined ? {} : { expressions: [traced(x, spec.expression)] }),
    }));
    const limit = x.routePolicies.find((p) => p.type === 'timeout')?.spec as TimeoutSpec | undefined;
    if (limit?.request === undefined || x.elapsed <= limit.request) return CONTINUE;
    return failure(
      504,
      'Timeout',
      'request timeout',
      `Timed out on ${x.route?.name ?? policy.name}`,
      `The delay of ${ms} ms is longer than the request timeout of ${limit.request} ms. No backend is called.`,
    );
  },
};
