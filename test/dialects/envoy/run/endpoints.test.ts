// Which endpoints of a cluster can get a request, and with which share: priorities, health, panic, localities, subsets, hashes.
import { describe, expect, it } from 'vitest';
import type { EnvoyEndpoint } from '../../../../src/dialects/envoy/lower/clusters.ts';
import type { EnvoyModel } from '../../../../src/dialects/envoy/model.ts';
import { chooseEndpoint } from '../../../../src/dialects/envoy/upstream/load-balance.ts';
import { open } from '../../../../src/gateway/open.ts';
import { ask, filters, gateway, indent, routes } from '../support.ts';

type Health = 'HEALTHY' | 'UNHEALTHY' | 'DEGRADED';

/** A group of endpoints: its priority, how many of each health, and more fields. */
const group = (priority: number, counts: Partial<Record<Health, number>>, more = ''): string => {
  const hosts = (Object.entries(counts) as [Health, number][]).flatMap(([health, n]) =>
    Array.from(
      { length: n },
      (_, i) =>
        `{health_status: ${health}, endpoint: {address: {socket_address: {address: 10.${priority}.${health.length}.${i + 1}, port_value: 80}}}}`,
    ),
  );
  return `- {priority: ${priority}, lb_endpoints: [${hosts.join(', ')}]${more === '' ? '' : `, ${more}`}}`;
};

async function chosenOf(groups: readonly string[], more = '', hash?: bigint) {
  const text = `static_resources:\n  clusters:\n  - name: c\n    load_assignment:\n      cluster_name: c\n      endpoints:\n${indent(groups.join('\n'), 6)}\n${more === '' ? '' : indent(more, 4)}`;
  const { model } = await open({ files: [{ name: 'envoy.yaml', text }], dialect: 'envoy' });
  const cluster = (model as EnvoyModel).clusters[0];
  if (cluster === undefined) throw new Error('no cluster');
  return chooseEndpoint(cluster, hash, () => true);
}

/** Whole percents by the second and third number of the address: priority and health. */
async function sharesOf(groups: readonly string[], more = ''): Promise<Readonly<Record<string, number>>> {
  const out: Record<string, number> = {};
  for (const { endpoint, share } of (await chosenOf(groups, more)).eligible) {
    const [, priority, health] = (endpoint as EnvoyEndpoint).address.split('.');
    const key = `p${priority} ${health === '7' ? 'healthy' : health === '8' ? 'degraded' : 'unhealthy'}`;
    out[key] = (out[key] ?? 0) + share * 100;
  }
  return Object.fromEntries(Object.entries(out).map(([key, share]) => [key, Math.round(share * 10) / 10]));
}

describe('priorities', () => {
  it.each<[string, string[], Record<string, number>]>([
    ['all healthy: the first takes all', [group(0, { HEALTHY: 2 }), group(1, { HEALTHY: 2 })], { 'p0 healthy': 100 }],
    [
      'half of the first: 140 % of its health',
      [group(0, { HEALTHY: 1, UNHEALTHY: 1 }), group(1, { HEALTHY: 2 })],
      { 'p0 healthy': 70, 'p1 healthy': 30 },
    ],
    ['none of the first', [group(0, { UNHEALTHY: 2 }), group(1, { HEALTHY: 1 })], { 'p1 healthy': 100 }],
    ['degraded hosts serve for what is missing', [group(0, { HEALTHY: 1, DEGRADED: 1 })], { 'p0 healthy': 70, 'p0 degraded': 30 }],
    [
      'everything in panic: by the number of hosts',
      [group(0, { UNHEALTHY: 3 }), group(1, { UNHEALTHY: 1 })],
      { 'p0 unhealthy': 75, 'p1 unhealthy': 25 },
    ],
  ])('%s', async (_, groups, shares) => {
    expect(await sharesOf(groups)).toEqual(shares);
  });

  it('give what integers lose to the first that has health', async () => {
    const part = (priority: number, healthy: number): string => group(priority, { HEALTHY: healthy, UNHEALTHY: 100 - healthy });
    // 140 % of 25, 25 and 20 is 35, 35 and 28, of 98 in all: 35, 35 and 28 of 100, and 2 more for the first
    expect(await sharesOf([part(0, 25), part(1, 25), part(2, 20)], 'common_lb_config: {healthy_panic_threshold: {value: 0}}')).toEqual({
      'p0 healthy': 37,
      'p1 healthy': 35,
      'p2 healthy': 28,
    });
  });
  it('say when a cluster is in panic', async () => {
    expect((await chosenOf([group(0, { UNHEALTHY: 2, HEALTHY: 1 })])).panic).toBe(true);
    expect((await chosenOf([group(0, { UNHEALTHY: 1, HEALTHY: 2 })])).panic).toBe(false);
    expect((await chosenOf([])).panic).toBe(true);
  });
});

