// References to clusters that nothing defines. Envoy 1.40 refuses them in a route_config that it validates; elsewhere, and for every
// service and network filter, it loads them, and what needs them fails.
import type { Check, CheckContext, CheckTable } from '../load/check.ts';
import { child, children, chosen, flag, has, type Message, originOf, text, texts } from '../schema/message.ts';
import { mayComeLater } from './known-clusters.ts';
import { TypeNames } from './type-names.ts';

/** Fields that name a cluster and that nobody checks: by message, with what happens. */
const UNCHECKED: Readonly<Record<string, { readonly field: string; readonly outcome: string }>> = {
  [TypeNames.envoyGrpc]: { field: 'cluster_name', outcome: 'the service cannot be asked' },
  'envoy.config.core.v3.HttpUri': { field: 'cluster', outcome: 'the service cannot be asked' },
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': { field: 'cluster', outcome: 'connections are closed' },
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight': {
    field: 'name',
    outcome: 'connections are closed',
  },
  'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route': { field: 'cluster', outcome: 'commands fail' },
  'envoy.extensions.filters.http.fault.v3.HTTPFault': { field: 'upstream_cluster', outcome: 'no fault is ever injected' },
};

const AGGREGATE = 'envoy.extensions.clusters.aggregate.v3.ClusterConfig';

const unchecked: CheckTable = Object.fromEntries(
  Object.entries(UNCHECKED).map(([type, { field, outcome }]): [string, Check] => [
    type,
    (m, x) => report(text(m, field), m, field, outcome, x),
  ]),
);

export const missingCluster: CheckTable = {
  ...unchecked,
  [AGGREGATE]: (m, x) => {
    for (const name of texts(m, 'clusters')) report(name, m, 'clusters', 'it is passed over', x);
  },
  [TypeNames.routeAction]: (action, x) => {
    if (isChecked(x)) return;
    const outcome = 'requests that come here are answered 503 (NC)';
    const kind = chosen(action, 'cluster_specifier');
    if (kind === 'cluster') report(text(action, 'cluster'), action, 'cluster', outcome, x);
    if (kind === 'weighted_clusters')
      for (const part of children(child(action, 'weighted_clusters'), 'clusters')) report(text(part, 'name'), part, 'name', outcome, x);
  },
};

/** Envoy itself refuses unknown clusters of this route table. Routes inside a matcher it never checks. */
function isChecked({ parents, configuration }: CheckContext): boolean {
  if (parents.some((p) => p.type.name.endsWith('.Matcher'))) return false;
  const table = parents.find((p) => p.type.name === TypeNames.routeConfiguration);
  if (table === undefined) return false;
  return has(table, 'validate_clusters') ? flag(table, 'validate_clusters') : !configuration.routes.some((r) => r.message === table);
}

function report(name: string, m: Message, field: string, outcome: string, { problems, staticClusters, configuration }: CheckContext): void {
  if (name === '' || staticClusters.has(name) || mayComeLater(configuration)) return;
  problems.warn('unknown-cluster', `No cluster is called ${JSON.stringify(name)}: ${outcome}.`, originOf(m, field));
}
