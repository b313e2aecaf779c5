// Clusters by id, looked up once for every request, and their endpoints.
import type { AgwBackend, AgwModel } from '../model.ts';

const indexes = new WeakMap<AgwModel, ReadonlyMap<string, AgwBackend>>();

export function clusterOf(model: AgwModel, id: string | undefined): AgwBackend | undefined {
  let index = indexes.get(model);
  if (index === undefined) {
    index = new Map(model.clusters.map((cluster) => [cluster.id, cluster]));
    indexes.set(model, index);
  }
  return id === undefined ? undefined : index.get(id);
}

export const endpointsOf = ({ priorities }: AgwBackend): readonly string[] =>
  priorities.flatMap((p) => p.localities.flatMap((l) => l.endpoints.map((e) => e.address)));
