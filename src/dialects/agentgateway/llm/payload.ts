// What is done to the JSON of an LLM request before it goes out (agentgateway 1.4): overrides in any case, transformations by expression, defaults where a
// field is missing, and on the body in the provider's form the final transformations. Expressions see the body as it was before the step. One that fails takes
// its field away, which a default may then fill.
import type { JsonObject } from '../../../base/json.ts';
import { jsonText } from '../../../cel/profiles/agentgateway/to-json.ts';
import { isError } from '../../../cel/values/value.ts';
import type { Change, TracedExpression } from '../../../model/decision.ts';
import type { Origin } from '../../../model/model.ts';
import { evaluate, traced } from '../cel-site.ts';
import type { NamedCel } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import type { Payload } from './model.ts';

/** An object of own keys, whatever their names. */
export function setField(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

/** What changes a field, in the order in which it is done. */
type By = 'overrides' | 'expression' | 'default';

/** A change, and what makes it. */
interface AppliedChange extends Change {
  readonly by: By;
}

/** A body that is being changed, and what has been changed about it. */
interface Draft {
  readonly changes: readonly AppliedChange[];
  readonly has: (name: string) => boolean;
  readonly put: (name: string, value: unknown, by: By) => void;
  readonly remove: (name: string) => void;
}

function draftOf(body: JsonObject): Draft {
  const changes: AppliedChange[] = [];
  const has = (name: string): boolean => Object.hasOwn(body, name);
  const before = (name: string): Pick<Change, 'before'> => (has(name) ? { before: JSON.stringify(body[name]) } : {});
  return {
    changes,
    has,
    put: (name, value, by) => {
      changes.push({ what: name, ...before(name), after: JSON.stringify(value), by });
      setField(body, name, value);
    },
    remove: (name) => {
      if (!has(name)) return;
      changes.push({ what: name, ...before(name), by: 'expression' });
      delete body[name];
    },
  };
}

export interface Applied {
  readonly changes: readonly AppliedChange[];
  readonly expressions: readonly TracedExpression[];
}

/** The last word: on the body in the provider's own form. */
export function applyFinal(x: Exchange, payload: Payload, body: JsonObject): Applied {
  const draft = draftOf(body);
  const expressions = applyExpressions(x, payload.finalTransformations, body, draft);
  return { changes: draft.changes, expressions };
}

export function applyPayload(x: Exchange, payload: Payload, body: JsonObject): Applied {
  const draft = draftOf(body);
  const before = { ...body };
  for (const [name, value] of Object.entries(payload.overrides)) draft.put(name, value, 'overrides');
  const expressions = applyExpressions(x, payload.transformations, before, draft);
  for (const [name, value] of Object.entries(payload.defaults)) if (!draft.has(name)) draft.put(name, value, 'default');
  return { changes: draft.changes, expressions };
}

/** Says what has been changed, where something has. */
export function traceApplied(x: Exchange, step: string, target: string, origin: Origin, { changes, expressions }: Applied): void {
  if (changes.length === 0 && expressions.length === 0) return;
  x.trace.record(() => ({
    step,
    target,
    result: changes.length === 0 ? 'pass' : 'change',
    because: saysChanges(changes),
    origin,
    changes: changes.map(({ by: _, ...change }) => change),
    expressions,
  }));
}

/** Where the changes come from; what they are is listed beside. */
function saysChanges(changes: readonly AppliedChange[]): string {
  const names = (list: readonly Change[]): string => list.map(({ what }) => what).join(', ');
  const set = changes.filter(({ after }) => after !== undefined);
  const removed = changes.filter(({ after }) => after === undefined);
  const parts = (['overrides', 'expression', 'default'] as const).flatMap((by) => {
    const own = set.filter((change) => change.by === by);
    return own.length === 0 ? [] : [`${names(own)} by ${by}`];
  });
  if (removed.length > 0) parts.push(`removes ${names(removed)}, whose expression fails`);
  return parts.join('; ') || 'nothing is changed';
}

function applyExpressions(x: Exchange, transformations: readonly NamedCel[], seen: JsonObject, draft: Draft): readonly TracedExpression[] {
  if (transformations.length === 0) return [];
  x.facts.set('llmRequest', { ...seen });
  const explained: TracedExpression[] = [];
  for (const { name, value } of transformations) {
    const result = evaluate(x, value);
    if (x.trace.wanted) explained.push(traced(x, value));
    if (isError(result)) draft.remove(name);
    else draft.put(name, JSON.parse(jsonText(result)), 'expression');
  }
  return explained;
}
