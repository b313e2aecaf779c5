// Model → graph. Boxes that would say nothing are folded into the one before: a listener's only chain, a table's only virtual host for
// every host. Long lists of routes are cut to what a person looks at; the rest is one box that counts them.
import type {
  Action,
  Cluster,
  Entity,
  FilterChain,
  Forward,
  Listener,
  Model,
  Policy,
  Route,
  RouteTable,
  Target,
  VirtualHost,
} from '../model/model.ts';
import { positionOf, type Source } from '../text/source.ts';
import type { EdgeKind, Graph, GraphEdge, GraphItem, GraphNode, NodeKind } from './graph.ts';
import { shorten } from './short.ts';

export interface ProjectOptions {
  /** Most routes drawn in one virtual host. */
  readonly routes: number;
  /** Most endpoints drawn in one cluster; above it they are counted. */
  readonly endpoints: number;
  /** Entities that are drawn in any case: those of the decision, and what is selected. */
  readonly keep: ReadonlySet<string>;
}

export const projectDefaults: ProjectOptions = { routes: 40, endpoints: 6, keep: new Set() };

/** The graph of a model. Pure; the same model gives the same graph, in the order of the text. */
export function project(model: Model, sources: readonly Source[], options: ProjectOptions = projectDefaults): Graph {
  const drawing = new Drawing(model, sources, options);
  for (const listener of model.listeners) drawing.listener(listener);
  for (const table of model.tables ?? []) drawing.table(table, undefined);
  for (const cluster of model.clusters) drawing.cluster(cluster);
  for (const part of model.opaque) drawing.node('opaque', part, { label: part.name, detail: part.type });
  return drawing.graph();
}

interface Words {
  readonly label: string;
  readonly detail: string;
  readonly also?: readonly Entity[];
  readonly policies?: readonly Policy[];
}

class Drawing {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();
  readonly #clusters: ReadonlyMap<string, Cluster>;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #options: ProjectOptions;
  #hidden = 0;

  constructor(model: Model, sources: readonly Source[], options: ProjectOptions) {
    this.#clusters = new Map(model.clusters.map((cluster) => [cluster.id, cluster]));
    this.#sources = new Map(sources.map((source) => [source.name, source]));
    this.#options = options;
  }

