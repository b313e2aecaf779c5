import { describe, expect, it } from 'vitest';
import { type Graph, outline, project, projectDefaults, projectWhole } from '../../src/graph/index.ts';
import { shorten } from '../../src/graph/short.ts';
import type { RouteTable, VirtualHost } from '../../src/model/model.ts';
import { chain, cluster, modelOf, policy, route, small, source, target } from './small-model.ts';

/** The graph as an indented outline, which reads better in review than nodes and edges. */
const sketch = (graph: Graph): string =>
  outline(graph)
    .filter(({ item }) => item === undefined)
    .map(({ node, depth, weight, mirror, again }) => {
      const share = weight === undefined ? '' : ` ${Math.round(weight * 100)} %`;
      const rows = node.items.map((item) => (item.opaque ? `${item.label}?` : item.label)).join(' → ');
      return `${'  '.repeat(depth)}${node.kind} ${node.label}${node.detail === '' ? '' : ` (${node.detail})`}${share}${mirror ? ' mirror' : ''}${again ? ' again' : ''}${rows === '' ? '' : ` [${rows}]`}`;
    })
    .join('\n');

describe('shorten', () => {
  it.each([
    ['path starts with /assets', '/assets…'],
    ['path starts with /', 'any path'],
    ['path is /api or below it', '/api/…'],
    ['path is /health', '/health'],
    ['header x-beta is 1', 'x-beta = 1'],
    ['header x-team is "finance"', 'x-team = "finance"'],
    ['header x-debug is present', 'x-debug is present'],
    ['method is GET', 'GET'],
    ['SNI is a.test', 'a.test'],
    ['server name is a.test or b.test', 'a.test or b.test'],
    ['10 of 100 requests (runtime key beta)', '10 %'],
    ['the destination port is 443', 'the destination port is 443'],
  ])('%s: %s', (says, short) => expect(shorten(says)).toBe(short));
});

