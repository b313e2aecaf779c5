// agentgateway 1.4, `sessionAffinity`: requests with the same value go to the same endpoint. Which one depends on a hash of the program's own, so
// the endpoint itself stays a choice by chance here. A source that fails, is empty or is neither a text nor bytes leaves the choice to the load balancer.
import { expressionText, traced } from '../cel-site.ts';
import type { AgwPolicy } from '../model.ts';
import { endpointsOf } from '../run/clusters.ts';
import type { Exchange } from '../run/exchange.ts';
import type { AffinitySpec } from './settings.ts';

/** Says what the key is and what it leads to. */
export function traceAffinity(x: Exchange, policy: AgwPolicy<AffinitySpec>): void {
  const { source } = policy.spec;
  if (source === undefined) return;
  x.trace.record(() => {
    const key = expressionText(x, source);
    return {
      step: 'sessionAffinity',
      target: policy.name,
      entity: policy.id,
      result: key === undefined ? 'skip' : 'pass',
      because: key === undefined ? `no key: ${balanced(x)}` : `the key is ${JSON.stringify(key)}: ${sticky(x)}`,
      origin: source.origin,
      expressions: [traced(x, source)],
    };
  });
}

/** Endpoints of a service, or providers of models that are equally preferred. */
function endpoints({ backend }: Exchange): number {
  if (backend?.backend.kind === 'ai') return backend.backend.ai.groups.find((group) => group.length > 0)?.length ?? 0;
  return backend === undefined ? 0 : endpointsOf(backend).length;
}

function sticky(x: Exchange): string {
  const count = endpoints(x);
  return count > 1 ? `every request with it goes to the same of ${count} endpoints` : 'there is only one endpoint to keep to';
}

function balanced(x: Exchange): string {
  const count = endpoints(x);
  return count > 1 ? `the load balancer chooses among ${count} endpoints` : 'there is only one endpoint';
}