describe('localities', () => {
  it('share by their weights, less for those that lost hosts', async () => {
    const zone = (name: string, weight: number, counts: Partial<Record<Health, number>>): string =>
      group(0, counts, `locality: {zone: ${name}}, load_balancing_weight: ${weight}`).replaceAll('10.0.', `10.${name.charCodeAt(0) - 97}.`);
    const shares = await sharesOf(
      [zone('a', 1, { HEALTHY: 2 }), zone('b', 3, { HEALTHY: 1, UNHEALTHY: 1 })],
      'common_lb_config: {locality_weighted_lb_config: {}}',
    );
    // 1 × 100 against 3 × 70
    expect(shares).toEqual({ 'p0 healthy': Math.round((1000 * 100) / 310) / 10, 'p1 healthy': Math.round((1000 * 210) / 310) / 10 });
  });
});

describe('hashes', () => {
  const three = [group(0, { HEALTHY: 3 })];
  it.each(['RING_HASH', 'MAGLEV'])('lead %s to one endpoint, the same every time, and not all to one', async (policy) => {
    const pick = async (hash: bigint): Promise<string | undefined> => (await chosenOf(three, `lb_policy: ${policy}`, hash)).chosen?.address;
    const hashes = [1n, 2n ** 20n, 2n ** 40n, 2n ** 60n, 2n ** 63n + 5n, 12_345_678_901_234n];
    const first = await Promise.all(hashes.map(pick));
    expect(await Promise.all(hashes.map(pick))).toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(1);
  });
  it('leave the choice open without a policy that hashes', async () => {
    expect((await chosenOf(three, '', 7n)).chosen).toBeUndefined();
  });
});

describe('the original destination', () => {
  const text = gateway(`route_config:
${indent(routes('- {name: r, match: {prefix: /}, route: {cluster: there}}'), 2)}
${filters('# the router alone')}`).replace(
    '  clusters:',
    '  clusters:\n  - {name: there, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, original_dst_lb_config: {use_http_header: true}}',
  );
  it('is where the header says, if that is an address', async () => {
    const to = (value: string) => ask(text, { headers: [['x-envoy-original-dst-host', value]] });
    expect(await to('192.0.2.1:81')).toMatchObject({ outcome: 'forward', endpoint: '192.0.2.1:81' });
    expect(await to('name:81')).toMatchObject({ status: 503, flags: ['UH'] });
  });
});

describe('tables of hashes, and weights of localities', () => {
  const weights = 'common_lb_config: {locality_weighted_lb_config: {}}';
  it.each<[string, string[], string, string[]]>([
    ['no weight: any host', [group(0, { HEALTHY: 1 }, 'locality: {zone: a}')], weights, ['10.0.7.1:80']],
    ['no weight: an empty ring', [group(0, { HEALTHY: 1 }, 'locality: {zone: a}')], `lb_policy: RING_HASH\n${weights}`, []],
    [
      'a weight without a locality counts for nothing',
      [group(0, { HEALTHY: 1 }, 'load_balancing_weight: 3')],
      `lb_policy: MAGLEV\n${weights}`,
      [],
    ],
    [
      'a weight',
      [group(0, { HEALTHY: 1 }, 'locality: {zone: a}, load_balancing_weight: 3')],
      `lb_policy: RING_HASH\n${weights}`,
      ['10.0.7.1:80'],
    ],
    ['degraded hosts are in no table', [group(0, { DEGRADED: 1 })], 'lb_policy: MAGLEV', []],
    ['but serve else', [group(0, { DEGRADED: 1 })], 'lb_policy: ROUND_ROBIN', ['10.0.8.1:80']],
  ])('%s', async (_, groups, more, addresses) => {
    const { eligible } = await chosenOf(groups, more, 5n);
    expect(eligible.map(({ endpoint }) => (endpoint as EnvoyEndpoint).address)).toEqual(addresses);
  });
});
