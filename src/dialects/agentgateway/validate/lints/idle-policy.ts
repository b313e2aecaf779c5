// Entries of `policies` whose target is not there.
import type { AgwModel, PolicyTarget } from '../../model.ts';
import { isGatewayTarget, isRouteTarget } from '../../run/merge.ts';
import { placeOf } from '../report.ts';
import type { AgwLint } from './lint.ts';
import { allListeners, allRoutes } from './routes.ts';

export const idlePolicyLint: AgwLint = ({ model, report }) => {
  if (model.targeted.length === 0) return;
  for (const policy of model.targeted)
    if (!hits(policy.target, model))
      report.add('agentgateway/idle-policy', placeOf(policy.origin), { target: nameOf(policy.target), ...hintOf(policy.target, model) });
};

function hits(target: PolicyTarget, model: AgwModel): boolean {
  switch (target.kind) {
    case 'gateway':
      return allListeners(model).some((listener) => isGatewayTarget(target, listener) !== undefined);
    case 'route':
      return allRoutes(model).some((route) => isRouteTarget(target, route) !== undefined);
    case 'backend':
      return target.namespace === '' && isNamedBackend(target, model);
    case 'service':
      return model.services.some((service) => service.hostname === target.name && service.namespace === target.namespace);
    case 'listenerSet':
      return false;
  }
}

const isNamedBackend = ({ name }: PolicyTarget, { clusters }: AgwModel): boolean => clusters.some(({ id }) => id === `backend/${name}`);

/** What keeps a target from what it names, where the name is right. */
function hintOf(target: PolicyTarget, model: AgwModel): { readonly hint: string } | undefined {
  if (target.kind === 'backend' && isNamedBackend(target, model))
    return { hint: "Entries of backends are in no namespace: write namespace: ''." };
  if (target.kind === 'gateway' && target.port !== undefined) return { hint: 'A port attaches none of the policies that can stand here.' };
  if (target.kind === 'route' && target.routeKind !== undefined) return { hint: 'Routes of a file have no kind.' };
  return target.kind === 'route' && target.rule !== undefined ? { hint: "A route's ruleName is not looked at." } : undefined;
}

function nameOf(target: PolicyTarget): string {
  if (target.kind === 'gateway' && target.listener !== undefined)
    return `listener ${target.listener} of gateway ${target.namespace}/${target.name}`;
  return `${target.kind === 'listenerSet' ? 'listener set' : target.kind} ${target.namespace}/${target.name}`;
}
