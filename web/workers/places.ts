// Every entity of a model with its place, in the order of the text.
import type { Entity, FilterChain, Model, RouteTable } from '../../src/model/model.ts';
import type { Place } from '../../src/protocol/engine.ts';

export function placesOf(model: Model): readonly Place[] {
  const out: Place[] = [];
  const seen = new Set<string>();
  const add = ({ id, term, name, origin }: Entity) => {
    if (seen.has(id)) return false;
    seen.add(id);
    out.push({ entity: id, term, name, file: origin.file, span: origin.span });
    return true;
  };
  const all = (entities: readonly Entity[]) => entities.forEach(add);
  // A delivered table stands by itself and below every listener that uses it.
  const table = (routes: RouteTable) => {
    if (!add(routes)) return;
    for (const host of routes.hosts) {
      add(host);
      all(host.policies);
      for (const one of host.routes) {
        add(one);
        all(one.policies);
        if (one.action.kind === 'forward') for (const { policies = [] } of one.action.targets) all(policies);
      }
    }
  };
  const chain = (one: FilterChain) => {
    add(one);
    all(one.policies);
    if (one.routes !== undefined) table(one.routes);
    if (one.connections !== undefined) table(one.connections);
  };
  for (const listener of model.listeners) {
    add(listener);
    listener.chains.forEach(chain);
  }
  model.tables?.forEach(table);
  for (const cluster of model.clusters) {
    add(cluster);
    all(cluster.policies ?? []);
    for (const { localities } of cluster.priorities) for (const { endpoints } of localities) all(endpoints);
  }
  for (const { policies } of model.attached ?? []) all(policies);
  all(model.opaque);
  return out.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}
