// Clusters with fixed endpoints and none listed: requests are answered 503 (UH).
import type { CheckTable } from '../load/check.ts';
import { clusterType } from '../lower/clusters.ts';
import { child, children, originOf, text } from '../schema/message.ts';
import { TypeNames } from './type-names.ts';

export const emptyCluster: CheckTable = {
  [TypeNames.cluster]: (cluster, { problems }) => {
    const type = clusterType(cluster);
    if (type !== 'STATIC' && type !== 'STRICT_DNS') return;
    const groups = children(child(cluster, 'load_assignment'), 'endpoints');
    if (groups.some((group) => children(group, 'lb_endpoints').length > 0 || child(group, 'leds_cluster_locality_config') !== undefined))
      return;
    problems.add(
      'empty-cluster',
      'info',
      `Cluster ${text(cluster, 'name')} has no endpoints: requests that come here are answered 503 (UH).`,
      originOf(cluster),
    );
  },
};
