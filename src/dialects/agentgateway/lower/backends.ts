// Backends: those a route holds itself, and those of the section `backends` that are referenced by name. A host that several routes
// name inline is one cluster of the model.
import type { ClusterEndpoint, Origin, Priority } from '../../../model/model.ts';
import type { AgwBackend, AgwPolicy, BackendKind, BackendSpec, Level, RouteBackend, Service } from '../model.ts';
import { llm, mcp } from '../parts.ts';
import { type At, child, hasKey, numberOf, originOf, textOf } from '../read/at.ts';
import { backendNameOf } from '../read/backend-ref.ts';
import { celOf } from '../read/cel.ts';
import { readHostPort } from '../read/host-port.ts';
import { readPolicies } from '../steps/index.ts';
import { BACKEND_TERM } from './terms.ts';

export interface BackendReader {
  /** A backend of a route. `name` is what `backend.name` gives in expressions for one that is written inline. */
  readonly routeBackend: (at: At, name: string) => RouteBackend;
  readonly clusters: () => readonly AgwBackend[];
}

const KINDS: readonly BackendKind[] = ['host', 'service', 'backend', 'dynamic', 'mcp', 'ai', 'aws', 'internal', 'routeGroup', 'invalid'];

export const kindOf = (at: At): BackendKind => KINDS.find((kind) => hasKey(at, kind)) ?? 'invalid';

export function backendReader(named: readonly AgwBackend[], services: readonly Service[]): BackendReader {
  const clusters = new Map<string, AgwBackend>(named.map((backend) => [backend.id, backend]));
  const keep = (id: string, make: () => AgwBackend): string => {
    if (!clusters.has(id)) clusters.set(id, make());
    return id;
  };
  return {
    clusters: () => [...clusters.values()],
    routeBackend: (at, name) => {
      const kind = kindOf(at);
      const policies = readPolicies(child(at, 'policies'), 'backend', 'routeBackend', name);
      const base = { kind, policies, weight: numberOf(child(at, 'weight')) ?? 1, origin: originOf(at), fullName: `/${name}` };
      const reference = textOf(child(at, 'backend'));
      if (kind === 'backend' && reference !== undefined) {
        const id = `backend/${backendNameOf(reference) ?? ''}`;
        return { ...base, name: reference, fullName: reference, cluster: clusters.has(id) ? id : undefined };
      }
      if (kind === 'routeGroup') {
        const group = textOf(child(at, 'routeGroup')) ?? '';
        return { ...base, name: group, group, cluster: undefined, table: groupTableId(group) };
      }
      const spec = readBackendSpec(at, services);
      if (spec === undefined) return { ...base, name: kind, cluster: undefined };
      const label = labelOf(spec) ?? name.split('/').slice(-2).join('/');
      const id = keep(spec.kind === 'host' || spec.kind === 'service' ? `${spec.kind}/${label}` : name, () =>
        clusterOf(
          `${spec.kind === 'host' || spec.kind === 'service' ? `${spec.kind}/${label}` : name}`,
          label,
          spec,
          [],
          originOf(at),
          services,
        ),
      );
      const target = celOf(child(child(at, 'dynamic'), 'target'));
      return {
        ...base,
        ...(spec.kind === 'service' ? { fullName: `${spec.hostname}:${spec.port}` } : {}),
        name: label,
        cluster: id,
        ...(target === undefined ? {} : { dynamicTarget: target }),
      };
    },
  };
}

/** The id of a route group's table. */
export const groupTableId = (name: string): string => `routegroup/${name}`;

/** What a spec is called: `host:port`, `ns/host:port`; undefined for those that only have the name of their place. */
function labelOf(spec: BackendSpec): string | undefined {
  switch (spec.kind) {
    case 'host':
      return `${spec.host}:${spec.port}`;
    case 'service':
      return `${spec.namespace}/${spec.hostname}:${spec.port}`;
    case 'aws':
      return spec.arn;
    case 'internal':
      return `internal ${spec.target ?? 'forward'}`;
    case 'dynamic':
      return 'dynamic';
    case 'mcp':
      return spec.mcp.targets.length === 0 ? undefined : spec.mcp.targets.map((target) => target.name).join(', ');
    case 'ai':
      return spec.ai.groups.flat()[0]?.name;
    case 'llm':
    case 'ui':
      return spec.kind;
  }
}

