// Everything that was defined, as one model.
import type { Opaque } from '../../../model/model.ts';
import { isNetworkSimulated } from '../connection/network-steps.ts';
import type { Configuration, Resource } from '../documents/configuration.ts';
import type { EnvoyModel, EnvoyPolicy, EnvoyRouteTable } from '../model.ts';
import { has, text } from '../schema/message.ts';
import { isSimulated } from '../steps/table.ts';
import { assignmentsByName, lowerCluster } from './clusters.ts';
import { lowerListener } from './listeners.ts';
import { lowerRouteTable } from './routes.ts';

/** Of resources with one name the first static, or the last delivered, serves. */
function serving(resources: readonly Resource[]): readonly Resource[] {
  return resources.filter((r) => r.state !== 'draining' && r.state !== 'warming');
}

export function lowerConfiguration(
  configuration: Configuration,
  profile: string,
  environment: Readonly<Record<string, string>> = {},
): EnvoyModel {
  const assignments = assignmentsByName(configuration.endpoints);
  const clusterIds = new Map<string, string>();
  const clusters = serving(configuration.clusters).flatMap((r) => {
    const name = text(r.message, 'name');
    if (clusterIds.has(name)) return [];
    const id = `cluster:${name}`;
    clusterIds.set(name, id);
    return [lowerCluster(r.message, id, assignments, configuration)];
  });
  const clusterId = (name: string): string | undefined => clusterIds.get(name);
  const tables: EnvoyRouteTable[] = serving(configuration.routes).map((r, i) => lowerRouteTable(r.message, `routes[${i}]`, clusterId));
  const context = { clusterId, configuration, tables: new Map(tables.map((t) => [t.name, t])) };
  const seen = new Set<string>();
  const listeners = serving(configuration.listeners).flatMap((r, i) => {
    const name = text(r.message, 'name');
    // Envoy 1.40: of two static listeners with one name the second is silently ignored
    if (name !== '' && seen.has(name)) return [];
    seen.add(name);
    return [
      lowerListener(r.message, `listener:${name === '' ? i : name}`, context, (type) => isSimulated(type) || isNetworkSimulated(type)),
    ];
  });
  const opaque = listeners.flatMap((l) => l.chains.flatMap((c) => c.policies.flatMap(unknownPart)));
  return { dialect: 'envoy', profile, listeners, clusters, opaque, configuration, tables, environment };
}

/** A filter of a type that is not known, or written as a TypedStruct: known by its name only. */
function unknownPart(policy: EnvoyPolicy): readonly Opaque[] {
  const { typed } = policy;
  if (typed !== undefined && typed.message !== undefined && !typed.typedStruct) return [];
  if (typed === undefined && has(policy.config, 'typed_config')) return [];
  return [{ kind: 'opaque', id: `${policy.id}/opaque`, term: policy.term, name: policy.name, origin: policy.origin, type: policy.type }];
}
