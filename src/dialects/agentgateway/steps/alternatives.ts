// Choosing among alternatives under conditions (agentgateway 1.4: an entry applies when its condition is true; an error or another value, `"true"`
// too, leads on to the next entry; when none applies the policy is not there).

import { traced } from '../cel-site.ts';
import type { AgwPolicy, CelText } from '../model.ts';
import type { Alternatives } from '../read/conditional.ts';
import type { Exchange } from '../run/exchange.ts';

export function chooseAlternative<S>(
  policy: AgwPolicy,
  spec: Alternatives<S>,
  x: Exchange,
  isTrue: (x: Exchange, cel: CelText) => boolean,
): S | undefined {
  const tried: CelText[] = [];
  for (const [index, entry] of spec.entries.entries()) {
    if (entry.condition !== undefined) tried.push(entry.condition);
    if (entry.condition !== undefined && !isTrue(x, entry.condition)) continue;
    if (spec.entries.length > 1 || entry.condition !== undefined)
      x.trace.record(() => ({
        step: `${policy.type} condition`,
        target: `${policy.name}[${index}]`,
        entity: policy.id,
        result: 'match',
        because: entry.condition === undefined ? 'no condition before it is true; this entry has none' : `${entry.condition.text} is true`,
        origin: entry.origin,
        expressions: tried.map((cel) => traced(x, cel)),
      }));
    return entry.spec;
  }
  x.trace.record(() => ({
    step: `${policy.type} condition`,
    target: policy.name,
    entity: policy.id,
    result: 'skip',
    because: 'no condition is true: the policy does not apply',
    origin: policy.origin,
    expressions: tried.map((cel) => traced(x, cel)),
  }));
  return undefined;
}