  graph(): Graph {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()], hidden: this.#hidden };
  }

  listener(listener: Listener): void {
    const [only] = listener.chains;
    if (listener.chains.length === 1 && only !== undefined && only.conditions.length === 0) {
      this.node('listener', listener, {
        label: addressOf(listener),
        detail: nameUnlessAddress(listener, only),
        also: [only],
        policies: only.policies,
      });
      this.#chainTargets(only, listener.id);
      return;
    }
    this.node('listener', listener, { label: addressOf(listener), detail: nameUnlessAddress(listener) });
    for (const chain of listener.chains) {
      const detail = chain.isDefault ? 'default' : chain.conditions.map((condition) => shorten(condition.says)).join(', ');
      this.node('filter-chain', chain, { label: chain.name, detail: detail || 'every connection', policies: chain.policies });
      this.#edge('serves', listener.id, chain.id);
      this.#chainTargets(chain, chain.id);
    }
  }

  #chainTargets(chain: FilterChain, from: string): void {
    if (chain.routes !== undefined) this.table(chain.routes, from);
    if (chain.tcp !== undefined) this.#forward(chain.tcp, from);
  }

  table(table: RouteTable, from: string | undefined): void {
    for (const host of table.hosts) this.#host(table, host, from);
  }

  #host(table: RouteTable, host: VirtualHost, from: string | undefined): void {
    const everyHost = host.domains.length === 0 || host.domains.every((domain) => domain === '*');
    const folded = table.hosts.length === 1 && everyHost && host.policies.length === 0 && from !== undefined;
    const parent = folded ? this.#absorb(from, [table, host]) : host.id;
    if (!folded) {
      const detail = everyHost ? 'every host' : host.domains.join(', ');
      this.node('virtual-host', host, {
        label: host.name || detail,
        detail: host.name === '' || host.name === detail ? '' : detail,
        policies: host.policies,
      });
      if (from !== undefined) this.#edge('serves', from, host.id);
    }
    this.#routes(host, parent);
  }

  #routes(host: VirtualHost, parent: string): void {
    const { keep, routes: most } = this.#options;
    const drawn = host.routes.length <= most ? host.routes : host.routes.filter((route, index) => index < most - 1 || keep.has(route.id));
    for (const route of drawn) this.#route(route, parent);
    const hidden = host.routes.length - drawn.length;
    if (hidden === 0) return;
    this.#hidden += hidden;
    const id = `${host.id}#more`;
    this.#nodes.set(id, {
      id,
      kind: 'more',
      entities: [],
      term: 'routes',
      label: `${hidden.toLocaleString('en-US')} more routes`,
      detail: 'find one to draw it',
      items: [],
      line: 0,
      file: host.origin.file,
    });
    this.#edge('routes', parent, id);
  }

  #route(route: Route, parent: string): void {
    this.node('route', route, {
      label: route.name,
      detail: [matchesOf(route), endOf(route.action)].filter(Boolean).join(' '),
      policies: route.policies,
    });
    this.#edge('routes', parent, route.id);
    if (route.action.kind === 'forward') this.#forward(route.action, route.id);
  }

  #forward(forward: Forward, from: string): void {
    const total = forward.targets.reduce((sum, target) => sum + target.weight, 0);
    for (const target of forward.targets) {
      const share = forward.targets.length > 1 && total > 0 ? target.weight / total : undefined;
      this.#edge('forwards', from, this.#target(target), share);
    }
    for (const mirror of forward.mirrors) this.#edge('mirrors', from, this.#target(mirror));
  }

  /** The node of a target: its cluster's, or one that says that nothing of the name exists. */
  #target(target: Target): string {
    if (target.cluster !== undefined && this.#clusters.has(target.cluster)) return target.cluster;
    const id = `missing:${target.name}`;
    if (!this.#nodes.has(id)) {
      this.#nodes.set(id, {
        id,
        kind: 'missing',
        entities: [],
        term: 'missing',
        label: target.name,
        detail: 'not defined',
        items: [],
        line: this.#lineOf(target),
        file: target.origin.file,
      });
    }
    return id;
  }

  cluster(cluster: Cluster): void {
    const endpoints = cluster.priorities.flatMap((priority) => priority.localities.flatMap((locality) => locality.endpoints));
    const [only] = endpoints;
    const single = endpoints.length === 1 && only !== undefined;
    const counted = endpoints.length > this.#options.endpoints;
    const detail = single ? only.address : counted ? `${cluster.type}, ${endpoints.length} endpoints` : cluster.type;
    this.node('cluster', cluster, {
      label: cluster.name,
      detail: detail === cluster.name ? cluster.type : detail,
      also: single || counted ? endpoints : [],
    });
    if (single || counted) return;
    for (const priority of cluster.priorities) {
      for (const locality of priority.localities) {
        for (const endpoint of locality.endpoints) {
          const where = [
            cluster.priorities.length > 1 ? `priority ${priority.level}` : '',
            locality.name,
            endpoint.health === 'healthy' ? '' : endpoint.health,
          ].filter(Boolean);
          this.node('endpoint', endpoint, { label: endpoint.address, detail: where.join(', ') });
          this.#edge('contains', cluster.id, endpoint.id);
        }
      }
    }
  }

  node(kind: NodeKind, entity: Entity, words: Words): void {
    if (this.#nodes.has(entity.id)) return;
    const entities = [entity.id, ...(words.also ?? []).map((other) => other.id)];
    const { label, detail } = words;
    const items = (words.policies ?? []).map((policy) => this.#item(policy));
    this.#nodes.set(entity.id, {
      id: entity.id,
      kind,
      entities,
      term: entity.term,
      label,
      detail,
      items,
      line: this.#lineOf(entity),
      file: entity.origin.file,
    });
  }

  #item(policy: Policy): GraphItem {
    return { entity: policy.id, label: policy.name, opaque: policy.support === 'opaque', line: this.#lineOf(policy) };
  }

  /** Lets a node stand for more entities; gives its id. */
  #absorb(id: string, entities: readonly Entity[]): string {
    const node = this.#nodes.get(id);
    if (node !== undefined) this.#nodes.set(id, { ...node, entities: [...node.entities, ...entities.map((entity) => entity.id)] });
    return id;
  }

  #edge(kind: EdgeKind, from: string, to: string, weight?: number): void {
    const id = `${kind}:${from}>${to}`;
    const before = this.#edges.get(id)?.weight;
    const sum = weight === undefined ? undefined : weight + (before ?? 0);
    this.#edges.set(id, sum === undefined ? { id, from, to, kind } : { id, from, to, kind, weight: sum });
  }

  #lineOf(at: { readonly origin: Entity['origin'] }): number {
    const source = this.#sources.get(at.origin.file);
    return source === undefined ? 0 : positionOf(source, at.origin.span.start).line;
  }
}

function addressOf(listener: Listener): string {
  if (listener.port === undefined) return listener.name;
  const every = listener.address === undefined || listener.address === '0.0.0.0' || listener.address === '::';
  return every ? `:${listener.port}` : `${listener.address?.includes(':') ? `[${listener.address}]` : listener.address}:${listener.port}`;
}

/** Names that say more than the address does: of the listener, and of a chain that is folded into it. */
function nameUnlessAddress(listener: Listener, chain?: FilterChain): string {
  const said = new Set([addressOf(listener), String(listener.port)]);
  return [...new Set([listener.name, chain?.name ?? ''])].filter((name) => name !== '' && !said.has(name)).join(', ');
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
  action.kind === 'redirect' || action.kind === 'respond' || action.kind === 'opaque' ? `→ ${action.says}` : '';
