// Model → graph. Boxes that would say nothing are folded into the one before: a listener's only chain, a table's only virtual host for
// every host. Long lists are cut to what a person looks at; the rest is one box that counts them. What is cut is not even looked at, so a
// model that is worked out on demand stays so.
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
import { shortEnd, shorten, shortName } from './short.ts';

export interface ProjectOptions {
  /** Most filter chains drawn of one listener, and virtual hosts of one table. */
  readonly branches: number;
  /** Most routes drawn in one virtual host; fewer where there are many virtual hosts. */
  readonly routes: number;
  /** Most endpoints drawn in one cluster; above it they are counted. */
  readonly endpoints: number;
  /** Entities that are drawn in any case: those of the decision, and what is selected. */
  readonly keep: ReadonlySet<string>;
}

export const projectDefaults: ProjectOptions = { branches: 12, routes: 40, endpoints: 6, keep: new Set() };

/** Nothing is cut. */
export const projectWhole: ProjectOptions = {
  branches: Number.POSITIVE_INFINITY,
  routes: Number.POSITIVE_INFINITY,
  endpoints: Number.POSITIVE_INFINITY,
  keep: new Set(),
};

/** Routes that all virtual hosts of a table may have together, and that each may have at least. */
const ROUTES_OF_A_TABLE = 60;
const LEAST_ROUTES = 4;
/** Routes drawn of a virtual host that is open among folded ones. */
const ROUTES_OF_THE_OPEN = 12;
/** Route groups that are drawn below each other, as deep as a gateway follows them; what is further down stands by itself. */
const DEEPEST = 16;

