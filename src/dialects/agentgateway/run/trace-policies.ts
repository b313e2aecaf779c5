// Which level a policy came from, and what it replaced.

import type { Exchange } from './exchange.ts';
import type { Effective } from './merge.ts';

export function traceReplaced(x: Exchange, effective: Effective): void {
  for (const policy of effective.policies) {
    const lost = effective.replaced.get(policy.id);
    if (lost === undefined) continue;
    x.trace.record(() => ({
      step: 'merge',
      target: policy.name,
      entity: policy.id,
      result: 'skip',
      because: `that of level ${policy.level} counts; it replaces the one of ${lost.map((p) => p.level).join(' and ')} as a whole`,
      origin: policy.origin,
      losers: lost.map((p) => ({ target: p.name, entity: p.id, because: `level ${p.level} is less specific`, origin: p.origin })),
    }));
  }
}
