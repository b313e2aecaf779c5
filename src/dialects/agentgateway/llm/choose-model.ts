// Which model serves a name (agentgateway 1.4): the one that says most of it literally, so `gpt-4` before `gpt-*`, and `*` last; of equal ones the first that is written. A
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

const literalLength = (pattern: string): number => pattern.replace('*', '').length;

/** In the order in which they are tried: what is said literally counts, a star does not; of equal ones the first that is written. */
export const bySpecificity = (models: readonly LlmModel[]): readonly LlmModel[] =>
  [...models].sort((a, b) => literalLength(b.pattern) - literalLength(a.pattern));

/** Models that cover a name, the most specific first. */
export const modelsFor = (routing: LlmRouting, name: string): readonly LlmModel[] =>
  bySpecificity(routing.models).filter((model) => fitsPattern(model.pattern, name));

export function chooseModel(x: Exchange, routing: LlmRouting, name: string): LlmModel | undefined {
  const m = matchable(x.request);
  return modelsFor(routing, name).find(
    (model) => model.headers.length === 0 || model.headers.some((conditions) => conditions.every((condition) => holds(condition, m))),
  );
}