export function readBackendSpec(at: At, services: readonly Service[]): BackendSpec | undefined {
  const kind = kindOf(at);
  switch (kind) {
    case 'host': {
      const host = textOf(child(at, 'host'));
      const read = host === undefined ? undefined : readHostPort(host);
      return read === undefined ? undefined : { kind, ...read };
    }
    case 'service': {
      const name = textOf(child(child(at, 'service'), 'name')) ?? '';
      const slash = name.indexOf('/');
      const port = numberOf(child(child(at, 'service'), 'port')) ?? 0;
      void services;
      return { kind, namespace: name.slice(0, Math.max(0, slash)), hostname: name.slice(slash + 1), port };
    }
    case 'dynamic':
      return { kind };
    case 'internal':
      return { kind, target: textOf(child(at, 'internal')) };
    case 'aws':
      return { kind, arn: textOf(child(child(child(at, 'aws'), 'agentCore'), 'agentRuntimeArn')) ?? '' };
    case 'mcp':
      return { kind, mcp: mcp().readMcp(child(at, 'mcp')) };
    case 'ai':
      return { kind, ai: llm().readAi(child(at, 'ai')) };
    case 'backend':
    case 'routeGroup':
    case 'invalid':
      return undefined;
  }
}

/** The section `backends`. Where a name stands twice the later entry counts. */
export function lowerNamedBackends(list: readonly At[], services: readonly Service[]): readonly AgwBackend[] {
  const byId = new Map<string, AgwBackend>();
  for (const at of list) {
    const name = textOf(child(at, 'name'));
    const spec = readBackendSpec(at, services);
    if (name === undefined || spec === undefined) continue;
    const id = `backend/${name}`;
    byId.set(
      id,
      clusterOf(id, name, spec, readPolicies(child(at, 'policies'), 'backend', 'backend' satisfies Level, id), originOf(at), services),
    );
  }
  return [...byId.values()];
}

export function clusterOf(
  id: string,
  name: string,
  spec: BackendSpec,
  policies: readonly AgwPolicy[],
  origin: Origin,
  services: readonly Service[],
): AgwBackend {
  return {
    kind: 'cluster',
    id,
    term: BACKEND_TERM,
    name,
    origin,
    type: spec.kind,
    backend: spec,
    policies,
    priorities: prioritiesOf(id, spec, origin, services),
  };
}

function prioritiesOf(id: string, spec: BackendSpec, origin: Origin, services: readonly Service[]): readonly Priority[] {
  const addresses = addressesOf(spec, services);
  if (addresses.length === 0) return [];
  return [
    { level: 0, localities: [{ name: '', weight: undefined, endpoints: addresses.map((address) => endpointOf(id, address, origin)) }] },
  ];
}

/** The addresses of a spec that has any, in the order written. */
export function addressesOf(spec: BackendSpec, services: readonly Service[]): readonly string[] {
  switch (spec.kind) {
    case 'host':
      return [`${spec.host}:${spec.port}`];
    case 'service': {
      const service = services.find((s) => s.namespace === spec.namespace && s.hostname === spec.hostname);
      return (
        service?.endpoints.map((e) => `${e.address}:${e.ports[String(spec.port)] ?? service.ports[String(spec.port)] ?? spec.port}`) ?? []
      );
    }
    case 'mcp':
      return spec.mcp.targets.flatMap((target) => target.endpoint ?? []);
    case 'ai':
      return spec.ai.groups.flat().flatMap((provider) => provider.endpoint ?? []);
    case 'llm':
      return [...new Set(spec.llm.models.flatMap((model) => model.endpoint ?? []))];
    case 'dynamic':
    case 'internal':
    case 'aws':
    case 'ui':
      return [];
  }
}

const endpointOf = (cluster: string, address: string, origin: Origin): ClusterEndpoint => ({
  kind: 'endpoint',
  id: `${cluster}/endpoint/${address}`,
  term: 'endpoint',
  name: address,
  origin,
  address,
  weight: 1,
  health: 'healthy',
});
