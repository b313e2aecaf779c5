// Entries of `policies` whose target is not there.
import type { AgwModel, PolicyTarget } from '../../model.ts';
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
      return allListeners(model).some(
        (l) =>
          l.gateway === target.name && l.namespace === target.namespace && (target.listener === undefined || target.listener === l.name),
      );
    case 'route':
      return allRoutes(model).some((route) => route.name === target.name && route.namespace === target.namespace);
    case 'backend':
      return target.namespace === '' && isNamedBackend(target, model);
    case 'service':
      return model.services.some((service) => service.hostname === target.name && service.namespace === target.namespace);
    case 'listenerSet':
      return false;
  }
}

const isNamedBackend = ({ name }: PolicyTarget, { clusters }: AgwModel): boolean => clusters.some(({ id }) => id === `backend/${name}`);

/** What would be there, where only the namespace is wrong. */
const hintOf = (target: PolicyTarget, model: AgwModel): { readonly hint: string } | undefined =>
  target.kind === 'backend' && isNamedBackend(target, model)
    ? { hint: "Entries of backends are in no namespace: write namespace: ''." }
    : undefined;

function nameOf(target: PolicyTarget): string {
  if (target.kind === 'gateway' && target.listener !== undefined)
    return `listener ${target.listener} of gateway ${target.namespace}/${target.name}`;
  return `${target.kind === 'listenerSet' ? 'listener set' : target.kind} ${target.namespace}/${target.name}`;
}
