// Routes to clusters that nothing defines. Envoy 1.40 refuses them in a route_config that it validates; elsewhere it loads them, and their
// requests get 503 NC.

import type { CheckContext, CheckTable } from '../load/check.ts';
import { child, children, chosen, has, type Message, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const missingCluster: CheckTable = {
  [TypeNames.routeAction]: (action, x) => {
    if (mayComeLater(x)) return;
    const kind = chosen(action, 'cluster_specifier');
    if (kind === 'cluster') report(action, 'cluster', x);
    if (kind === 'weighted_clusters') for (const part of children(child(action, 'weighted_clusters'), 'clusters')) report(part, 'name', x);
  },
};

/** Without a bootstrap, or with discovery, clusters may come from elsewhere. */
const mayComeLater = ({ configuration: { bootstrap, bare } }: CheckContext): boolean =>
  bare !== undefined || bootstrap === undefined || has(bootstrap, 'dynamic_resources') || has(bootstrap, 'xds_delegate_extension');

function report(m: Message, field: string, { problems, staticClusters }: CheckContext): void {
  const name = text(m, field);
  if (name === '' || staticClusters.has(name) || problems.refused) return;
  problems.warn(
    'unknown-cluster',
    `No cluster is called ${JSON.stringify(name)}: requests that come here are answered 503 (NC).`,
    originOf(m, field),
  );
}
