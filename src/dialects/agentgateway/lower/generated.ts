// Routes that a section makes: `llm` serves every path, `mcp` its own on a shared gateway, `ui` the paths of the console.
import type { Origin } from '../../../model/model.ts';
import type { AgwBackend, AgwMatch, AgwRoute, Bind, PathTest, RouteBackend, Service } from '../model.ts';
import { llm, mcp } from '../parts.ts';
import { type At, child, isPresent, numberOf, originOf } from '../read/at.ts';
import { readPolicies } from '../steps/index.ts';
import { clusterOf } from './backends.ts';
import type { Attached } from './gateways.ts';
import { listenerOf } from './listeners.ts';
import { rankOf } from './rank.ts';
import { routeTermOf } from './terms.ts';

export interface Generated {
  readonly clusters: readonly AgwBackend[];
  /** Ports that sections open for themselves. */
  readonly binds: readonly Bind[];
  readonly attached: readonly Attached[];
}

const prefix = (value: string): PathTest => ({ kind: 'prefix', value });
const exact = (value: string): PathTest => ({ kind: 'exact', value });

interface Section {
  readonly kind: 'llm' | 'mcp' | 'ui';
  readonly at: At;
  readonly routeName: string;
  readonly backend: AgwBackend;
  /** Paths on a gateway that others use, too. */
  readonly shared: readonly PathTest[];
  /** Port of its own without gateways; undefined: it has none. */
  readonly port: number | undefined;
}

export function lowerGenerated(top: At, services: readonly Service[]): Generated {
  const sections = [llmSection(top, services), mcpSection(top, services), uiSection(top)].filter((section) => section !== undefined);
  const alone = (section: Section): boolean =>
    !isPresent(child(section.at, 'gateways')) &&
    section.port !== undefined &&
    (isPresent(child(section.at, 'port')) || !hasDefaultGateway(top));
  return {
    clusters: sections.map((section) => section.backend),
    binds: sections.filter(alone).map(bindOf),
    attached: sections
      .filter((section) => !alone(section))
      .map((section) => ({ gateways: child(section.at, 'gateways'), routes: (key) => [routeOf(section, key, section.shared)] })),
  };
}

const hasDefaultGateway = (top: At): boolean => isPresent(child(child(top, 'gateways'), 'default'));

function llmSection(top: At, services: readonly Service[]): Section | undefined {
  const at = child(top, 'llm');
  if (!isPresent(at)) return undefined;
  const backend = clusterOf('llm', 'llm', { kind: 'llm', llm: llm().readLlm(at) }, [], originOf(at), services);
  return { kind: 'llm', at, routeName: 'llm:request', backend, shared: [prefix('/')], port: numberOf(child(at, 'port')) ?? 4000 };
}

function mcpSection(top: At, services: readonly Service[]): Section | undefined {
  const at = child(top, 'mcp');
  if (!isPresent(at)) return undefined;
  const backend = clusterOf('mcp', 'mcp', { kind: 'mcp', mcp: mcp().readMcp(at) }, [], originOf(at), services);
  return {
    kind: 'mcp',
    at,
    routeName: 'default',
    backend,
    shared: [prefix('/mcp'), prefix('/sse'), prefix('/.well-known')],
    port: numberOf(child(at, 'port')) ?? 3000,
  };
}

function uiSection(top: At): Section | undefined {
  const at = child(top, 'ui');
  if (!isPresent(at)) return undefined;
  const backend = clusterOf('ui', 'ui', { kind: 'ui' }, [], originOf(at), []);
  const paths = ['/ui', '/api/runtime', '/api/config', '/api/cel', '/api/logs', '/api/costs'];
  return { kind: 'ui', at, routeName: 'ui', backend, shared: [exact('/'), ...paths.map(prefix)], port: undefined };
}

function bindOf(section: Section): Bind {
  const { kind, at, port } = section;
  const key = `default/default/bind/${port}/${kind}`;
  const origin = originOf(at);
  const tls = isPresent(child(at, 'tls'));
  return {
    kind: 'listener',
    id: `bind/${kind}`,
    term: kind,
    name: kind,
    origin,
    address: undefined,
    port,
    internal: false,
    chains: [
      listenerOf({
        key,
        name: kind,
        namespace: 'default',
        gateway: 'default',
        origin,
        hostname: '',
        protocol: tls ? 'HTTPS' : 'HTTP',
        hasTls: tls,
        policies: [],
        routes: [routeOf(section, key, [prefix('/')])],
        tcpRoutes: [],
      }),
    ],
  };
}

function routeOf(section: Section, key: string, paths: readonly PathTest[]): AgwRoute {
  const { kind, at, routeName, backend } = section;
  const origin = originOf(at);
  const id = `${key}/internal/${routeName}`;
  const target: RouteBackend = {
    name: kind,
    cluster: backend.id,
    weight: 1,
    origin,
    kind: kind === 'llm' ? 'ai' : kind === 'mcp' ? 'mcp' : 'internal',
    policies: [],
    fullName: `/${id}/backend0`,
  };
  return {
    kind: 'route',
    id,
    term: routeTermOf('http'),
    name: routeName,
    namespace: 'internal',
    key: `internal/${routeName}`,
    index: 0,
    origin,
    hostnames: [],
    matches: paths.map((path) => matchOf(path, origin)),
    policies: readPolicies(child(at, 'policies'), 'route', 'inline', id),
    backends: [target],
    action: { kind: 'forward', origin, targets: [target], mirrors: [] },
    generated: kind,
  };
}

const matchOf = (path: PathTest, origin: Origin): AgwMatch => {
  const condition = {
    on: 'path' as const,
    test: path.kind,
    value: path.value,
    says: path.kind === 'exact' ? `path is ${path.value}` : `path starts with ${path.value}`,
    origin,
  };
  return { origin, path, conditions: [condition], rank: rankOf(path, [condition]) };
};
