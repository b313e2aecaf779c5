// Names that a configuration defines and refers to: clusters, route tables, secrets, HTTP filters. Read off the text, which may be broken.
import { type PathPart, scalarsOf } from '../../../text/typing.ts';

export type NameKind = 'cluster' | 'routes' | 'secret' | 'filter' | 'plugin';

/** Larger texts are not searched while someone types. */
const LONGEST_TEXT = 4_000_000;
const MOST_NAMES = 5_000;

/** By the key of the list or map that a `name` stands in. */
const HOLDERS: ReadonlyMap<string, NameKind> = new Map([
  ['clusters', 'cluster'],
  ['cluster', 'cluster'],
  ['route_config', 'routes'],
  ['routeConfig', 'routes'],
  ['secrets', 'secret'],
  ['secret', 'secret'],
  ['http_filters', 'filter'],
  ['httpFilters', 'filter'],
  ['cluster_specifier_plugins', 'plugin'],
]);

const RESOURCES: ReadonlyMap<string, NameKind> = new Map([
  ['envoy.config.cluster.v3.Cluster', 'cluster'],
  ['envoy.config.route.v3.RouteConfiguration', 'routes'],
  ['envoy.extensions.transport_sockets.tls.v3.Secret', 'secret'],
]);

export type Names = Readonly<Record<NameKind, readonly string[]>>;

/** Every name that the text defines, in the order of the text. */
export function namesIn(text: string): Names {
  const found: Record<NameKind, Set<string>> = {
    cluster: new Set(),
    routes: new Set(),
    secret: new Set(),
    filter: new Set(),
    plugin: new Set(),
  };
  if (text.length <= LONGEST_TEXT) {
    const resources = new Map<string, { type?: string; name?: string }>();
    scalarsOf(text, ({ path, value }) => {
      const key = path.at(-1);
      if (key === 'name') note(found, kindOf(path), value);
      if (path.length <= 3 && (key === 'name' || key === '@type')) {
        const at = path.slice(0, -1).join('/');
        const resource = resources.get(at) ?? {};
        resources.set(at, key === 'name' ? { ...resource, name: value } : { ...resource, type: value.slice(value.lastIndexOf('/') + 1) });
      }
    });
    for (const { type, name } of resources.values()) note(found, RESOURCES.get(type ?? ''), name);
  }
  return {
    cluster: [...found.cluster],
    routes: [...found.routes],
    secret: [...found.secret],
    filter: [...found.filter],
    plugin: [...found.plugin],
  };
}

function kindOf(path: readonly PathPart[]): NameKind | undefined {
  const holder = path.at(-2);
  const key = typeof holder === 'number' ? path.at(-3) : holder === 'extension' ? path.at(-4) : holder;
  if (typeof key !== 'string') return undefined;
  // Clusters of a weighted_clusters list are references themselves.
  return key === 'clusters' && path.at(-4) === 'weighted_clusters' ? undefined : HOLDERS.get(key);
}

function note(found: Readonly<Record<NameKind, Set<string>>>, kind: NameKind | undefined, name: string | undefined): void {
  if (kind !== undefined && name !== undefined && name !== '' && found[kind].size < MOST_NAMES) found[kind].add(name);
}

/** What the value of a field refers to. */
export function referenceOf(owner: string, field: string): NameKind | undefined {
  if (field === 'cluster_specifier_plugin') return 'plugin';
  if (field === 'route_config_name' || field === 'route_configuration_name') return 'routes';
  if (field === 'name' && owner.endsWith('.SdsSecretConfig')) return 'secret';
  if (field === 'name' && owner.endsWith('.WeightedCluster.ClusterWeight')) return 'cluster';
  if (owner.startsWith('envoy.admin.') || owner.endsWith('.ClusterLoadAssignment')) return undefined;
  return ['cluster', 'cluster_name', 'cluster_names', 'shadow_cluster', 'collector_cluster', 'local_cluster_name'].includes(field)
    ? 'cluster'
    : undefined;
}
