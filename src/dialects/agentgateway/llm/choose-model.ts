// Which model serves a name (agentgateway 1.4): an exact name before patterns, a longer pattern before a shorter one, `*` last; of equal ones the first that is written. A
// model with `matches` also needs the request's headers to match.
import { holds, matchable } from '../run/conditions.ts';
import type { Exchange } from '../run/exchange.ts';
import type { LlmModel, LlmRouting } from './model.ts';

/** Whether a pattern (one `*`, first or last) covers a name. */
export function fitsPattern(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return pattern === name;
}

const specificity = (pattern: string): number => (pattern.includes('*') ? pattern.length - 1 : Number.MAX_SAFE_INTEGER);

/** Models that cover a name, the most specific first. */
export const modelsFor = (routing: LlmRouting, name: string): readonly LlmModel[] =>
  routing.models.filter((model) => fitsPattern(model.pattern, name)).sort((a, b) => specificity(b.pattern) - specificity(a.pattern));

export function chooseModel(x: Exchange, routing: LlmRouting, name: string): LlmModel | undefined {
  const m = matchable(x.request);
  return modelsFor(routing, name).find(
    (model) => model.headers.length === 0 || model.headers.some((conditions) => conditions.every((condition) => holds(condition, m))),
  );
}
