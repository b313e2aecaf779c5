// Which of a route's backends is called (agentgateway 1.4): by weight, decided by the request's random value modulo the sum of the weights, in the order of the
// configuration. All weights zero, or no backend at all: 500.
import type { Backend } from '../../../model/decision.ts';
import type { AgwModel, RouteBackend } from '../model.ts';
import { clusterOf, endpointsOf } from './clusters.ts';
import type { Exchange } from './exchange.ts';

export interface ChosenBackend {
  readonly chosen: RouteBackend | undefined;
  readonly listed: readonly Backend[];
}

export function chooseBackend(backends: readonly RouteBackend[], x: Exchange): ChosenBackend {
  const total = backends.reduce((sum, backend) => sum + backend.weight, 0);
  const chosen = total > 0 ? pick(backends, x.random % total) : undefined;
  return { chosen, listed: backends.map((backend) => listedBackend(backend, x.model, total, backend === chosen)) };
}

/** Whether another random value could have chosen another one. */
export const isWeighed = (backends: readonly { readonly weight: number }[]): boolean =>
  backends.filter(({ weight }) => weight > 0).length > 1;

/** The answer rests on a choice by weight and the random value: the sentence says so. */
export function weigh(x: Exchange): void {
  x.chance = true;
  x.facts.set(':weighed', true);
}

function pick(backends: readonly RouteBackend[], value: number): RouteBackend | undefined {
  let rest = value;
  for (const backend of backends) {
    if (rest < backend.weight) return backend;
    rest -= backend.weight;
  }
  return undefined;
}

function listedBackend(backend: RouteBackend, model: AgwModel, total: number, chosen: boolean): Backend {
  const cluster = clusterOf(model, backend.cluster);
  const endpoints = cluster === undefined ? [] : endpointsOf(cluster);
  return {
    name: backend.name,
    kind: backend.kind,
    weight: backend.weight,
    share: total === 0 ? 0 : backend.weight / total,
    chosen,
    ...(cluster?.backend.kind === 'host' ? { port: cluster.backend.port } : {}),
    ...(endpoints.length === 0 ? {} : { endpoints }),
  };
}
