// What is written in a box: names that say more than the address does, what a route matches, where it ends.
import type { Action, Cluster, ClusterEndpoint, FilterChain, Listener, Locality, Priority, Route } from '../model/model.ts';
import { shortEnd, shorten } from './short.ts';

/** `:8080`, `10.0.0.1:8080`; a listener without a port by its name. */
export function addressOf(listener: Listener): string {
  if (listener.port === undefined) return listener.name;
  const every = listener.address === undefined || listener.address === '0.0.0.0' || listener.address === '::';
  return every ? `:${listener.port}` : `${listener.address?.includes(':') ? `[${listener.address}]` : listener.address}:${listener.port}`;
}

/** What has no name is called after its place in the text: `filter_chains[0]`. */
export const isPlaceName = (name: string): boolean => /\[\d+\]$/.test(name);

/** Names that say more than the address does: of the listener, and of a chain that is folded into it. */
export function nameUnlessAddress(listener: Listener, chain?: FilterChain): string {
  const said = new Set([addressOf(listener), String(listener.port), `${listener.address}:${listener.port}`]);
  const own = chain === undefined || isPlaceName(chain.name) ? '' : chain.name;
  return [...new Set([listener.name, own])].filter((name) => name !== '' && !said.has(name)).join(', ');
}

/** What a connection or host must be for the chain. */
export const chainDetail = (chain: FilterChain): string =>
  (chain.isDefault ? 'default' : chain.conditions.map((condition) => shorten(condition.says)).join(', ')) || 'every connection';

/** Name and second line of a route. One without a name is told by what it matches, and called after its place below that. */
export function routeWords(route: Route): { readonly label: string; readonly detail: string } {
  const matches = matchesOf(route);
  const [label, more] = isPlaceName(route.name) && matches !== '' ? [matches, route.name] : [route.name, matches];
  return { label, detail: [more, endOf(route.action)].filter(Boolean).join(' ') };
}

/** What a route matches, shortly: the conditions of its first alternative, and how many others there are. */
function matchesOf(route: Route): string {
  const [first, ...others] = route.matches;
  if (first === undefined) return '';
  const says = first.conditions.map((condition) => shorten(condition.says)).join(', ') || 'every request';
  return others.length === 0 ? says : `${says}, or ${others.length} more`;
}

/** Where a route ends that forwards nothing. */
const endOf = (action: Action): string =>
  action.kind === 'redirect' || action.kind === 'respond' || action.kind === 'opaque' ? `→ ${shortEnd(action.says)}` : '';

/** An endpoint with where it stands in its cluster. */
export interface PlacedEndpoint {
  readonly endpoint: ClusterEndpoint;
  /** Priority where there are several, locality, health unless it is healthy. */
  readonly detail: string;
}

/** Every endpoint of a cluster, in the order of its priorities and localities. */
export const endpointsOf = ({ priorities }: Cluster): readonly PlacedEndpoint[] =>
  priorities.flatMap((priority) =>
    priority.localities.flatMap((locality) =>
      locality.endpoints.map((endpoint) => ({
        endpoint,
        detail: placeOf(endpoint, locality, priorities.length > 1 ? priority : undefined),
      })),
    ),
  );

const placeOf = (endpoint: ClusterEndpoint, locality: Locality, priority: Priority | undefined): string =>
  [priority === undefined ? '' : `priority ${priority.level}`, locality.name, endpoint.health === 'healthy' ? '' : endpoint.health]
    .filter(Boolean)
    .join(', ');
