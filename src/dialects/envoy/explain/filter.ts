// Telling what filters did: one trace step for every filter that saw the request, and one for every filter that changed the response.
import type { HeaderPairs } from '../../../http/headers.ts';
import type { TraceStep } from '../../../model/decision.ts';
import { CONTINUE, type StepOutcome, type StepTable } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import { headerChanges } from '../routing/header-operations.ts';
import { flag } from '../schema/message.ts';
import type { Stream } from '../stream.ts';
import { tellChanges } from './headers.ts';

type Table = StepTable<EnvoyPolicy, Stream, Reply>;

const wrapped = new WeakMap<Table, Table>();

/** The table with every step told. */
function wrap(table: Table): Table {
  const known = wrapped.get(table);
  if (known !== undefined) return known;
  const made: Table = Object.fromEntries(
    Object.entries(table).map(([type, step]) => [
      type,
      {
        ...(step.request === undefined ? {} : { request: (policy: EnvoyPolicy, s: Stream) => ask(policy, s, step.request as Ask) }),
        ...(step.response === undefined ? {} : { response: (policy: EnvoyPolicy, s: Stream) => back(policy, s, step.response as Answer) }),
      },
    ]),
  );
  wrapped.set(table, made);
  return made;
}

type Ask = (policy: EnvoyPolicy, s: Stream) => StepOutcome<Reply>;
type Answer = (policy: EnvoyPolicy, s: Stream) => void;

function ask(policy: EnvoyPolicy, s: Stream, run: Ask): StepOutcome<Reply> {
  const before = [...s.headers.pairs];
  const from = s.trace.steps.length;
  const { by } = s.counters;
  s.counters.by = policy.origin;
  const outcome = run(policy, s);
  s.counters.by = by;
  if (outcome.kind === 'reply') s.replier = policy.origin;
  const inner = s.trace.steps.slice(from);
  const told = new Set(inner.flatMap((step) => (step.changes ?? []).map((change) => change.what)));
  const changes = headerChanges(before, s.headers.pairs).filter((change) => !told.has(change.what));
  // what came of sending it stands after it
  const after = inner.findIndex(({ step }) => step === 'retry' || step === 'response headers');
  const about = (): TraceStep => ({
    step: 'HTTP filter',
    target: policy.name,
    entity: policy.id,
    result: outcome.kind === 'reply' ? 'respond' : outcome.kind === 'close' ? 'deny' : changes.length > 0 ? 'change' : 'pass',
    because:
      outcome.kind === 'reply'
        ? `answers ${outcome.reply.status} (${outcome.reply.details})`
        : outcome.kind === 'close'
          ? outcome.because
          : s.sent !== undefined && policy.type.endsWith('.Router')
            ? `sends it to cluster ${s.cluster ?? ''}`
            : (outcome.because ?? (changes.length > 0 ? 'changes the request' : 'lets the request through')),
    origin: policy.origin,
    ...(changes.length > 0 ? { changes } : {}),
  });
  s.trace.record(about, after < 0 ? undefined : from + after);
  return outcome;
}

/** The type that stands in the place of a filter's own where the filter is off: no step has it. */
const IDLE = '';

/** All filters in their order, those that are off marked as such. */
const withIdle = (filters: readonly EnvoyPolicy[], active: readonly EnvoyPolicy[]): readonly EnvoyPolicy[] =>
  filters.map((policy) => (active.includes(policy) ? policy : { ...policy, type: IDLE }));

/** A filter without a step of its own, told; or one that is off. */
const opaque =
  (run: Ask): Ask =>
  (policy, s) =>
    policy.type === IDLE ? off(policy, s) : ask(policy, s, run);

/** The filter's response side; told only where it changed headers. */
function back(policy: EnvoyPolicy, s: Stream, run: Answer): void {
  const { responseHeaders } = s;
  if (responseHeaders === undefined) run(policy, s);
  else
    tellChanges(
      s.trace,
      responseHeaders,
      () => ({
        step: 'HTTP filter',
        target: policy.name,
        entity: policy.id,
        because: 'changes the response',
        origin: policy.origin,
      }),
      () => run(policy, s),
    );
}

/** A filter that this route, or its own configuration, switches off. */
function off(policy: EnvoyPolicy, s: Stream): StepOutcome<Reply> {
  s.trace.record(() => ({
    step: 'HTTP filter',
    target: policy.name,
    entity: policy.id,
    result: 'skip',
    because: flag(policy.config, 'disabled') ? 'is disabled, and this route does not switch it on' : 'is disabled for this route',
    origin: policy.origin,
  }));
  return CONTINUE;
}

/** The response as it leaves Envoy: of the cluster, of the route, or of Envoy itself; `before` are its headers as the filters left them. */
function end(s: Stream, before: HeaderPairs): void {
  if (!s.accepted || s.outcome === 'close') return;
  s.trace.record(() => {
    const made = headerChanges(before, s.responseHeaders?.pairs ?? []);
    const changes = made.length === 0 ? {} : { changes: made };
    if (!s.localReply)
      return {
        step: 'response',
        target: s.cluster ?? '',
        result: 'pass',
        because: `the answer of ${s.cluster} goes to the client`,
        ...changes,
      };
    const route = s.details === 'direct_response' ? s.route : undefined;
    return {
      step: 'response',
      target: route?.name ?? 'Envoy',
      ...(route === undefined ? {} : { entity: route.id, origin: route.origin }),
      result: 'respond',
      ...changes,
      because: route === undefined ? `answers ${s.status} itself: ${s.details ?? ''}` : `the route answers ${s.status} itself`,
    };
  });
}

export const describeFilter = { wrap, withIdle, opaque, back, end };