describe('project', () => {
  const graph = project(small, [source]);

  it('draws listeners, chains, routes, clusters and endpoints in the order of the text', () =>
    expect(sketch(graph)).toBe(`listener :8080 (web) [cors → lua?]
  route shop (/shop…)
    cluster v2 (10.0.0.1:80) 90 %
    cluster v3 (STATIC) 10 % [10.0.0.2:80 → 10.0.0.3:80]
    cluster shadow (STATIC, 20 endpoints) mirror
  route old (/old…)
    missing v1 (not defined)
listener 127.0.0.1:443 (tls)
  filter-chain a (a.test)
    route a (/a…)
      cluster v2 (10.0.0.1:80) again
  filter-chain b (default)`));

  it('says on which line each stands', () => {
    expect(graph.nodes.find((node) => node.id === 'bind/443')?.line).toBe(29);
    expect(graph.nodes.find((node) => node.kind === 'missing')?.line).toBe(9);
  });

  it('lets a node stand for what was folded into it', () =>
    expect(graph.nodes[0]?.entities).toEqual(['bind/8080', 'chain/web', 'web/table', 'web/host']));

  it('has an end for every edge', () => {
    const ids = new Set(graph.nodes.map((node) => node.id));
    for (const edge of graph.edges) expect([ids.has(edge.from), ids.has(edge.to)]).toEqual([true, true]);
  });

  it('cuts a long list of routes, counts the rest and keeps what is looked at', () => {
    const routes = Array.from({ length: 10_000 }, (_, i) => route(`r${i}`, [target('v2', 1)]));
    const many = modelOf({
      listeners: [{ ...(small.listeners[0] as (typeof small.listeners)[0]), chains: [chain('web', routes)] }],
      clusters: small.clusters,
    });
    const cut = project(many, [source], { ...projectDefaults, keep: new Set(['route/r7000']) });
    expect(cut.hidden).toBe(9_960);
    expect(cut.nodes.map((node) => node.label)).toContain('9,960 more routes');
    expect(cut.nodes.map((node) => node.label)).toContain('r7000');
  });

  it('cuts many virtual hosts, looks at none that it leaves out, and keeps the one of the answer', () => {
    const [listener] = small.listeners;
    const table = chain('web', [route('a', [target('v2', 1)])]).routes as RouteTable;
    const hosts = Array.from({ length: 2_000 }, (_, i): VirtualHost => {
      const id = `web/host[${i}]`;
      const base = { ...(table.hosts[0] as VirtualHost), id, name: `h${i}`, domains: [`h${i}.test`] };
      const drawn = i < 11 || i === 1_500;
      return {
        ...base,
        get routes() {
          if (!drawn) throw new Error(`looked at ${id}`);
          return Array.from({ length: 50 }, (_r, n) => ({ ...route(`h${i}r${n}`, [target('v2', 1)]), id: `${id}/route[${n}]` }));
        },
      };
    });
    const web = { ...chain('web', []), routes: { ...table, hosts } };
    const many = modelOf({ listeners: [{ ...(listener as (typeof small.listeners)[0]), chains: [web] }], clusters: small.clusters });
    const cut = project(many, [source], { ...projectDefaults, keep: new Set(['web/host[1500]/route[40]']) });
    expect(cut.nodes.length).toBeLessThan(200);
    expect(cut.nodes.map((node) => node.label)).toEqual(
      expect.arrayContaining(['1,988 more virtual hosts', 'h1500', 'h1500r40', '38 more routes']),
    );
    // those that nobody looks at say how much is in them
    const closed = cut.nodes.find(({ label }) => label === 'h3');
    expect(closed?.detail).toBe('50 routes · h3.test');
    expect(cut.edges.filter(({ from }) => from === closed?.id)).toEqual([]);
    const ids = new Set(cut.nodes.map(({ id }) => id));
    expect(cut.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });

  it('cuts what stands by itself: listeners, and clusters that nothing leads to', () => {
    const [listener] = small.listeners;
    const listeners = Array.from({ length: 3_000 }, (_, i) => ({
      ...(listener as (typeof small.listeners)[0]),
      id: `bind/${i}`,
      chains: [{ ...chain(`c${i}`, []), routes: undefined }],
    }));
    const many = project(modelOf({ listeners }), [source], { keep: new Set(['bind/2000']) });
    expect(many.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['bind/0', 'bind/2000', 'listeners#more']));
    expect(many.nodes.find(({ kind }) => kind === 'more')?.label).toBe('2,960 more listeners');
    const apart = project(modelOf({ clusters: Array.from({ length: 500 }, (_, i) => cluster(`c${i}`, ['10.0.0.1:80'])) }), [source]);
    expect(apart.nodes).toHaveLength(40);
    expect(apart.nodes.at(-1)?.label).toBe('461 more clusters');
  });

  it('is bounded whatever the size of the model', () => {
    const [listener] = small.listeners;
    const listeners = Array.from({ length: 100 }, (_, i) => {
      const chains = Array.from({ length: 20 }, (_c, j) => {
        const id = `bind/${i}/c${j}`;
        const routes = Array.from({ length: 20 }, (_r, n) => ({ ...route(`r${n}`, [target('v2', 1)]), id: `${id}/route${n}` }));
        const base = chain(`c${j}`, routes);
        const table = base.routes as RouteTable;
        const hosts = Array.from({ length: 5 }, (_h, h) => ({
          ...(table.hosts[0] as VirtualHost),
          id: `${id}/host${h}`,
          domains: [`h${h}`],
        }));
        return { ...base, id, routes: { ...table, id: `${id}/table`, hosts } };
      });
      return { ...(listener as (typeof small.listeners)[0]), id: `bind/${i}`, chains };
    });
    expect(project(modelOf({ listeners, clusters: small.clusters }), [source]).nodes.length).toBeLessThan(2_500);
  });

  it('draws a table that belongs to no listener', () => {
    const table = chain('bare', [route('a', [target('v2', 1)])]).routes;
    expect(sketch(project(modelOf({ tables: table === undefined ? [] : [table] }), [source]))).toBe(
      'virtual-host every host\n  route a (/a…)\n    missing v2 (not defined)',
    );
  });

  it('draws a table that several use once, with a box of its own', () => {
    const shared = chain('shared', [route('a', [target('v2', 1)]), route('b', [target('v2', 1)])]).routes as RouteTable;
    const [listener] = small.listeners;
    const listeners = [1, 2, 3].map((port) => ({
      ...(listener as (typeof small.listeners)[0]),
      id: `bind/${port}`,
      port,
      name: `listener ${port}`,
      chains: [{ ...chain(`c${port}`, []), routes: { ...shared, name: 'shop' } }],
    }));
    const drawn = project(modelOf({ listeners, clusters: small.clusters.slice(0, 1) }), [source]);
    expect(sketch(drawn)).toBe(`listener :1 (listener 1, c1)
  route-table shop
    route a (/a…)
      cluster v2 (10.0.0.1:80)
    route b (/b…)
      cluster v2 (10.0.0.1:80) again
listener :2 (listener 2, c2)
  route-table shop again
listener :3 (listener 3, c3)
  route-table shop again`);
    expect(drawn.edges).toHaveLength(3 + 2 + 2);
  });

  it('shows what requests to a backend meet: on the backend, and of one reference on its route', () => {
    const { clusters, listeners } = small;
    const [v2] = clusters;
    const [listener] = listeners;
    const only = { ...target('v2', 1), policies: [policy('headers')] };
    const model = modelOf({
      listeners: [{ ...(listener as (typeof small.listeners)[0]), chains: [chain('web', [route('a', [only, target('v3', 1)])])] }],
      clusters: [{ ...(v2 as (typeof clusters)[0]), policies: [policy('tls', 'opaque')] }],
    });
    const { nodes } = project(model, [source]);
    const rowsOf = (id: string) => nodes.find((node) => node.id === id)?.items.map(({ label, detail, opaque }) => [label, detail, opaque]);
    expect(rowsOf('route/a')).toEqual([['headers', 'only for v2', false]]);
    expect(rowsOf('cluster/v2')).toEqual([['tls', '', true]]);
  });

  it('gives endpoints nodes of their own where all is drawn', () => {
    const { nodes, edges } = project(small, [source], projectWhole);
    expect(nodes.filter(({ kind }) => kind === 'endpoint')).toHaveLength(22);
    expect(edges.filter(({ kind }) => kind === 'contains')).toHaveLength(22);
  });

  it('hangs a group of routes below the route that leaves the choice to it, also where groups lead in a circle', () => {
    const into = (table: string) => ({ ...target(table, 1), table: `${table}/table` });
    const [listener] = small.listeners;
    const group = chain('group', [route('inner', [target('v2', 1)]), route('back', [into('group')])]).routes as RouteTable;
    const web = chain('web', [route('outer', [into('group')])]);
    const model = modelOf({
      listeners: [{ ...(listener as (typeof small.listeners)[0]), chains: [web] }],
      tables: [group],
      clusters: small.clusters.slice(0, 1),
    });
    expect(sketch(project(model, [source]))).toBe(
      `listener :8080 (web)
  route outer (/outer…)
    route-table routes
      route inner (/inner…)
        cluster v2 (10.0.0.1:80)
      route back (/back…)
        route-table routes again`,
    );
  });

  describe('groups of routes', () => {
    const into = (table: string) => ({ ...target(table, 1), table: `${table}/table` });
    const groupOf = (name: string, ...routes: Parameters<typeof chain>[1]) => chain(name, routes).routes as RouteTable;
    const [listener] = small.listeners;
    const withGroups = (tables: readonly RouteTable[], ...routes: Parameters<typeof chain>[1]) =>
      modelOf({ listeners: [{ ...(listener as (typeof small.listeners)[0]), chains: [chain('web', routes)] }], tables, clusters: [] });

    it('share the traffic once, however many routes lead to them', () => {
      const group = groupOf('group', route('inner', [target('v2', 3), target('v3', 1)]));
      expect(sketch(project(withGroups([group], route('a', [into('group')]), route('b', [into('group')])), [source]))).toBe(
        `listener :8080 (web)
  route a (/a…)
    route-table routes
      route inner (/inner…)
        missing v2 (not defined) 75 %
        missing v3 (not defined) 25 %
  route b (/b…)
    route-table routes again`,
      );
    });

    it('are drawn once where each leads to the next by several routes', () => {
      const groups = Array.from({ length: 40 }, (_, i) =>
        groupOf(`g${i}`, route(`left${i}`, [into(`g${i + 1}`)]), route(`right${i}`, [into(`g${i + 1}`)])),
      );
      const { nodes } = project(withGroups(groups, route('a', [into('g0')])), [source]);
      expect(nodes.filter(({ kind }) => kind === 'route')).toHaveLength(1 + 2 * 40);
    });

    it('may be a very long row', () => {
      const groups = Array.from({ length: 5000 }, (_, i) => groupOf(`g${i}`, route(`r${i}`, i === 0 ? [] : [into(`g${i - 1}`)])));
      const long = project(withGroups(groups, route('a', [into('g4999')])), [source]);
      expect(outline(long).filter(({ again }) => !again).length).toBe(long.nodes.length);
    });
  });

  it('tells routes and chains without a name by what they match', () => {
    const [listener] = small.listeners;
    const web = chain('filter_chains[0]', [{ ...route('a', [target('v2', 1)]), name: 'web/route[0]' }]);
    const model = modelOf({
      listeners: [{ ...(listener as (typeof small.listeners)[0]), name: '0.0.0.0:8080', address: '0.0.0.0', chains: [web] }],
      clusters: small.clusters.slice(0, 1),
    });
    expect(sketch(project(model, [source]))).toBe('listener :8080\n  route /a… (web/route[0])\n    cluster v2 (10.0.0.1:80)');
  });

  it('draws nothing of nothing', () => expect(project(modelOf({}), [])).toEqual({ nodes: [], edges: [], hidden: 0 }));
});
