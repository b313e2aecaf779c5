// Fields by expression, told: what each gave, and what became of those that gave nothing.
import { isError } from '../../../cel/values/value.ts';
import type { Change, TracedExpression } from '../../../model/decision.ts';
import { evaluate, traced } from '../cel-site.ts';
import type { NamedCel } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import { flattened, logText } from '../run/log-value.ts';

export interface ToldFields {
  readonly changes: readonly Change[];
  /** Names of those that are not written, each with why. */
  readonly dropped: readonly string[];
  readonly expressions: readonly TracedExpression[];
}

/** Fields of the log and of spans: one that fails or is null is left out, `flatten` makes several. */
export function tellFields(x: Exchange, fields: readonly NamedCel[], removed: readonly string[]): ToldFields {
  const changes: Change[] = [];
  const dropped: string[] = [];
  for (const { name, value } of fields) {
    const result = evaluate(x, value);
    if (isError(result)) dropped.push(`${name}, which fails`);
    else if (result === null) dropped.push(`${name}, which is null`);
    else changes.push(...flattened(name, result).map(([what, one]) => ({ what, after: logText(one) })));
  }
  changes.push(...removed.map((what) => ({ what, before: 'its usual value' })));
  return { changes, dropped, expressions: fields.map(({ value }) => traced(x, value)) };
}

export const saysDropped = (dropped: readonly string[]): string => (dropped.length === 0 ? '' : `; left out: ${dropped.join('; ')}`);
