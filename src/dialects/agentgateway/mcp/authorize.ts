// `mcpAuthorization` for one tool, prompt, resource or task (agentgateway 1.4): of `mcp` the rules see its target and its name without prefix, nothing else: neither the
// method nor the session, and no arguments.
import { isTrue, traced } from '../cel-site.ts';
import type { AgwPolicy } from '../model.ts';
import type { Exchange } from '../run/exchange.ts';
import { type AuthorizationSpec, type Ruling, rule } from '../steps/authorization.ts';
import type { Kind } from './names.ts';

export interface Item {
  readonly kind: Kind;
  readonly target: string;
  readonly name: string;
  readonly arguments?: unknown;
}

/** Judges an item. Without rules everything is allowed. */
export function judgeItem(x: Exchange, item: Item): Ruling & { readonly policy: AgwPolicy<AuthorizationSpec> | undefined } {
  const policy = x.backendPolicies.find((p) => p.type === 'mcpAuthorization') as AgwPolicy<AuthorizationSpec> | undefined;
  if (policy === undefined) return { allowed: true, by: undefined, because: 'there is no mcpAuthorization', looked: [], policy };
  x.facts.set('mcp', { [item.kind]: { target: item.target, name: item.name } });
  const ruling = rule(
    policy.spec.rules,
    (r) => isTrue(x, r.expression),
    (r) => traced(x, r.expression).explanation.because,
  );
  return { ...ruling, policy };
}

/** Writes the ruling on an item to the trace. */
export function traceRuling(x: Exchange, item: Item, judged: ReturnType<typeof judgeItem>): void {
  const { policy } = judged;
  if (policy === undefined) return;
  x.trace.record(() => ({
    step: 'mcpAuthorization',
    target: `${item.kind} ${item.target}/${item.name}`,
    entity: policy.id,
    result: judged.allowed ? 'pass' : 'deny',
    because: judged.because,
    origin: judged.by?.origin ?? policy.origin,
    expressions: judged.looked.map((r) => traced(x, r.expression)),
  }));
}
