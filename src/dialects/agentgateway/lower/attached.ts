// Which entities the policies act on that are written apart from them: entries of `policies` on what they target, `frontendPolicies` on every socket.
import type { Attachment } from '../../../model/model.ts';
import type { AgwBackend, AgwListener, AgwModel, AgwPolicy, AgwRoute, PolicyTarget } from '../model.ts';
import { isBackendTarget, isGatewayTarget, isRouteTarget } from '../run/merge.ts';
import { routesOf } from './routes.ts';

type Parts = Pick<AgwModel, 'listeners' | 'clusters' | 'groups' | 'targeted'> & { readonly frontend: readonly AgwPolicy[] };

/** Policies with the ids of what they act on, where that is there. */
export function attachmentsOf({ listeners, clusters, groups, targeted, frontend }: Parts): readonly Attachment[] {
  const chains = listeners.flatMap((bind) => bind.chains);
  const inTables = [...chains.flatMap(routesOf), ...groups.flatMap(({ table }) => table.hosts.flatMap((host) => host.routes))];
  const routes = [...new Set(inTables)];
  const all = [
    { policies: frontend, to: listeners.map(({ id }) => id) },
    ...targeted.map(({ target, policies }) => ({ policies, to: targetsOf(target, chains, routes, clusters) })),
  ];
  return all.filter(({ policies, to }) => policies.length > 0 && to.length > 0);
}

function targetsOf(
  target: PolicyTarget,
  chains: readonly AgwListener[],
  routes: readonly AgwRoute[],
  clusters: readonly AgwBackend[],
): readonly string[] {
  switch (target.kind) {
    case 'gateway':
      return chains.flatMap((chain) => (isGatewayTarget(target, chain) === undefined ? [] : [chain.id]));
    case 'route':
      return routes.flatMap((route) => (isRouteTarget(target, route) === undefined ? [] : [route.id]));
    case 'backend':
    case 'service':
      return clusters.flatMap((cluster) => (isBackendTarget(target, cluster) ? [cluster.id] : []));
    case 'listenerSet':
      return [];
  }
}
