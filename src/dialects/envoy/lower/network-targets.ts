// Clusters that network filters send to by keys or methods of their own protocol: drawn, with no share of the traffic.
import type { Target } from '../../../model/model.ts';
import { type AnyValue, child, children, type Message, originOf, text } from '../schema/message.ts';
import type { ClusterId } from './routes.ts';

const NETWORK = 'envoy.extensions.filters.network';

/** Where each filter's configuration names clusters: message and field. */
const NAMING: Readonly<Record<string, (m: Message) => readonly (readonly [Message, string])[]>> = {
  [`${NETWORK}.redis_proxy.v3.RedisProxy`]: (m) => {
    const prefixes = child(m, 'prefix_routes');
    const rest = child(prefixes, 'catch_all_route');
    return [...children(prefixes, 'routes'), ...(rest === undefined ? [] : [rest])].map((route) => [route, 'cluster']);
  },
  [`${NETWORK}.thrift_proxy.v3.ThriftProxy`]: (m) =>
    children(child(m, 'route_config'), 'routes').flatMap((route): readonly (readonly [Message, string])[] => {
      const action = child(route, 'route');
      const weighted = children(child(action, 'weighted_clusters'), 'clusters').map((part) => [part, 'name'] as const);
      return action === undefined || weighted.length > 0 ? weighted : [[action, 'cluster'] as const];
    }),
};

/** The clusters that the filters of a chain name, each once. */
export function networkTargets(filters: readonly (AnyValue | undefined)[], clusterId: ClusterId): readonly Target[] {
  const out = new Map<string, Target>();
  for (const filter of filters) {
    const naming = filter?.message === undefined || !Object.hasOwn(NAMING, filter.type) ? undefined : NAMING[filter.type];
    for (const [m, field] of naming?.(filter?.message as Message) ?? []) {
      const name = text(m, field);
      if (name !== '' && !out.has(name)) out.set(name, { name, cluster: clusterId(name), weight: 0, origin: originOf(m, field) });
    }
  }
  return [...out.values()];
}
