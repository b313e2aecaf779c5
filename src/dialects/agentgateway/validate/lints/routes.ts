// Every route of a model, each once.
import { routesOf } from '../../lower/routes.ts';
import type { AgwListener, AgwModel, AgwRoute } from '../../model.ts';

export const allListeners = (model: AgwModel): readonly AgwListener[] => model.listeners.flatMap((bind) => bind.chains);

export function allRoutes(model: AgwModel): readonly AgwRoute[] {
  const seen = new Map<string, AgwRoute>();
  const add = (route: AgwRoute): void => {
    const place = `${route.origin.file} ${route.origin.path}`;
    if (!seen.has(place)) seen.set(place, route);
  };
  for (const listener of allListeners(model)) {
    for (const route of routesOf(listener)) add(route);
    for (const route of listener.tcpRoutes) add(route);
  }
  for (const group of model.groups) for (const host of group.table.hosts) for (const route of host.routes) add(route);
  return [...seen.values()];
}
