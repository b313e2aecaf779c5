// Admin pages of a running Envoy: a dump in each of its query forms is the configuration that runs, and is answered like the files that it
// was made from.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EnvoyModel } from '../../../src/dialects/envoy/model.ts';
import { type Configuration, open, route } from '../../../src/gateway/index.ts';
import { project } from '../../../src/graph/index.ts';
import { SHARED } from './shared.ts';

const ADMIN = `${SHARED}/cases/envoy-recorded/admin`;
const has = existsSync(ADMIN);
const scenarios = has ? readdirSync(ADMIN) : [];

const text = (scenario: string, name: string): string => readFileSync(`${ADMIN}/${scenario}/${name}`, 'utf8');
const openPage = (scenario: string, ...pages: readonly string[]): Promise<Configuration> =>
  open({ files: pages.map((name) => ({ name, text: text(scenario, name) })), dialect: 'envoy' });
const modelOf = (configuration: Configuration): EnvoyModel => configuration.model as EnvoyModel;
const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name).sort();

interface Socket {
  readonly socket_address: { readonly address: string; readonly port_value: number };
}
interface Pages {
  readonly listener_statuses?: readonly { readonly name: string }[];
  readonly cluster_statuses?: readonly {
    readonly name: string;
    readonly host_statuses?: readonly { readonly address: Socket }[];
  }[];
}
const page = (scenario: string, name: string): Pages => JSON.parse(text(scenario, name)) as Pages;

describe.skipIf(!has).each(scenarios)('%s', (scenario) => {
  it('has the listeners that listen, and the clusters that run', async () => {
    const { listeners, clusters } = modelOf(await openPage(scenario, 'config_dump.json'));
    // an Envoy without listeners answers {}
    expect(names(listeners)).toEqual(names(page(scenario, 'listeners.json').listener_statuses ?? []));
    expect(names(clusters)).toEqual(names(page(scenario, 'clusters.json').cluster_statuses ?? []));
  });

  it('has the hosts of the clusters page', async () => {
    const { clusters } = modelOf(await openPage(scenario, 'config_dump.eds.json'));
    const own = clusters.map(({ name, priorities }) => [
      name,
      priorities.flatMap((p) => p.localities.flatMap((l) => l.endpoints.map(({ address }) => address))).sort(),
    ]);
    const running = (page(scenario, 'clusters.json').cluster_statuses ?? []).map(({ name, host_statuses = [] }) => [
      name,
      host_statuses.map(({ address: { socket_address: s } }) => `${s.address}:${s.port_value}`).sort(),
    ]);
    expect(new Map(own as [string, string[]][])).toEqual(new Map(running as [string, string[]][]));
  });

  it('holds in every query form what the section of the whole page holds', async () => {
    const whole = modelOf(await openPage(scenario, 'config_dump.json'));
    // a section that Envoy has nothing for was answered 404
    const part = async (name: string): Promise<Pick<EnvoyModel, 'listeners' | 'clusters' | 'tables'>> =>
      existsSync(`${ADMIN}/${scenario}/config_dump.${name}.json`)
        ? modelOf(await openPage(scenario, `config_dump.${name}.json`))
        : { listeners: [], clusters: [], tables: [] };
    expect(names([...(await part('static_listeners')).listeners, ...(await part('dynamic_listeners')).listeners])).toEqual(
      names(whole.listeners),
    );
    expect(names([...(await part('static_clusters')).clusters, ...(await part('dynamic_active_clusters')).clusters])).toEqual(
      names(whole.clusters),
    );
    expect(names([...(await part('static_route_configs')).tables, ...(await part('dynamic_route_configs')).tables])).toEqual(
      names(whole.tables),
    );
  });

  it('opens every page without an exception, and draws whole edges', async () => {
    const pages = readdirSync(`${ADMIN}/${scenario}`);
    for (const name of pages) {
      const { model, sources } = await open({ files: [{ name, text: text(scenario, name) }] });
      if (model === undefined) continue;
      const { nodes, edges } = project(model, sources);
      const drawn = new Set(nodes.map(({ id }) => id));
      expect([name, edges.filter(({ from, to }) => !drawn.has(from) || !drawn.has(to))]).toEqual([name, []]);
    }
    expect(pages.length).toBeGreaterThan(20);
  });

  it('is answered like the files that it was made from', async () => {
    const dump = await openPage(scenario, 'config_dump.eds.json', 'clusters.json');
    const files = readdirSync(`${ADMIN}/${scenario}`).filter((name) => /^(?:cds|eds|lds|rds|sds)\.yaml$/.test(name));
    const written = await openPage(scenario, 'bootstrap.yaml', ...files);
    const requests = modelOf(dump).listeners.flatMap(({ name, address = '', port = 0, chains }) =>
      ['/', '/a', '/api/x', '/nowhere'].flatMap((path) =>
        [...new Set(chains.flatMap(({ routes }) => routes?.hosts.flatMap((h) => h.domains) ?? [])), 'other.test'].map((domain) => ({
          path,
          host: domain.replaceAll('*', 'x'),
          listener: { name, address, port },
        })),
      ),
    );
    const [a, b] = [await route(dump, requests), await route(written, requests)];
    const told = (decisions: typeof a): unknown =>
      decisions.map(({ outcome, status, listener, virtualHost, route: chosen, cluster, endpoint, reason }) => ({
        outcome,
        status,
        listener,
        virtualHost,
        chosen,
        cluster,
        endpoint,
        reason,
      }));
    expect(told(a)).toEqual(told(b));
  });
});

describe.skipIf(!has)('an answer that is an error', () => {
  it.each(scenarios)('%s: is told, not thrown', async (scenario) => {
    for (const name of readdirSync(`${ADMIN}/${scenario}`).filter((file) => /\.(?:400|404)\.txt$/.test(file))) {
      const { diagnostics } = await open({ files: [{ name, text: text(scenario, name) }] });
      expect([name, diagnostics.length > 0]).toEqual([name, true]);
    }
  });
});
