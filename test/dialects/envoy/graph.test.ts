// What Envoy's configurations look like as a graph: opaque filters, filters of other protocols, references that lead nowhere, and dumps of
// ten thousand routes.
import { describe, expect, it } from 'vitest';
import { open } from '../../../src/gateway/index.ts';
import { outline, project, projectDefaults, prune } from '../../../src/graph/index.ts';
import { dumpText } from '../../bench/envoy-dump.ts';

const graphOf = async (text: string, keep: readonly string[] = []) => {
  const { model, sources } = await open({ files: [{ name: 'envoy.yaml', text }], dialect: 'envoy' });
  if (model === undefined) throw new Error('no model');
  return prune(project(model, sources, { ...projectDefaults, keep: new Set(keep) }));
};
const listener = (filters: string): string => `static_resources:
  listeners:
  - name: l
    address: {socket_address: {address: 0.0.0.0, port_value: 6379}}
    filter_chains:
    - filters:
${filters}
  clusters:
  - {name: cache, load_assignment: {cluster_name: cache, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 6379}}}}]}]}}`;

describe('the graph of an Envoy', () => {
  it('draws filters of other protocols with their clusters, and what is not there as missing', async () => {
    const { nodes, edges } = await graphOf(
      listener(`      - name: redis
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProxy
          stat_prefix: r
          settings: {op_timeout: 1s}
          prefix_routes: {routes: [{prefix: a, cluster: gone}], catch_all_route: {cluster: cache}}`),
    );
    expect(nodes.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['listener :6379', 'missing gone', 'cluster cache']);
    expect(nodes[0]?.items).toMatchObject([{ label: 'redis', opaque: true }]);
    expect(edges.map(({ kind, to, weight }) => [kind, to, weight])).toEqual([
      ['forwards', 'missing:gone', undefined],
      ['forwards', 'cluster:cache', undefined],
    ]);
  });

  it('draws the shares of a TCP proxy', async () => {
    const { edges } = await graphOf(
      listener(`      - name: tcp
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
          stat_prefix: t
          weighted_clusters: {clusters: [{name: cache, weight: 3}, {name: other, weight: 1}]}`),
    );
    expect(edges.map(({ to, weight }) => [to, weight])).toEqual([
      ['cluster:cache', 0.75],
      ['missing:other', 0.25],
    ]);
  });

  it('collapses a large dump, table and all, and draws what is looked at', async () => {
    const text = dumpText({ routes: 2_000 });
    const whole = await graphOf(text);
    expect(whole.nodes.length).toBeLessThan(250);
    expect(whole.nodes.map(({ label }) => label)).toContain('9 more virtual hosts');
    const kept = await graphOf(text, ['routes[0]/routes:edge/host[19]/route[77]']);
    expect(kept.nodes.map(({ label }) => label)).toEqual(expect.arrayContaining(['default/route-1977', '8 more virtual hosts']));
    expect(new Set(outline(kept).map(({ node }) => node.id))).toEqual(new Set(kept.nodes.map(({ id }) => id)));
  });
});