/** The graph of a model. Pure; the same model gives the same graph, in the order of the text. */
export function project(model: Model, sources: readonly Source[], options: ProjectOptions = projectDefaults): Graph {
  const drawing = new Drawing(model, sources, options);
  for (const listener of model.listeners) drawing.listener(listener);
  for (const table of model.tables ?? []) drawing.table(table, undefined);
  for (const cluster of model.clusters) if (!drawing.isCut || drawing.isReached(cluster)) drawing.cluster(cluster);
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
  readonly #targets = new Set<string>();
  readonly #tables = new Set<string>();
  /** Tables by id, and those that are being drawn: route groups may lead in a circle. */
  readonly #delivered: ReadonlyMap<string, RouteTable>;
  readonly #within = new Set<string>();
  readonly #clusters: ReadonlyMap<string, Cluster>;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #options: ProjectOptions;
  /** The entities that are kept, and what their ids say they are in. */
  readonly #kept: ReadonlySet<string>;
  #hidden = 0;

  constructor(model: Model, sources: readonly Source[], options: ProjectOptions) {
    this.#delivered = new Map((model.tables ?? []).map((table) => [table.id, table]));
    this.#clusters = new Map(model.clusters.map((cluster) => [cluster.id, cluster]));
    this.#sources = new Map(sources.map((source) => [source.name, source]));
    this.#options = options;
    this.#kept = new Set([...options.keep].flatMap(withOwners));
  }

  /** Whether something was left out. */
  get isCut(): boolean {
    return this.#hidden > 0;
  }

  /** Whether something drawn leads to the cluster, or somebody looks at it or at an endpoint of it. */
  isReached(cluster: Cluster): boolean {
    return this.#targets.has(cluster.id) || this.#kept.has(cluster.id);
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
    const chains = this.#cut(listener.chains, this.#options.branches);
    for (const chain of chains) {
      const detail = chain.isDefault ? 'default' : chain.conditions.map((condition) => shorten(condition.says)).join(', ');
      this.node('filter-chain', chain, { label: chain.name, detail: detail || 'every connection', policies: chain.policies });
      this.#edge('serves', listener.id, chain.id);
      this.#chainTargets(chain, chain.id);
    }
    this.#more(listener, listener.chains.length - chains.length, 'filter chains', listener.id, 'serves');
  }

  #chainTargets(chain: FilterChain, from: string): void {
    if (chain.routes !== undefined) this.table(chain.routes, from);
    if (chain.tcp !== undefined) this.#forward(chain.tcp, from);
  }

  table(table: RouteTable, from: string | undefined): void {
    // delivered tables stand by themselves and below the listeners that use them
    if (from === undefined && this.#tables.has(table.id)) return;
    this.#tables.add(table.id);
    const hosts = this.#cut(table.hosts, this.#options.branches);
    const folds = this.#folds(table, hosts);
    const open = new Set(hosts.filter(({ id }) => !folds || this.#kept.has(id)));
    const share = Math.max(LEAST_ROUTES, Math.floor(ROUTES_OF_A_TABLE / Math.max(1, open.size)));
    const { routes } = this.#options;
    const most = Number.isFinite(routes) ? Math.min(routes, share, folds ? ROUTES_OF_THE_OPEN : routes) : routes;
    for (const host of hosts)
      if (open.has(host)) this.#host(table, host, from, most);
      else this.#folded(host, from);
    this.#more(table, table.hosts.length - hosts.length, 'virtual hosts', from, 'serves');
  }

  /** Whether virtual hosts that nobody looks at are drawn without their routes: together they have too many. */
  #folds(table: RouteTable, hosts: readonly VirtualHost[]): boolean {
    if (!Number.isFinite(this.#options.routes) || table.hosts.length < 2) return false;
    return table.hosts.length > hosts.length || hosts.reduce((sum, { routes }) => sum + routes.length, 0) > ROUTES_OF_A_TABLE;
  }

  #folded(host: VirtualHost, from: string | undefined): void {
    const count = host.routes.length;
    const domains = host.domains.join(', ') || 'every host';
    this.node('virtual-host', host, {
      label: host.name || domains,
      detail: [`${count.toLocaleString('en-US')} ${count === 1 ? 'route' : 'routes'}`, host.name === domains ? '' : domains]
        .filter(Boolean)
        .join(' · '),
      policies: host.policies,
    });
    this.#hidden += count;
    if (from !== undefined) this.#edge('serves', from, host.id);
  }

  /** The first of a list, and those that are kept. */
  #cut<E extends Entity>(list: readonly E[], most: number): readonly E[] {
    return list.length <= most ? list : list.filter(({ id }, index) => index < most - 1 || this.#kept.has(id));
  }

  /** A box that counts what was cut. */
  #more(of: Entity, hidden: number, what: string, from: string | undefined, kind: EdgeKind): void {
    if (hidden === 0) return;
    this.#hidden += hidden;
    const id = `${of.id}#more`;
    this.#nodes.set(id, {
      id,
      kind: 'more',
      entities: [],
      term: what,
      label: `${hidden.toLocaleString('en-US')} more ${hidden === 1 ? what.slice(0, -1) : what}`,
      detail: 'find one to draw it',
      items: [],
      line: 0,
      file: of.origin.file,
    });
    if (from !== undefined) this.#edge(kind, from, id);
  }

  #host(table: RouteTable, host: VirtualHost, from: string | undefined, most: number): void {
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
    const drawn = this.#cut(host.routes, most);
    for (const route of drawn) this.#route(route, parent);
    this.#more(host, host.routes.length - drawn.length, 'routes', parent, 'routes');
  }

  #route(route: Route, parent: string): void {
    this.#edge('routes', parent, route.id);
    // several listeners may use one table, and several routes lead to one group: what is below is drawn once
    if (this.#nodes.has(route.id)) return;
    const matches = matchesOf(route);
    // one without a name is told by what it matches, and called after its place below that
    const [label, more] = isPlaceName(route.name) && matches !== '' ? [matches, route.name] : [route.name, matches];
    this.node('route', route, {
      label,
      detail: [more, endOf(route.action)].filter(Boolean).join(' '),
      policies: route.policies,
    });
    if (route.action.kind === 'forward') this.#forward(route.action, route.id);
  }

  #forward(forward: Forward, from: string): void {
    const total = forward.targets.reduce((sum, target) => sum + target.weight, 0);
    for (const target of forward.targets) {
      const delegated = target.table === undefined ? undefined : this.#delivered.get(target.table);
      if (delegated !== undefined) {
        this.#delegate(delegated, from);
        continue;
      }
      const share = forward.targets.length > 1 && total > 0 ? target.weight / total : undefined;
      this.#edge('forwards', from, this.#target(target), share);
    }
    for (const mirror of forward.mirrors) this.#edge('mirrors', from, this.#target(mirror));
  }

  /** What a route leaves to a group of others hangs below it. */
  #delegate(table: RouteTable, from: string): void {
    if (this.#within.has(table.id) || this.#within.size >= DEEPEST) return;
    this.#within.add(table.id);
    this.table(table, from);
    this.#within.delete(table.id);
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
    return { entity: policy.id, label: shortName(policy.name), opaque: policy.support === 'opaque', line: this.#lineOf(policy) };
  }

  /** Lets a node stand for more entities; gives its id. */
  #absorb(id: string, entities: readonly Entity[]): string {
    const node = this.#nodes.get(id);
    if (node !== undefined) this.#nodes.set(id, { ...node, entities: [...node.entities, ...entities.map((entity) => entity.id)] });
    return id;
  }

  #edge(kind: EdgeKind, from: string, to: string, weight?: number): void {
    const id = `${kind}:${from}>${to}`;
    this.#targets.add(to);
    const before = this.#edges.get(id)?.weight;
    const sum = weight === undefined ? undefined : weight + (before ?? 0);
    this.#edges.set(id, sum === undefined ? { id, from, to, kind } : { id, from, to, kind, weight: sum });
  }

  #lineOf(at: { readonly origin: Entity['origin'] }): number {
    const source = this.#sources.get(at.origin.file);
    return source === undefined ? 0 : positionOf(source, at.origin.span.start).line;
  }
}

/** An id and those of what it is in: `a/host[1]/route[2]` is in `a/host[1]`. */
function withOwners(id: string): readonly string[] {
  const out = [id];
  for (let end = id.lastIndexOf('/'); end > 0; end = id.lastIndexOf('/', end - 1)) out.push(id.slice(0, end));
  return out;
}

function addressOf(listener: Listener): string {
  if (listener.port === undefined) return listener.name;
  const every = listener.address === undefined || listener.address === '0.0.0.0' || listener.address === '::';
  return every ? `:${listener.port}` : `${listener.address?.includes(':') ? `[${listener.address}]` : listener.address}:${listener.port}`;
}

/** What has no name is called after its place in the text: `filter_chains[0]`. */
const isPlaceName = (name: string): boolean => /\[\d+\]$/.test(name);

/** Names that say more than the address does: of the listener, and of a chain that is folded into it. */
function nameUnlessAddress(listener: Listener, chain?: FilterChain): string {
  const said = new Set([addressOf(listener), String(listener.port), `${listener.address}:${listener.port}`]);
  const own = chain === undefined || isPlaceName(chain.name) ? '' : chain.name;
  return [...new Set([listener.name, own])].filter((name) => name !== '' && !said.has(name)).join(', ');
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
  action.kind === 'redirect' || action.kind === 'respond' || action.kind === 'opaque' ? `→ ${shortEnd(action.says)}` : '';
