// What must be met before a run: the signatures of the tokens that requests carry, for every policy that checks one.
import { Headers } from '../../http/headers.ts';
import { normalise } from '../../http/normal-request.ts';
import type { SampleRequest } from '../../http/sample-request.ts';
import type { Need } from '../../simulate/need.ts';
import { routesOf } from './lower/routes.ts';
import type { AgwModel, AgwPolicy } from './model.ts';
import { credentialAt } from './read/location.ts';
import { sourceText } from './read/text-source.ts';
import { signatureId } from './steps/jwt.ts';
import type { JwtSpec } from './steps/jwt-auth.ts';

const CHECKS_TOKENS: ReadonlySet<string> = new Set(['jwtAuth', 'mcpAuthentication']);

export function signaturesOf(model: AgwModel, requests: readonly SampleRequest[]): readonly Need[] {
  const policies = tokenPolicies(model);
  if (policies.length === 0) return [];
  const needs = new Map<string, Need>();
  for (const sample of requests) {
    const request = normalise(sample);
    const carrier = { headers: new Headers(request.headers), target: request.path };
    for (const { spec } of policies) {
      const token = credentialAt(spec.location, carrier);
      if (token === undefined) continue;
      for (const { jwks } of spec.providers) {
        const text = sourceText(jwks, model.files);
        if (text === undefined) continue;
        const id = signatureId(token, text);
        needs.set(id, { kind: 'signature', id, token, jwks: text });
      }
    }
  }
  return [...needs.values()];
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
