// Entries of `policies`: exactly one policy each, and nothing conditional on backends.
import { type At, child, entries, hasKey, isPresent, items } from '../../read/at.ts';
import { placeOfAt } from './places.ts';
import type { LoaderRule } from './rule.ts';

/** An empty list of limits counts as none, conditional or not. */
function isSet(policy: At, key: string): boolean {
  const at = child(policy, key);
  const limits = key === 'localRateLimit' ? (at.node?.kind === 'map' ? child(at, 'conditional') : at).node : undefined;
  return isPresent(at) && !(limits?.kind === 'list' && limits.items.length === 0);
}

export const targetedRule: LoaderRule = ({ top, report }) => {
  for (const entry of items(child(top, 'policies'))) {
    const gateway = child(child(entry, 'target'), 'gateway');
    if (isPresent(child(gateway, 'listenerName')) && isPresent(child(gateway, 'port')))
      report.add('agentgateway/listener-and-port', placeOfAt(child(gateway, 'port')), {});
    const policy = child(entry, 'policy');
    if (policy.node === undefined || policy.node.kind === 'scalar') continue;
    const count = entries(policy).filter(([key]) => isSet(policy, key)).length;
    if (count !== 1) report.add('agentgateway/one-policy', placeOfAt(policy), { count });
    if (!isPresent(child(child(entry, 'target'), 'backend'))) continue;
    for (const key of ['transformations', 'extAuthz'])
      if (hasKey(child(policy, key), 'conditional'))
        report.add('agentgateway/conditional-on-backend', placeOfAt(child(policy, key)), { policy: key });
  }
};
