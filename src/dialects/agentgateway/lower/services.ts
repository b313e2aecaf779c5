// The mesh sections: services with their ports, workloads that serve them.
import type { Service } from '../model.ts';
import { type At, child, entries, numberOf, originOf, textOf, textsOf } from '../read/at.ts';

export function lowerServices(services: readonly At[], workloads: readonly At[]): readonly Service[] {
  return services.map((at) => {
    const namespace = textOf(child(at, 'namespace')) ?? '';
    const hostname = textOf(child(at, 'hostname')) ?? '';
    return {
      name: textOf(child(at, 'name')) ?? '',
      namespace,
      hostname,
      ports: portsOf(child(at, 'ports')),
      endpoints: workloads.flatMap((workload) => endpointsOf(workload, `${namespace}/${hostname}`)),
      origin: originOf(at),
    };
  });
}

function portsOf(at: At): Readonly<Record<string, number>> {
  return Object.fromEntries(
    entries(at).flatMap(([port, target]) => {
      const number = numberOf(target);
      return number === undefined ? [] : [[port, number] as const];
    }),
  );
}

function endpointsOf(workload: At, service: string): Service['endpoints'] {
  const ports = entries(child(workload, 'services')).find(([name]) => name === service)?.[1];
  if (ports === undefined) return [];
  return textsOf(child(workload, 'workloadIps')).map((address) => ({ address, ports: portsOf(ports) }));
}
