// What must be met before a run: the signatures of the tokens that requests carry, for every policy that checks one.
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Need } from '../../simulate/need.ts';
import { routesOf } from './lower/routes.ts';
import type { AgwModel, AgwPolicy } from './model.ts';
import { lateSteps } from './parts.ts';
import type { JwtSpec } from './steps/jwt-auth.ts';

const CHECKS_TOKENS: ReadonlySet<string> = new Set(['jwtAuth', 'mcpAuthentication']);

export function signaturesOf(model: AgwModel, requests: readonly SampleRequest[]): readonly Need[] {
  const policies = tokenPolicies(model);
  return policies.length === 0 ? [] : lateSteps().signaturesFor(model, policies, requests);
}

const known = new WeakMap<AgwModel, readonly AgwPolicy<JwtSpec>[]>();

/** Every policy of a model that checks tokens; looked for once. */
function tokenPolicies(model: AgwModel): readonly AgwPolicy<JwtSpec>[] {
  const found = known.get(model) ?? findTokenPolicies(model);
  known.set(model, found);
  return found;
}

function findTokenPolicies(model: AgwModel): readonly AgwPolicy<JwtSpec>[] {
  const listeners = model.listeners.flatMap((bind) => bind.chains);
  const routes = [...listeners.flatMap(routesOf), ...model.groups.flatMap((group) => group.table.hosts.flatMap((host) => host.routes))];
  const all = [
    ...listeners.flatMap((l) => l.policies),
    ...routes.flatMap((route) => route.policies),
    ...model.targeted.flatMap((t) => t.policies),
  ];
  return all.filter((policy) => CHECKS_TOKENS.has(policy.type)) as readonly AgwPolicy<JwtSpec>[];
}
