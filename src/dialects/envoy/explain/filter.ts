// Telling what filters did: one trace step for every filter that answered or changed the request.
import type { StepOutcome, StepTable } from '../../../simulate/phases.ts';
import type { Reply } from '../hcm/reply.ts';
import type { EnvoyPolicy } from '../model.ts';
import { headerChanges } from '../routing/header-operations.ts';
import type { Stream } from '../stream.ts';

type Table = StepTable<EnvoyPolicy, Stream, Reply>;

const wrapped = new WeakMap<Table, Table>();

/** The table with every request step told. */
function wrap(table: Table): Table {
  const known = wrapped.get(table);
  if (known !== undefined) return known;
  const made: Table = Object.fromEntries(
    Object.entries(table).map(([type, step]) => [
      type,
      step.request === undefined
        ? step
        : { ...step, request: (policy: EnvoyPolicy, s: Stream) => told(policy, s, step.request as NonNullable<typeof step.request>) },
    ]),
  );
  wrapped.set(table, made);
  return made;
}

function told(policy: EnvoyPolicy, s: Stream, run: (policy: EnvoyPolicy, s: Stream) => StepOutcome<Reply>): StepOutcome<Reply> {
  const before = s.headers.pairs;
  const { by } = s.counters;
  s.counters.by = policy.origin;
  const outcome = run(policy, s);
  s.counters.by = by;
  if (outcome.kind === 'reply') s.replier = policy.origin;
  const changes = headerChanges(before, s.headers.pairs);
  s.trace.record(() => ({
    step: 'HTTP filter',
    target: policy.name,
    entity: policy.id,
    result: outcome.kind === 'reply' ? 'respond' : outcome.kind === 'close' ? 'deny' : changes.length > 0 ? 'change' : 'pass',
    because:
      outcome.kind === 'reply'
        ? `answers ${outcome.reply.status} (${outcome.reply.details})`
        : outcome.kind === 'close'
          ? outcome.because
          : changes.length > 0
            ? `changes ${changes.map((c) => c.what).join(', ')}`
            : s.sent !== undefined && policy.type.endsWith('.Router')
              ? `sends it to cluster ${s.cluster ?? ''}`
              : 'lets the request through',
    origin: policy.origin,
    ...(changes.length > 0 ? { changes } : {}),
  }));
  return outcome;
}

/** The response as it leaves the filters: of the cluster, of the route, or of Envoy itself. */
function end(s: Stream): void {
  s.trace.record(() => {
    if (!s.localReply)
      return { step: 'response', target: s.cluster ?? '', result: 'pass', because: `the answer of ${s.cluster} goes to the client` };
    const route = s.details === 'direct_response' ? s.route : undefined;
    return {
      step: 'response',
      target: route?.name ?? 'Envoy',
      ...(route === undefined ? {} : { entity: route.id, origin: route.origin }),
      result: 'respond',
      because: `by itself: ${s.details ?? ''}`,
    };
  });
}

export const describeFilter = { wrap, end };
