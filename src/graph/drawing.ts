// The nodes and edges of a model as they come, and how much of each list is drawn. Route tables are drawn once, however many use them;
// what becomes of their own boxes is known when all is drawn (`fold.ts`).
import type {
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
import { foldTables } from './fold.ts';
import type { EdgeKind, Graph, GraphEdge, GraphItem, GraphNode, NodeKind } from './graph.ts';
import type { ProjectOptions } from './options.ts';
import { shortName } from './short.ts';
import { addressOf, chainDetail, endpointsOf, nameUnlessAddress, type PlacedEndpoint, routeWords } from './words.ts';

/** Routes that all virtual hosts of a table may have together, and that each may have at least. */
const ROUTES_OF_A_TABLE = 60;
const LEAST_ROUTES = 4;
/** Routes drawn of a virtual host that is open among folded ones. */
const ROUTES_OF_THE_OPEN = 12;

/** Nodes above which no more is unfolded, and what of each list is drawn then. */
const MANY = 600;
const FEW_BRANCHES = 3;

interface Words {
  readonly label: string;
  readonly detail: string;
  readonly also?: readonly Entity[];
  readonly items?: readonly GraphItem[];
}

export class Drawing {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();
  readonly #targets = new Set<string>();
  /** Tables that a route may leave the choice to. */
  readonly #delivered: ReadonlyMap<string, RouteTable>;
  /** Tables that have a box, with the only virtual host that serves every host, where it says nothing of its own. */
  readonly #tables = new Map<string, VirtualHost | undefined>();
  readonly #clusters: ReadonlyMap<string, Cluster>;
  /** Policies that are written elsewhere, by what they act on. */
  readonly #attached = new Map<string, Policy[]>();
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #options: ProjectOptions;
  /** The entities that are kept, and what their ids say they are in. */
  readonly #kept: ReadonlySet<string>;
  #hidden = 0;

  constructor(model: Model, sources: readonly Source[], options: ProjectOptions) {
    this.#delivered = new Map((model.tables ?? []).map((table) => [table.id, table]));
    this.#clusters = new Map(model.clusters.map((cluster) => [cluster.id, cluster]));
    for (const { policies, to } of model.attached ?? [])
      for (const id of to) this.#attached.set(id, [...(this.#attached.get(id) ?? []), ...policies]);
    this.#sources = new Map(sources.map((source) => [source.name, source]));
    this.#options = options;
    this.#kept = new Set([...options.keep].flatMap(withOwners));
  }

  /** Whether so much is drawn already that the rest is only told in outline. */
  get #isFull(): boolean {
    return Number.isFinite(this.#options.routes) && this.#nodes.size > MANY;
  }

  graph(): Graph {
    return { ...foldTables([...this.#nodes.values()], [...this.#edges.values()], this.#tables), hidden: this.#hidden };
  }

  listeners(listeners: readonly Listener[]): void {
    const drawn = this.#cut(listeners, this.#options.apart);
    for (const listener of drawn) this.#listener(listener);
    this.#more('listeners', listeners.length - drawn.length, 'listeners', listeners[0]?.origin.file ?? '');
  }

  #listener(listener: Listener): void {
    const [only] = listener.chains;
    if (listener.chains.length === 1 && only !== undefined && only.conditions.length === 0) {
      this.node('listener', listener, {
        label: addressOf(listener),
        detail: nameUnlessAddress(listener, only),
        also: [only],
        items: onceEach([...this.#policiesOf(listener), ...this.#policiesOf(only)]),
      });
      this.#chainTargets(only, listener.id);
      return;
    }
    this.node('listener', listener, {
      label: addressOf(listener),
      detail: nameUnlessAddress(listener),
      items: this.#policiesOf(listener),
    });
    const chains = this.#cut(listener.chains, this.#isFull ? FEW_BRANCHES : this.#options.branches);
    for (const chain of chains) {
      this.node('filter-chain', chain, { label: chain.name, detail: chainDetail(chain), items: this.#policiesOf(chain) });
      this.#edge('serves', listener.id, chain.id);
      this.#chainTargets(chain, chain.id);
    }
    const hidden = listener.chains.length - chains.length;
    this.#more(listener.id, hidden, 'filter chains', listener.origin.file, { from: listener.id, kind: 'serves' });
  }

  #chainTargets(chain: FilterChain, from: string): void {
    if (chain.routes !== undefined) this.table(chain.routes, from);
    if (chain.connections !== undefined) this.table(chain.connections, from);
    if (chain.tcp !== undefined) this.#forward(chain.tcp, from);
  }

  /** Draws a table and all that its routes leave to others; one after another, since groups of routes nest as deep as a text likes. */
  table(table: RouteTable, from?: string): void {
    const open: RouteTable[] = [];
    this.#use(table, open);
    if (from !== undefined) this.#edge('serves', from, table.id);
    for (let next = open.pop(); next !== undefined; next = open.pop()) this.#hosts(next, open);
  }

  /** Gives a table its box; the first time it is to be drawn. */
  #use(table: RouteTable, open: RouteTable[]): void {
    if (this.#tables.has(table.id)) return;
    this.#tables.set(table.id, silentHost(table));
    this.node('route-table', table, { label: table.name || table.term, detail: '' });
    open.push(table);
  }

  #hosts(table: RouteTable, open: RouteTable[]): void {
    const hosts = this.#cut(table.hosts, this.#isFull ? FEW_BRANCHES : this.#options.branches);
    const folds = this.#folds(table, hosts);
    const unfolded = new Set(hosts.filter(({ id }) => !folds || this.#kept.has(id)));
    const share = Math.max(LEAST_ROUTES, Math.floor(ROUTES_OF_A_TABLE / Math.max(1, unfolded.size)));
    const { routes } = this.#options;
    const most = Number.isFinite(routes) ? Math.min(routes, share, folds ? ROUTES_OF_THE_OPEN : routes) : routes;
    for (const host of hosts)
      if (unfolded.has(host)) this.#host(table, host, most, open);
      else this.#folded(host, table.id);
    const hidden = table.hosts.length - hosts.length;
    this.#more(table.id, hidden, 'virtual hosts', table.origin.file, { from: table.id, kind: 'serves' });
  }

  /** Whether virtual hosts that nobody looks at are drawn without their routes: together they have too many. */
  #folds(table: RouteTable, hosts: readonly VirtualHost[]): boolean {
    if (!Number.isFinite(this.#options.routes) || table.hosts.length < 2) return false;
    if (this.#isFull) return true;
    return table.hosts.length > hosts.length || hosts.reduce((sum, { routes }) => sum + routes.length, 0) > ROUTES_OF_A_TABLE;
  }

  #folded(host: VirtualHost, from: string): void {
    const count = host.routes.length;
    const domains = host.domains.join(', ') || 'every host';
    this.node('virtual-host', host, {
      label: host.name || domains,
      detail: [`${count.toLocaleString('en-US')} ${count === 1 ? 'route' : 'routes'}`, host.name === domains ? '' : domains]
        .filter(Boolean)
        .join(' · '),
      items: this.#policiesOf(host),
    });
    this.#hidden += count;
    this.#edge('serves', from, host.id);
  }

  /** The first of a list, and those that are kept. */
  #cut<E extends Entity>(list: readonly E[], most: number): readonly E[] {
    return list.length <= most ? list : list.filter(({ id }, index) => index < most - 1 || this.#kept.has(id));
  }

  /** A box that counts what was cut of the list of `owner`; it hangs where that does. */
  #more(owner: string, hidden: number, what: string, file: string, at?: { readonly from: string; readonly kind: EdgeKind }): void {
    if (hidden === 0) return;
    this.#hidden += hidden;
    const id = `${owner}#more`;
    const label = `${hidden.toLocaleString('en-US')} more ${hidden === 1 ? what.slice(0, -1) : what}`;
    this.#nodes.set(id, { ...NOWHERE, id, kind: 'more', term: what, label, detail: 'find one to draw it', file });
    if (at !== undefined) this.#edge(at.kind, at.from, id);
  }

  #host(table: RouteTable, host: VirtualHost, most: number, open: RouteTable[]): void {
    const isSilent = this.#tables.get(table.id) === host;
    const parent = isSilent ? table.id : host.id;
    if (!isSilent) {
      const detail = isEveryHost(host) ? 'every host' : host.domains.join(', ');
      this.node('virtual-host', host, {
        label: host.name || detail,
        detail: host.name === '' || host.name === detail ? '' : detail,
        items: this.#policiesOf(host),
      });
      this.#edge('serves', table.id, host.id);
    }
    const drawn = this.#cut(host.routes, most);
    for (const route of drawn) this.#route(route, parent, open);
    this.#more(host.id, host.routes.length - drawn.length, 'routes', host.origin.file, { from: parent, kind: 'routes' });
  }

  #route(route: Route, parent: string, open: RouteTable[]): void {
    this.#edge('routes', parent, route.id);
    // one route may serve several hosts
    if (this.#nodes.has(route.id)) return;
    const { action } = route;
    const items = [...this.#policiesOf(route), ...(action.kind === 'forward' ? this.#targetPolicies(action) : [])];
    this.node('route', route, { ...routeWords(route), items: onceEach(items) });
    if (action.kind === 'forward') this.#forward(action, route.id, open);
  }

  /** Policies that only requests to one of the targets meet. */
  #targetPolicies({ targets }: Forward): readonly GraphItem[] {
    return targets.flatMap(({ name, policies = [] }) => this.#policies(policies, targets.length > 1 ? `only for ${name}` : ''));
  }

  #forward(forward: Forward, from: string, open: RouteTable[] = []): void {
    const total = forward.targets.reduce((sum, target) => sum + target.weight, 0);
    for (const target of forward.targets) {
      const share = forward.targets.length > 1 && total > 0 ? target.weight / total : undefined;
      const delegated = target.table === undefined ? undefined : this.#delivered.get(target.table);
      if (delegated === undefined) this.#edge('forwards', from, this.#target(target), share);
      else {
        this.#use(delegated, open);
        this.#edge('routes', from, delegated.id, share);
      }
    }
    for (const mirror of forward.mirrors) this.#edge('mirrors', from, this.#target(mirror));
  }

  /** The node of a target: its cluster's, or one that says that nothing of the name exists. */
  #target(target: Target): string {
    if (target.cluster !== undefined && this.#clusters.has(target.cluster)) return target.cluster;
    const id = `missing:${target.name}`;
    const [label, file, line] = [target.name, target.origin.file, this.#lineOf(target)];
    if (!this.#nodes.has(id))
      this.#nodes.set(id, { ...NOWHERE, id, kind: 'missing', term: 'missing', label, detail: 'not defined', line, file });
    return id;
  }

  /** Clusters that something drawn leads to. Of the others those that somebody looks at; where all else is drawn, a number of them. */
  clusters(clusters: readonly Cluster[]): void {
    const apart = clusters.filter(({ id }) => !this.#targets.has(id));
    const drawn = new Set(this.#cut(apart, this.#hidden > 0 ? 0 : this.#options.apart));
    const hidden = this.#hidden > 0 ? 0 : apart.length - drawn.size;
    for (const cluster of clusters) if (this.#targets.has(cluster.id) || drawn.has(cluster)) this.#cluster(cluster);
    this.#more('clusters', hidden, 'clusters', clusters[0]?.origin.file ?? '');
  }

  #cluster(cluster: Cluster): void {
    const endpoints = endpointsOf(cluster);
    const [only] = endpoints;
    const counted = endpoints.length > this.#options.endpoints;
    const isOne = endpoints.length === 1 && only !== undefined;
    const asRows = !isOne && !counted && this.#options.endpointsAs === 'rows';
    const detail = isOne ? only.endpoint.address : counted ? `${cluster.type}, ${endpoints.length} endpoints` : cluster.type;
    this.node('cluster', cluster, {
      label: cluster.name,
      detail: detail === cluster.name ? '' : detail,
      also: isOne || counted ? endpoints.map(({ endpoint }) => endpoint) : [],
      items: onceEach([...this.#policiesOf(cluster), ...(asRows ? endpoints.map((placed) => this.#endpointRow(placed)) : [])]),
    });
    if (isOne || counted || asRows) return;
    for (const placed of endpoints) {
      this.node('endpoint', placed.endpoint, { label: placed.endpoint.address, detail: placed.detail });
      this.#edge('contains', cluster.id, placed.endpoint.id);
    }
  }

  node(kind: NodeKind, entity: Entity, { label, detail, also = [], items = [] }: Words): void {
    if (this.#nodes.has(entity.id)) return;
    const { id, term, origin } = entity;
    const entities = [id, ...also.map((other) => other.id)];
    this.#nodes.set(id, { id, kind, entities, term, label, detail, items, line: this.#lineOf(entity), file: origin.file });
  }

  /** Policies of an entity: its own, then those that are attached to it. */
  #policiesOf({ id, policies = [] }: Entity & { readonly policies?: readonly Policy[] }): readonly GraphItem[] {
    return this.#policies([...policies, ...(this.#attached.get(id) ?? [])]);
  }

  #policies(policies: readonly Policy[], detail = ''): readonly GraphItem[] {
    return policies.map((policy) => ({
      entity: policy.id,
      kind: 'policy',
      term: policy.term,
      label: shortName(policy.name),
      detail,
      says: policy.says ?? '',
      opaque: policy.support === 'opaque',
      line: this.#lineOf(policy),
      file: policy.origin.file,
    }));
  }

  #endpointRow({ endpoint, detail }: PlacedEndpoint): GraphItem {
    const { id, term, address, origin } = endpoint;
    return {
      entity: id,
      kind: 'endpoint',
      term,
      label: address,
      detail,
      says: '',
      opaque: false,
      line: this.#lineOf(endpoint),
      file: origin.file,
    };
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

/** A box that stands for no entity. */
const NOWHERE = { entities: [], items: [], line: 0 } as const;

const isEveryHost = ({ domains }: VirtualHost): boolean => domains.every((domain) => domain === '*');

/** The only virtual host of a table, where it serves every host and has nothing of its own. */
function silentHost({ hosts: [only, ...others] }: RouteTable): VirtualHost | undefined {
  return only !== undefined && others.length === 0 && isEveryHost(only) && only.policies.length === 0 ? only : undefined;
}

/** A backend that is written inside a route has the policies that are written beside it there. */
const onceEach = (items: readonly GraphItem[]): readonly GraphItem[] =>
  [...new Map(items.toReversed().map((item) => [item.entity, item])).values()].toReversed();

/** An id and those of what it is in: `a/host[1]/route[2]` is in `a/host[1]`. */
function withOwners(id: string): readonly string[] {
  const out = [id];
  for (let end = id.lastIndexOf('/'); end > 0; end = id.lastIndexOf('/', end - 1)) out.push(id.slice(0, end));
  return out;
}
